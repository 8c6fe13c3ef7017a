"""A small course to grade: one assignment, two exercises, each with a visible and a hidden test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asyncaula.grading.nbgrader_calls import generate_assignment, load_config

REPOSITORY = Path(__file__).parents[2]
MIME = "application/vnd.asyncaula.verdict+json"

# What `asyncaula.checks` publishes, written out: these tests are about what becomes of it.
SETUP = f"""
from IPython.display import display

class Diagnosis(AssertionError):
    def _render_traceback_(self):
        return [str(self)]

class Points(float):
    def _repr_mimebundle_(self, include=None, exclude=None):
        verdict = {{"points": float(self), "max": 4.0, "code": None}}
        picture = "<svg><rect width='3'/></svg>"
        return {{"text/plain": f"{{float(self):g}}", "text/html": picture, "{MIME}": verdict}}

def require(holds, code):
    if not holds:
        verdict = {{"points": 0, "max": 4.0, "code": code, "title": "t", "message": code}}
        picture = "<svg><circle r='1'/></svg>"
        shown = picture + code + ": lo que se vio"
        display({{"text/plain": code, "text/html": shown, "{MIME}": verdict}}, raw=True)
        raise Diagnosis(code + ": observado, esperado, pregunta")
"""
EXERCISES = {
    "doble": (
        "def doble(n):",
        "    return 2 * n",
        "require(doble(3) == 6, 'E901')",
        "require(doble(secreto := 1234) == 2468, 'E902')",
    ),
    "triple": (
        "def triple(n):",
        "    return 3 * n",
        "require(triple(3) == 9, 'E903')",
        "require(triple(4321) == 12963, 'E904')",
    ),
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
    for name, (head, body, visible, hidden) in EXERCISES.items():
        solution = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        cells += [
            _cell(solution, name, solution=True),
            _cell(f"{visible}\nPoints(1)", f"test_{name}", points=1),
            _cell(
                f"### BEGIN HIDDEN TESTS\n{hidden}\nPoints(4)\n### END HIDDEN TESTS",
                f"hidden_{name}",
                points=4,
            ),
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
