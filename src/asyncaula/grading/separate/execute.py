"""Runs a submission in two kernels: the learner's cells in one, set-up and tests of the release in another."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from traitlets import Integer, default

from ..cells import grade_id, is_locked, is_test
from ..execute import GuardedExecute
from ..sandbox import sockets, use
from .vouching import note_lines

ATTACH = "from asyncaula.grading.separate.asking import attach as _a; _a({file!r}, {seed!r}); del _a"
ABOUT, SEED = "asyncaula", "seed"
"""Where the notebook's metadata record the seed that its tests drew from."""


NO_SANDBOX = "ASYNCAULA_NO_SANDBOX"
"""Set to 1 it has the same effect as ``c.SeparateExecute.sandbox = False``: nothing is walled in."""


class JudgingKernel(GuardedExecute):
    """The kernel in which tests run. Of the learner's kernel it sees the sockets and nothing else."""

    peers: tuple[Path, ...] = ()
    timeout = Integer(120, help="seconds for one test cell").tag(config=True)

    def wall_in(self, km: Any) -> None:
        use(km, self.sandbox_limits(), peers=self.peers)


class SeparateExecute(GuardedExecute):
    """nbgrader's `Execute` with a verdict that the learner's code cannot reach.

    The cells of a submission run in its own kernel, all but the test cells: those run in a second kernel that
    never runs a line of the learner's, after the release's other locked code cells. From there a scenario is
    sent over, and its result comes back as data (`asyncaula.checks.observation`). The source of test and
    set-up cells is the gradebook's, whatever the submission holds.

    Tests draw their parameters from `seed`, which is recorded in the notebook's metadata so that a verdict
    can be replayed.
    """

    seed = Integer(
        None, allow_none=True, help="what hidden tests draw from; fresh for every notebook unless set"
    ).tag(config=True)

    @default("sandbox")
    def _walled_in_unless_told(self) -> bool:
        return os.environ.get(NO_SANDBOX, "") in ("", "0")

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        self._released = _released_sources((resources or {}).get("nbgrader", {}))
        drawn = secrets.randbits(48) if self.seed is None else self.seed
        self._drawn: int = drawn
        nb, resources = super().preprocess(nb, resources, km)
        nb.metadata[ABOUT] = NotebookNode({SEED: drawn})
        nb.metadata["language_info"] = NotebookNode(name="python")  # not what the learner's kernel says
        return nb, resources

    @contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        judge = JudgingKernel(
            parent=self.parent, kernel_name=self.kernel_name or "python3", sandbox=self.sandbox
        )
        with super().setup_kernel(**kwargs), ExitStack() as more:
            if self.sandbox:
                judge.peers = (sockets(self.km),)
            folder = more.enter_context(tempfile.TemporaryDirectory(prefix="j"))
            note_lines(self.nb, Path(self.resources["metadata"]["path"] or "."), Path(folder))
            self._judge = more.enter_context(judge.opened(self.nb, folder))
            attach = ATTACH.format(file=self.km.connection_file, seed=self._drawn)
            if not judge.runs_quietly(attach):
                raise RuntimeError("the judging kernel could not be prepared")
            yield

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if cell.cell_type != "code":
            return cell, resources
        cell.source = self._released.get(grade_id(cell) or "", cell.source)
        if is_test(cell):
            self._judge.preprocess_cell(cell, resources, index)
            self.end_unless_responsive()
            return cell, resources
        if is_locked(cell) and not self._judge.runs_quietly(cell.source):
            self.log.warning("The judging kernel could not run the set-up cell %s", grade_id(cell))
        return super().preprocess_cell(cell, resources, index)


def _released_sources(about: dict[str, Any]) -> dict[str, str]:
    """Give the source of the release's locked code cells by their grade_id, where there is a gradebook."""
    if "db_url" not in about:
        return {}
    with Gradebook(about["db_url"]) as gradebook:
        cells = gradebook.find_notebook(about["notebook"], about["assignment"]).source_cells
        return {cell.name: cell.source for cell in cells if cell.locked and cell.cell_type == "code"}
