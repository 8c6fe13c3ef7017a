"""Notebooks as a student has them, and the repository that the kit is made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

from asyncaula.course import Course

STUB = "    # ESCRIBE AQUÍ TU CÓDIGO\n    raise NotImplementedError()"
TEST = """
@scenario
def {name}_de_tres({name}):
    return {name}(3)


expect({name}_de_tres).returns({value}).worth(1)
"""
VALUES = {"doble": 6, "triple": 9}
Answers = dict[str, str]


def _cell(source: str, grade_id: str, points: int | None = None, solution: bool = False) -> Any:
    about = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
    } | ({} if points is None else {"points": points})
    cell = new_code_cell(source.strip(), metadata={"nbgrader": about}, id=grade_id)
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    return cell


def released() -> Any:
    """Give a small notebook as nbgrader releases it."""
    cells = [
        new_markdown_cell("# 01 · Cuentas: por dos y por tres", id="title"),
        _cell("from asyncaula.checks import expect, scenario", "preparacion"),
    ]
    for name, value in VALUES.items():
        cells += [
            _cell(f"def {name}(n):\n{STUB}", name, solution=True),
            _cell(TEST.format(name=name, value=value), f"test_{name}", points=1),
            _cell("", f"hidden_{name}", points=4),
        ]
    return new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a student's notebook `lesson/cuentas.ipynb` with these bodies of its functions in it."""

    def written(lesson: str, /, **bodies: str) -> Path:
        nb = released()
        for cell in nb.cells:
            if cell.id in bodies:
                cell.source = f"def {cell.id}(n):\n    {bodies[cell.id]}"
        path = tmp_path / lesson / "cuentas.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(nb, path)
        return path

    return written


@pytest.fixture(scope="session")
def course() -> Course:
    """This repository."""
    return Course.find(Path(__file__))
