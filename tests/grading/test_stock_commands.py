"""The commands an instructor and a student type, as nbgrader ships them, in a folder with our settings."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

pytestmark = pytest.mark.slow

UPLOADS = {
    "Ana García_123456_assignsubmission_file_cuaderno.ipynb": "Ana García",
    "Beto Luna Paz_77_assignsubmission_file_/cuaderno.ipynb": "Beto Luna Paz",
    "Caro Mora_78_assignsubmission_file/cuaderno.ipynb": "Caro Mora",
    "garciaana_4711_98765_cuaderno.ipynb": "garciaana",
    "lunabeto_LATE_4712_98766_cuaderno-2.ipynb": "lunabeto",
}


def nbgrader(course: Path, *arguments: str) -> str:
    """What the command printed; it has to succeed."""
    scripts = Path(sys.executable).parent
    env = os.environ | {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "PYTHONASYNCIODEBUG": ""}
    result = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course,
        env=env,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=100,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_a_solved_release_validates(course: Path, solved: Any) -> None:
    path = course / "release/uno/cuaderno.ipynb"
    nbformat.write(solved, path)
    assert "Success! Your notebook passes all the tests." in nbgrader(course, "validate", str(path))


def test_an_unsolved_release_does_not_and_says_so_in_the_students_language(course: Path) -> None:
    said = nbgrader(course, "validate", str(course / "release/uno/cuaderno.ipynb"))
    assert "2 celda(s) de prueba todavía no pasan" in said
    assert "NotImplementedError" in said


@pytest.mark.timeout(300)
def test_from_uploads_to_grades(course: Path, solved: Any) -> None:
    nbgrader(course, "generate_assignment", "uno", "--force")
    release = (course / "release/uno/cuaderno.ipynb").read_text(encoding="utf-8")
    assert "ESCRIBE AQUÍ TU CÓDIGO" in release
    assert "HIDDEN" not in release
    for name in UPLOADS:
        path = course / "downloaded/uno/archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(solved, path)
    nbgrader(course, "zip_collect", "uno", "--strict")
    for student in UPLOADS.values():
        assert (course / "submitted" / student / "uno/cuaderno.ipynb").exists()
    graded = {"Ana García", "lunabeto"}
    for student in set(UPLOADS.values()) - graded:
        shutil.rmtree(course / "submitted" / student)

    nbgrader(course, "autograde", "uno")
    nbgrader(course, "generate_feedback", "uno")
    (course / "exchange").mkdir(mode=0o777)
    (course / "exchange").chmod(0o777)
    nbgrader(course, "release_feedback", "uno")
    assert len(list((course / "exchange/asyncaula/feedback").glob("*.html"))) == len(graded)
    nbgrader(course, "export")
    with open(course / "grades.csv", encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: (row["score"], row["state"]) for row in csv.DictReader(file)}
    assert rows == dict.fromkeys(graded, ("10.0", "graded"))
    assert len(list((course / "feedback").glob("*/uno/cuaderno.html"))) == len(graded)


def test_nothing_is_written_outside_the_course(course: Path, tmp_path: Path) -> None:
    (course / "exchange").mkdir(mode=0o777)
    (course / "exchange").chmod(0o777)
    nbgrader(course, "release_assignment", "uno")
    assert (course / "exchange/asyncaula/outbound/uno/cuaderno.ipynb").exists()
