"""A class that the course graded, with all that makes a grade awkward, and its scores by SQL."""

from __future__ import annotations

import copy
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result

from asyncaula.cli import main
from asyncaula.grading.nbgrader_calls import load_config, open_gradebook

LATE = """
from nbgrader.plugins import LateSubmissionPlugin


class TwoPoints(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 2.5
"""
RIGHT = {"doble": "def doble(n):\n    return 2 * n", "triple": "def triple(n):\n    return 3 * n"}
REMEMBERS = "visto = []\n\n\ndef doble(n):\n    visto.append(n)\n    return 2 * n"
TELLS = "def triple(n):\n    return f'las pruebas ocultas usan {visto}'"
ANSWERS: dict[str, dict[str, str]] = {
    "ana": RIGHT,
    "beto": RIGHT | {"doble": "def doble(n):\n    return 6"},
    "caro": RIGHT,
    "fede": RIGHT | {"triple": "def triple(n):\n    return 0"},
    "=1+1": RIGHT,
    "ivo": {"doble": REMEMBERS, "triple": TELLS},
}
NAMES: dict[str, tuple[str, str, str]] = {
    "ana": ("Ana", 'O\'Higgins, "la rápida"', "ana@ejemplo.mx"),
    "beto": ("Beto\nLuis", "Núñez; Peña", "beto@ejemplo.mx"),
    "caro": ('=HYPERLINK("x")', "@SUM(1)", "caro@ejemplo.mx"),
    "dani": ("Dani", "Ruiz", "dani@ejemplo.mx"),
    "eva": ("Eva", "Sol", "eva@ejemplo.mx"),
    "fede": ("Fede", "Paz", "Fede@Ejemplo.mx"),
    "=1+1": ("", "", "cuenta@ejemplo.mx"),
    "ivo": ("Ivo", "Vera", "ivo@ejemplo.mx"),
}
COMMENT = "Bien pensado & <b>casi</b>"


@pytest.fixture(scope="session")
def graded_class(released_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with `uno` graded: late, by hand, ungradable, missing, and names that mean harm.

    Do not write in it.
    """
    root = tmp_path_factory.mktemp("clase")
    shutil.copytree(released_course, root, dirs_exist_ok=True)
    (root / "descuento.py").write_text(LATE, encoding="utf-8")
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write('\nc.AssignLatePenalties.plugin_class = "descuento.TwoPoints"\n')
    released = nbformat.read(root / "release/uno/cuaderno.ipynb", as_version=4)
    for student, answers in ANSWERS.items():
        _hand_in(root, student, _answered(released, answers))
    _hand_in(root, "dani", "{ esto no es un cuaderno")
    late = root / "submitted/caro/uno/timestamp.txt"
    late.write_text("2026-03-02 12:00:00 UTC", encoding="utf-8")
    with open_gradebook(load_config(root / "nbgrader_config.py", root)) as gradebook:
        gradebook.update_or_create_assignment("uno", duedate=datetime(2026, 3, 1, 12))
        for student, (first, last, email) in NAMES.items():
            gradebook.update_or_create_student(student, first_name=first, last_name=last, email=email)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root))
        result = CliRunner().invoke(main, ["grade", "--root", str(root)], catch_exceptions=False)
        assert result.exit_code == 1, result.output
    with open_gradebook(load_config(root / "nbgrader_config.py", root)) as gradebook:
        gradebook.find_grade("hidden_triple", "cuaderno", "uno", "fede").manual_score = 1.25
        gradebook.find_comment("triple", "cuaderno", "uno", "fede").manual_comment = COMMENT
        gradebook.db.commit()
    return root


def _hand_in(root: Path, student: str, notebook: Any) -> None:
    folder = root / "submitted" / student / "uno"
    folder.mkdir(parents=True)
    if isinstance(notebook, str):
        (folder / "cuaderno.ipynb").write_text(notebook, encoding="utf-8")
    else:
        nbformat.write(notebook, folder / "cuaderno.ipynb")


def _answered(released: Any, answers: dict[str, str]) -> Any:
    notebook = copy.deepcopy(released)
    for cell in notebook.cells:
        cell.source = answers.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    return notebook


Scores = dict[str, float | None]


@pytest.fixture(scope="session")
def scores(graded_class: Path) -> Scores:
    """What each student has for `uno` by SQL: None without a hand-in, or with a cell that nobody has scored."""
    query = """
        SELECT student.id,
               SUM(COALESCE(grade.manual_score, grade.auto_score)),
               SUM(COALESCE(grade.manual_score, grade.auto_score) IS NULL),
               MAX(COALESCE(submitted_notebook.late_submission_penalty, 0))
        FROM student
        LEFT JOIN submitted_assignment ON submitted_assignment.student_id = student.id
        LEFT JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id
        LEFT JOIN grade ON grade.notebook_id = submitted_notebook.id
        GROUP BY student.id
    """
    with sqlite3.connect(graded_class / "gradebook.db") as db:
        found = {
            student: None if unscored else points - penalty
            for student, points, unscored, penalty in db.execute(query)
        }
    assert set(found) == set(NAMES)
    return found


class Export:
    """Calls `asyncaula export` on the class, into a folder of the test's own."""

    def __init__(self, root: Path, to: Path) -> None:
        self.root, self.to = root, to

    def __call__(self, *arguments: str) -> Result:
        command = ["export", "--root", str(self.root), "--to", str(self.to), *arguments]
        return CliRunner().invoke(main, command, catch_exceptions=False)

    def text(self) -> str:
        return self.to.read_bytes().decode("utf-8")


@pytest.fixture
def export(graded_class: Path, tmp_path: Path) -> Export:
    return Export(graded_class, tmp_path / "salida")


def enrol(course: Path, student: str, *, score: float | None = None, **about: str) -> None:
    """Add a student with a hand-in of `uno`, each of its cells with that score."""
    with open_gradebook(load_config(course / "nbgrader_config.py", course)) as gradebook:
        gradebook.add_student(student, **about)
        with gradebook.db.no_autoflush:  # nbgrader adds the new rows to the session last
            submission = gradebook.add_submission("uno", student)
        for grade in submission.notebooks[0].grades:
            grade.auto_score, grade.needs_manual_grade = score, score is None
        gradebook.db.commit()
