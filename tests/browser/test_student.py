"""A student's story: from the kit's folder to feedback, in the JupyterLab that the kit opens."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from asyncaula.authoring.answers import Answer, load
from asyncaula.course import Course

from . import places
from .assignment_list import AssignmentList
from .lab import Lab
from .server import AS_ROOT, started
from .story import Story

LESSON, NOTEBOOK = "04_corrutinas", "corrutinas"
EXERCISES = ("familia", "clasificar", "conducir", "Pausa")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def answers() -> list[Answer]:
    return list(load(Course.find(Path(__file__)).lesson(LESSON)))


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return places.unpack_kit(tmp_path / "curso asíncrono")


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    return tmp_path / "exchange"


@pytest.fixture
def course(tmp_path: Path, exchange: Path) -> Path:
    return places.make_course(tmp_path / "course", exchange)


def pick(answers: list[Answer], exercise: str, kind: str, style: str | None = None) -> Answer:
    return next(a for a in answers if (a.exercise, a.kind) == (exercise, kind) and style in (None, a.style))


def test_student(
    page: Page, story: Story, kit: Path, course: Path, exchange: Path, answers: list[Answer], tmp_path: Path
) -> None:
    home, lab = tmp_path / "home", Lab(page)

    with started(
        [sys.executable, "empezar.py", "04", "--sin-navegador", "--puerto", "0"], kit, home
    ) as server:
        with story.step("opens the kit, which shows lesson 04 and nothing of the instructors"):
            lab.open(server)
            notebook = lab.in_front(kit / LESSON / f"{NOTEBOOK}.ipynb")
            expect(page.get_by_role("menuitem", name="Nbgrader")).to_have_count(0)

        with story.step("reads as far as the timeline and runs what stands there"):
            notebook.go_to("Esperar no es iniciar")
            drawn = notebook.cell("cell-027")
            notebook.run_all_above(drawn)
            drawn.run()
            timeline = drawn.shows("Cronograma: t = 5 s").locator("svg")
            expect(timeline).to_contain_text("pan")

        with story.step("gets an exercise wrong and sees the diagnosis"):
            wrong = pick(answers, "familia", "wrong", "sin_cebar")
            notebook.go_to("Ejercicio 1")
            notebook.cell("familia").write(wrong.source)
            notebook.cell("familia").run()
            notebook.cell("test_familia").run()
            notebook.cell("test_familia").shows("Pregunta:")
            notebook.cell("test_familia").shows(f"{wrong.code} · generador sin cebar")

        with story.step("presses Validate and is told that it does not pass"):
            notebook.validate()
            expect(notebook.validated).to_contain_text(f"{wrong.code} · generador sin cebar")

        with story.step("mends it and sees that its test passes"):
            notebook.close_dialog()
            notebook.go_to("Ejercicio 1")
            notebook.cell("familia").write(pick(answers, "familia", "right").source)
            notebook.cell("familia").run()
            notebook.cell("test_familia").run()
            notebook.cell("test_familia").shows("✓ Correcto: 1 de 1")

        with story.step("solves the others"):
            for number, exercise in enumerate(EXERCISES[1:], 2):
                notebook.go_to(f"Ejercicio {number}")
                notebook.cell(exercise).write(pick(answers, exercise, "right").source)
                notebook.cell(exercise).run()
                notebook.cell(f"test_{exercise}").run()
                notebook.cell(f"test_{exercise}").shows("✓ Correcto: 1 de 1")

        with story.step("presses Validate and is told that all pass"):
            notebook.validate()
            expect(notebook.validated).to_contain_text("Success! Your notebook passes all the tests.")

    places.join_exchange(kit, exchange)
    places.nbgrader(course, "release_assignment", LESSON)
    with started([places.python(kit), "-m", "jupyterlab", "--no-browser", *AS_ROOT], kit, home) as server:
        with story.step("submits, where a school has an exchange"):
            lab.open(server, "lab")
            assignments = AssignmentList(lab)
            assignments.submit(LESSON)

        places.nbgrader(course, "collect", LESSON)
        places.asyncaula(course, "grade", LESSON)
        places.nbgrader(course, "release_feedback", LESSON)

        with story.step("fetches the feedback and reads it"):
            feedback = assignments.fetch_feedback(LESSON)
            feedback.get_by_text("view feedback").click()
            lab.open_file(f"{NOTEBOOK}.html")
            report = page.frame_locator(".jp-HTMLViewer iframe")
            expect(report.get_by_text("✓ Correcto: 1 de 1").first).to_be_visible()
            expect(report.get_by_text("Score: 20.0 / 20.0")).to_be_visible()
