"""`asyncaula validate`: what Validate does for a student, from a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput
from nbgrader.utils import is_grade
from nbgrader.validator import Validator
from traitlets import default

from ..checks.messages import _, ngettext
from .execute import GuardedExecute
from .sandbox import Limits, probe, use
from .settle import SettleVerdicts

NOT_PASSED, CANNOT_RUN = 1, 2


@click.command()
@click.argument(
    "notebooks",
    nargs=-1,
    required=True,
    metavar="NOTEBOOK…",
    type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path),
)
@click.option(
    "--no-sandbox", is_flag=True, help="Run them with your own rights, where they can see all you see."
)
def validate(notebooks: tuple[Path, ...], no_sandbox: bool) -> None:
    """Run each NOTEBOOK from a fresh kernel and say which of its test cells do not pass.

    It runs walled in, as when it is graded, where this machine can do that; files beside it can be read.
    Hidden tests are not among what is run.

    Exit codes: 0 all pass, 1 some do not or were changed, 2 called wrongly, or one could not be run.
    """
    walls = not no_sandbox and probe().works
    worst = 0
    for path in notebooks:
        checker = StudentsValidator(walls, warm=len(notebooks) > 1)
        try:
            nbformat.read(path, as_version=4)
            found = checker.validate(str(path))
        except Exception as error:  # nbformat and nbgrader raise of many kinds for what is no notebook
            reason = f"{type(error).__name__}: {error}".strip().splitlines()[0]
            click.echo(
                _("{file}: no se pudo ejecutar: {reason}").format(file=path.name, reason=reason), err=True
            )
            worst = CANNOT_RUN
            continue
        click.echo("\n".join(_told(path, checker, found)))
        worst = max(worst, NOT_PASSED if found else 0)
    raise click.exceptions.Exit(worst)


class StudentsValidator(Validator):  # type: ignore[misc]
    """nbgrader's, which takes neither silence for a pass nor a kernel that died for an accident."""

    def __init__(self, walls: bool, warm: bool) -> None:
        super().__init__()
        self.walls, self.warm = walls, warm
        self.tested = 0
        self.preprocessors = [CheckCellMetadata, ClearOutput, _Execute, _Settle]

    def _preprocess(self, nb: NotebookNode) -> NotebookNode:
        self.tested = sum(is_grade(cell) and bool(cell.source.strip()) for cell in nb.cells)
        return super()._preprocess(nb)


class _Execute(GuardedExecute):
    @default("sandbox")
    def _walled_in_where_possible(self) -> bool:
        return bool(self.parent.walls)

    def wall_in(self, km: Any) -> None:
        use(km, Limits(wall=self.budget + 60), warm=self.parent.warm)


class _Settle(SettleVerdicts):
    """Leaves a cell alone whose tests are all hidden: nothing is in it at home."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if not cell.source.strip():
            cell.outputs = []
            return cell, resources
        return super().preprocess_cell(cell, resources, index)


def _told(path: Path, checker: StudentsValidator, found: dict[str, list[dict[str, str]]]) -> list[str]:
    failed = found.get("failed", [])
    if changed := found.get("type_changed", []) + found.get("changed", []):
        said = ngettext(
            "{file}: {n} celda de prueba cambió. Al calificar se usa la original: si fue por error, descarga de "
            "nuevo el cuaderno.",
            "{file}: {n} celdas de prueba cambiaron. Al calificar se usan las originales: si fue por error, descarga "
            "de nuevo el cuaderno.",
            len(changed),
        )
        return [
            said.format(file=path.name, n=len(changed)),
            *(f"  ✗ {_first_line(cell)}" for cell in changed),
        ]
    passed = checker.tested - len(failed)
    said = _("{file}: {passed} de {all} celdas de prueba pasan.")
    lines = [said.format(file=path.name, passed=passed, all=checker.tested)]
    for cell in failed:
        lines += [f"  ✗ {_first_line(cell)}", *(f"    {line}" for line in cell["raw_error"].splitlines())]
    return lines


def _first_line(cell: dict[str, str]) -> str:
    lines = [line for line in cell["source"].splitlines() if line.strip() and not line.startswith("@")]
    return lines[0] if lines else ""
