"""What every lesson keeps, besides what `asyncaula check` asks of each exercise."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from asyncaula.authoring.notebook import Cell, read_lesson
from asyncaula.course import Course, Lesson
from asyncaula.grading.cells import is_test
from asyncaula.grading.execute import run_notebook
from asyncaula.verdict import read_verdict

COURSE = Course.find(Path(__file__))
UNWRITTEN = {"E01", "E02"}
CREDIT = (
    "cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022)",
    "creativecommons.org/licenses/by/4.0",
)
every_lesson = pytest.mark.parametrize("lesson", COURSE.lessons, ids=lambda lesson: lesson.id)


def texts(lesson: Lesson) -> list[Cell]:
    return [cell for cell in read_lesson(lesson) if cell.cell_type == "markdown"]


@every_lesson
def test_a_lesson_opens_with_what_it_is_for_how_long_it_takes_and_how_it_is_graded(lesson: Lesson) -> None:
    opening = texts(lesson)[0].source
    assert opening.replace("`", "").startswith(f"# {lesson.id[:2]} · {lesson.title}\n")
    for promise in ("**Para qué.**", "**Tiempo.**", "**Antes de empezar**", "**Cómo se evalúa.**"):
        assert promise in opening
    assert str(lesson.minutes) in opening


@every_lesson
def test_a_lesson_ends_with_more_to_read_and_the_credit(lesson: Lesson) -> None:
    ending = texts(lesson)[-1].source
    assert "Para leer más" in ending
    for said in CREDIT:
        assert said in ending


@every_lesson
def test_a_lesson_has_something_to_predict_and_a_picture(lesson: Lesson) -> None:
    whole = lesson.script.read_text(encoding="utf-8")
    assert re.search(r"^# #+ .*(Predice|Ordena|Parsons)", whole, re.MULTILINE)


@every_lesson
def test_nothing_hidden_is_in_what_students_get(lesson: Lesson) -> None:
    for path in (COURSE.root / "release" / lesson.id).rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            assert "HIDDEN TESTS" not in text
            assert "BEGIN SOLUTION" not in text


@every_lesson
@pytest.mark.slow
def test_the_untouched_release_runs_and_every_test_says_it_is_not_written_yet(
    lesson: Lesson, tmp_path: Path
) -> None:
    folder = COURSE.root / "release" / lesson.id
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    nb = run_notebook(nbformat.read(folder / lesson.notebook, as_version=4), tmp_path)
    # A released hidden test is an empty cell; a visible one tells what is missing, in the student's language.
    told = {
        cell.metadata.nbgrader["grade_id"]: read_verdict(cell).code
        for cell in nb.cells
        if is_test(cell) and cell.source.strip()
    }
    assert set(told.values()) <= UNWRITTEN, told
    for cell in nb.cells:
        about = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and not about.get("grade") and not about.get("solution"):
            assert [out.output_type for out in cell.outputs if out.output_type == "error"] == [], cell.source
            streams = [out.text for out in cell.outputs if out.get("name") == "stderr"]
            assert streams == [], cell.source


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_what_stock_nbgrader_releases_is_what_is_committed(tmp_path: Path) -> None:
    shutil.copy(COURSE.root / "nbgrader_config.py", tmp_path)
    shutil.copytree(COURSE.root / "source", tmp_path / "source")
    env = {**os.environ, "PYTHONASYNCIODEBUG": ""}
    for lesson in COURSE.lessons:
        command = [sys.executable, "-m", "nbgrader", "generate_assignment", lesson.id]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        made = filecmp.dircmp(tmp_path / "release" / lesson.id, COURSE.root / "release" / lesson.id)
        assert (made.left_only, made.right_only, made.diff_files) == ([], [], [])
