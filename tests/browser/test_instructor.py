"""An instructor's story: a lesson handed out, collected, graded, commented and changed, in JupyterLab."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from playwright.sync_api import Page, expect

from asyncaula.authoring.answers import load
from asyncaula.authoring.compose import submission
from asyncaula.course import Course

from . import places
from .create_assignment import CreateAssignment
from .formgrader import Formgrader
from .lab import Lab
from .server import AS_ROOT, started
from .story import Story

LESSON, NOTEBOOK = "04_corrutinas", "corrutinas"
WRONG = "familia__sin_cebar.py"
OUTSIDE = "outside.txt"
ESCAPE = "import contextlib\nwith contextlib.suppress(OSError):\n    open({!r}, 'x').close()"
COMMENT = "Mira otra vez la **alcancía lista**: alguien la ceba antes de entregarla."
EDITED, BEFORE, AFTER = "cell-004", 'return "despegue"', 'return "¡despegue!"'
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    return tmp_path / "exchange"


@pytest.fixture
def course(tmp_path: Path, exchange: Path) -> Path:
    root = places.make_course(tmp_path / "course", exchange)
    shutil.rmtree(root / "release" / LESSON)
    return root


def submit_wrong_answer(course: Path, exchange: Path, folder: Path) -> None:
    """Be a student who fetches the lesson, gets one exercise wrong, tries to write where it has no business
    to when it is graded, and submits."""
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text(places.for_students(exchange), encoding="utf-8")
    places.nbgrader(folder, "fetch_assignment", LESSON)
    lesson = Course.find(course).lesson(LESSON)
    answers = {a.exercise: a for a in load(lesson) if a.kind == "right"}
    wrong = next(a for a in load(lesson) if a.path.name == WRONG)
    answers[wrong.exercise] = wrong
    nb = submission(lesson, answers.values())
    nb.cells.append(new_code_cell(ESCAPE.format(str(folder / OUTSIDE))))
    nbformat.write(nb, folder / LESSON / f"{NOTEBOOK}.ipynb")
    places.nbgrader(folder, "submit", LESSON)


def source_of(path: Path, cell: str) -> str:
    return str(next(c.source for c in nbformat.read(path, as_version=4).cells if c.id == cell))


def test_instructor(page: Page, story: Story, course: Path, exchange: Path, tmp_path: Path) -> None:
    lab = Lab(page)
    student = places.student()

    with started(
        [sys.executable, "-m", "jupyterlab", "--no-browser", *AS_ROOT], course, tmp_path / "home"
    ) as server:
        with story.step("opens Formgrader"):
            lab.open(server, "lab")
            lab.decline_news()
            formgrader = Formgrader(lab)

        with story.step("generates what students get"):
            formgrader.press(LESSON, "assign")
            released = course / "release" / LESSON / f"{NOTEBOOK}.ipynb"
            assert "### BEGIN" not in released.read_text(encoding="utf-8")

        with story.step("releases it"):
            formgrader.press(LESSON, "release")
            expect(formgrader.row(LESSON)).to_contain_text("released")

        submit_wrong_answer(course, exchange, tmp_path / "student")

        with story.step("collects what was submitted"):
            formgrader.press(LESSON, "collect")
            expect(formgrader.row(LESSON).locator(".num-submissions")).to_have_text("1")

        with story.step("autogrades it, walled in"):
            formgrader.submissions(LESSON)
            expect(formgrader.row(student)).to_contain_text("needs autograding")
            formgrader.press(student, "autograde")
            expect(formgrader.row(student)).to_contain_text("15 / 20")
            assert not (tmp_path / "student" / OUTSIDE).exists()

        with story.step("opens the submission and sees the diagnosis"):
            formgrader.open_submission(LESSON, NOTEBOOK)
            diagnosis = formgrader.page.get_by_text("E401 · generador sin cebar").first
            diagnosis.scroll_into_view_if_needed()
            expect(diagnosis).to_be_visible()

        with story.step("gives a grade and a comment"):
            formgrader.grade("hidden_familia", "2.5")
            formgrader.comment("familia", COMMENT)

        with story.step("sees the new score, and generates feedback"):
            formgrader.go_to("Manual Grading")
            formgrader.go_to("Manage Assignments")
            formgrader.submissions(LESSON)
            expect(formgrader.row(student)).to_contain_text("17.5 / 20")
            formgrader.press(student, "generate-feedback")

        feedback = course / "feedback" / student / LESSON / f"{NOTEBOOK}.html"
        places.asyncaula(course, "report")
        with story.step("finds the score in the class report"):
            page.goto((course / "grades/class.html").as_uri())
            totals = page.locator("#todas ~ .wide tbody tr").filter(has_text=student)
            expect(totals.locator("td")).to_have_text([student, "17.5", "88 %"])
            expect(page.get_by_text("De estas entregas no hay diagnósticos")).to_be_visible()

        with story.step("finds the comment in the feedback"):
            page.goto(feedback.as_uri())
            expect(page.get_by_text("alguien la ceba antes")).to_be_visible()
            expect(page.get_by_text("Score: 17.5 / 20.0")).to_be_visible()

        with story.step("edits the lesson beside Create Assignment and saves it"):
            source = course / "source" / LESSON / f"{NOTEBOOK}.ipynb"
            lab.open(server, f"lab/tree/source/{LESSON}/{NOTEBOOK}.ipynb")
            notebook = lab.in_front(source)
            sidebar = CreateAssignment(lab)
            expect(sidebar.total()).to_have_value("20")
            notebook.go_to("1. Una función que se detiene")
            cell = notebook.cell(EDITED)
            cell.write(source_of(source, EDITED).replace(BEFORE, AFTER))
            expect(sidebar.kind()).to_have_value("")
            notebook.save()

    places.asyncaula(course, "absorb", LESSON)
    text = (course / "lessons" / LESSON / f"{NOTEBOOK}.py").read_text(encoding="utf-8")
    assert AFTER in text
    assert BEFORE not in text
    assert "nothing differs" in places.asyncaula(course, "build", "--check")
