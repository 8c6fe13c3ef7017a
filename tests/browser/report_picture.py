"""Makes docs/images/report.png again: the class report of a made-up class, as the README shows it.

    .venv/bin/python -m tests.browser.report_picture

Needs Chromium. The class is the same every time: its answers are drawn from a seed, its exercises, points and
diagnoses are the course's.
"""

from __future__ import annotations

import random
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbgrader.api import Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from playwright.sync_api import sync_playwright

from asyncaula.authoring.answers import load
from asyncaula.course import Course, Lesson
from asyncaula.grading.nbgrader_calls import load_config, open_gradebook
from asyncaula.grading.records import CellRecord, Record, RecordBook
from asyncaula.reports.classroom import read_classroom
from asyncaula.reports.page import class_page

from . import chromium

COURSE = Course.find(Path(__file__))
PICTURE = COURSE.root / "docs/images/report.png"
LESSONS = ("04_corrutinas", "06_awaitables", "08_coordinacion")
DUE = datetime(2026, 3, 1, 12)
STUDENTS = 32
WIDTH = 1145  # as the picture of the diagnosis


def make_class(root: Path, seed: int) -> None:
    """Fill a gradebook in `root` with what a class did, some lessons harder than others."""
    chance = random.Random(seed)
    talents = {f"estudiante_{n:02}": chance.betavariate(4, 2) for n in range(1, STUDENTS + 1)}
    with open_gradebook(load_config(root / "nbgrader_config.py", root)) as gradebook:
        gradebook.db.add_all(Student(id=name) for name in talents)
        gradebook.db.commit()
        for name in LESSONS:
            _hand_in(gradebook, RecordBook(root), COURSE.lesson(name), talents, chance)


def _hand_in(
    gradebook: Gradebook,
    records: RecordBook,
    lesson: Lesson,
    talents: dict[str, float],
    chance: random.Random,
) -> None:
    assignment = gradebook.add_assignment(lesson.id, duedate=DUE)
    name = Path(lesson.notebook).stem
    notebook = gradebook.add_notebook(name, lesson.id)
    source = nbformat.read(COURSE.root / "source" / lesson.id / lesson.notebook, as_version=4)
    about = [cell.metadata.get("nbgrader", {}) for cell in source.cells]
    graded = [
        gradebook.add_grade_cell(a.grade_id, name, lesson.id, max_score=a.points, cell_type="code")
        for a in about
        if a.get("grade")
    ]
    known: dict[str, list[str]] = {}
    for answer in load(lesson):
        if answer.code:
            known.setdefault(answer.exercise, []).append(answer.code)
    hardness = {exercise: chance.uniform(0.7, 1.2) for exercise in known}
    for student, talent in talents.items():
        if chance.random() < 0.05:
            continue
        when = DUE + timedelta(hours=chance.choice([-50, -20, -2, -1, 7]))
        with gradebook.db.no_autoflush:
            work = SubmittedAssignment(
                assignment=assignment, student=gradebook.find_student(student), timestamp=when
            )
            handed_in = SubmittedNotebook(notebook=notebook, assignment=work)
            gradebook.db.add_all([work, handed_in])
        seen = []
        missed = {
            exercise: codes[min(int(chance.expovariate(1)), len(codes) - 1)]
            for exercise, codes in known.items()
            if chance.random() > talent * hardness[exercise] + 0.1
        }
        for cell in graded:
            code = missed.get(cell.name.partition("_")[2])
            score = 0.0 if code else float(cell.max_score)
            gradebook.db.add(Grade(cell=cell, notebook=handed_in, auto_score=score))
            seen.append(CellRecord(name, cell.name, score, cell.max_score, code, "", "", None, False))
        total = sum(cell.max_score for cell in graded)
        records.put(
            Record(lesson.id, student, "", 1, None, None, total, 1.0, when.isoformat(), True, tuple(seen))
        )
    gradebook.db.commit()


def write_report(root: Path) -> Path:
    """Write the report of the class whose gradebook is in `root`."""
    with open_gradebook(load_config(root / "nbgrader_config.py", root)) as gradebook:
        room = read_classroom(gradebook, RecordBook(root).all())
    path = root / "class.html"
    path.write_text(class_page(room, COURSE.title, DUE), encoding="utf-8")
    return path


def main() -> None:
    path = chromium.find()
    if path is None:
        sys.exit(chromium.MISSING)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        shutil.copy(COURSE.root / "nbgrader_config.py", root)
        make_class(root, seed=11)
        browser = chromium.launch(playwright, path)
        page = browser.new_page(viewport={"width": WIDTH, "height": 1000}, color_scheme="light")
        page.goto(write_report(root).as_uri())
        last = page.locator("#ejercicios + svg").bounding_box()
        assert last is not None
        page.screenshot(
            path=PICTURE,
            full_page=True,
            clip={"x": 0, "y": 0, "width": WIDTH, "height": last["y"] + last["height"]},
        )
        browser.close()


if __name__ == "__main__":
    main()
