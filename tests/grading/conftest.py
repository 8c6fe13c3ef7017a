"""A small course to grade: one assignment, two exercises, each with a visible and a hidden test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asyncaula.grading.job import Template
from asyncaula.grading.nbgrader_calls import generate_assignment, load_config
from asyncaula.grading.template import make_template

REPOSITORY = Path(__file__).parents[2]
SETUP = "from asyncaula.checks import expect, hidden, scenario"
VISIBLE = """
@scenario
def {name}_de_tres({name}):
    return {name}(3)


expect({name}_de_tres).returns({value}).worth(1)
"""
HIDDEN = """
### BEGIN HIDDEN TESTS
@scenario
def otro_{name}({name}, n):
    return {name}(n)


score = hidden(4)
with score(4):
    expect(otro_{name}, n={secret}).returns({value})
score.earned()
### END HIDDEN TESTS
"""
EXERCISES = {
    "doble": ("def doble(n):", "    return 2 * n", 6, 1234, 2468),
    "triple": ("def triple(n):", "    return 3 * n", 9, 4321, 12963),
}


def _cell(source: str, grade_id: str, points: float | None = None, solution: bool = False) -> Any:
    about: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    if points is not None:
        about["points"] = points
    cell = new_code_cell(source.strip(), metadata={"nbgrader": about})
    cell["id"] = grade_id
    return cell


def source_notebook() -> Any:
    cells = [new_markdown_cell("# Un cuaderno", id="cell-000"), _cell(SETUP, "preparacion")]
    for name, (head, body, seen, secret, value) in EXERCISES.items():
        solution = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        cells += [
            _cell(solution, name, solution=True),
            _cell(VISIBLE.format(name=name, value=seen), f"test_{name}", points=1),
            _cell(HIDDEN.format(name=name, secret=secret, value=value), f"hidden_{name}", points=4),
        ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


@pytest.fixture(scope="session")
def released_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course root whose one assignment, `uno` with `cuaderno.ipynb`, has been released. Do not write in
    it."""
    root = tmp_path_factory.mktemp("curso")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (root / "source/uno").mkdir(parents=True)
    nbformat.write(source_notebook(), root / "source/uno/cuaderno.ipynb")
    generate_assignment(load_config(root / "nbgrader_config.py", root), "uno")
    return root


@pytest.fixture
def course(released_course: Path, tmp_path: Path) -> Path:
    """A copy of the released course, to be written in."""
    root = tmp_path / "curso con espacios"
    shutil.copytree(released_course, root)
    return root


@pytest.fixture
def released(released_course: Path) -> Any:
    """The notebook as students get it."""
    return nbformat.read(released_course / "release/uno/cuaderno.ipynb", as_version=4)


@pytest.fixture
def solved(released: Any) -> Any:
    """The released notebook with both exercises right."""
    return answer(
        released, doble="def doble(n):\n    return 2 * n", triple="def triple(n):\n    return 3 * n"
    )


def answer(nb: Any, **answers: str) -> Any:
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell.source = answers[name]
    return nb


@pytest.fixture
def hand_in(course: Path) -> Callable[..., Path]:
    """Puts a notebook, or any text in its place, into `submitted/` for a student."""

    def put(student: str, notebook: Any, **answers: str) -> Path:
        folder = course / "submitted" / student / "uno"
        folder.mkdir(parents=True)
        path = folder / "cuaderno.ipynb"
        if isinstance(notebook, str):
            path.write_text(notebook, encoding="utf-8")
        else:
            nbformat.write(answer(notebook, **answers), path)
        return path

    return put


@pytest.fixture(scope="session")
def template(released_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """What every job of the assignment begins with."""
    return make_template(released_course, "uno", tmp_path_factory.mktemp("plantillas") / "uno")
