"""The demonstration from the command line, on a small course with a right and a wrong answer."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result
from nbformat.v4 import new_code_cell, new_notebook

from asyncaula.cli import main

REPOSITORY = Path(__file__).parents[2]
HIDDEN = """
### BEGIN HIDDEN TESTS
class Points(float):
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": "4", "application/vnd.asyncaula.verdict+json": {"points": float(self)}}
assert doble(2) == 4
Points(4)
### END HIDDEN TESTS
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "curso"
    shutil.copytree(REPOSITORY / "tests/demo/lesson", root / "lessons/01_doble")
    (root / "source/01_doble").mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    locked = {"schema_version": 3, "grade": False, "solution": False, "locked": True, "task": False}
    solution = "def doble(n):\n    ### BEGIN SOLUTION\n    return 2 * n\n    ### END SOLUTION"
    answer = {**locked, "grade_id": "doble", "solution": True, "locked": False}
    test = {**locked, "grade_id": "hidden_doble", "grade": True, "points": 4}
    cells = [
        new_code_cell(solution, id="doble", metadata={"nbgrader": answer}),
        new_code_cell(HIDDEN.strip(), id="hidden_doble", metadata={"nbgrader": test}),
    ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    nbformat.write(
        new_notebook(cells=cells, metadata={"kernelspec": kernel}), root / "source/01_doble/doble.ipynb"
    )
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["demo", "--students", "5", *arguments])


@pytest.mark.slow
def test_a_class_is_graded_in_a_folder_of_its_own(course: Path) -> None:
    before = sorted(path.name for path in course.iterdir())
    result = run()
    assert result.exit_code == 0, result.output
    assert "Every verdict is what the answers say" in result.output
    assert "not gradable" in result.output
    assert sorted(path.name for path in course.iterdir()) == sorted([*before, "demo"])
    with open(course / "demo/grades.csv", encoding="utf-8", newline="") as file:
        states = [row["state"] for row in csv.DictReader(file)]
    assert sorted(states) == ["graded", "graded", "graded", "missing", "needs a person"]
    feedback = [path.read_text(encoding="utf-8") for path in (course / "demo/feedback").glob("*/*/*.html")]
    assert len(feedback) == 3
    assert not any("doble(2)" in html for html in feedback)


def test_a_folder_with_other_things_in_it_is_left_alone(course: Path, tmp_path: Path) -> None:
    (tmp_path / "mio").mkdir()
    (tmp_path / "mio/apuntes.txt").write_text("no borrar")
    result = run("--into", str(tmp_path / "mio"))
    assert result.exit_code == 2
    assert "--into" in result.output
    assert [path.name for path in (tmp_path / "mio").iterdir()] == ["apuntes.txt"]


def test_a_course_without_lessons_is_told_what_to_do(course: Path) -> None:
    shutil.rmtree(course / "source")
    result = run()
    assert result.exit_code == 2
    assert "asyncaula build" in result.output
