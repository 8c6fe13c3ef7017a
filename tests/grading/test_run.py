"""Jobs in, outcomes out; the parent alone writes the course."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from asyncaula.grading.exports import QuotedCsvExportPlugin
from asyncaula.grading.job import Job, Outcome, Template
from asyncaula.grading.nbgrader_calls import load_config, open_gradebook
from asyncaula.grading.pool import local_executor
from asyncaula.grading.run import outcomes
from asyncaula.grading.store import save
from asyncaula.grading.template import make_template
from asyncaula.grading.worker import grade

HandIn = Callable[..., Path]


def job(template: Template, path: Path, **more: Any) -> Job:
    return Job(template, path.parent.parent.name, path.parent, **more)


def test_a_template_knows_the_assignment_and_nobody(template: Template) -> None:
    assert template.notebooks == ("cuaderno",)
    assert template.max_points == 10
    with open_gradebook(load_config(template.root / "nbgrader_config.py", template.root)) as gradebook:
        assert gradebook.students == []


def test_an_assignment_without_notebook_is_refused_with_what_to_do(course: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="asyncaula build"):
        make_template(course, "dos", tmp_path / "dos")


def test_an_outcome_has_points_diagnosis_notebook_and_feedback(
    template: Template, hand_in: HandIn, solved: Any
) -> None:
    path = hand_in("ana", solved, doble="def doble(n):\n    return 6")
    (path.parent / "timestamp.txt").write_text("2026-01-01 10:00:00 UTC")
    outcome = grade(job(template, path, with_feedback=True))
    assert (outcome.assignment, outcome.student, outcome.points, outcome.reason) == ("uno", "ana", 6, None)
    assert {cell.name: cell.verdict.code for cell in outcome.cells if cell.verdict.code} == {
        "hidden_doble": "E09"
    }
    assert set(outcome.files) == {"cuaderno.ipynb", "timestamp.txt"}
    assert set(outcome.feedback) == {"cuaderno.html", "timestamp.txt"}
    assert outcome.seconds > 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{ no es JSON", "cuaderno.ipynb is not a notebook that can be read"),
        ('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}', "none of the cells of uno"),
        ("[]", "cuaderno.ipynb is not a notebook that can be read"),
    ],
)
def test_could_not_be_graded_is_told_with_its_reason(
    template: Template, hand_in: HandIn, content: str, said: str
) -> None:
    outcome = grade(job(template, hand_in("ana", content)))
    assert outcome.points is None
    assert outcome.reason is not None
    assert said in outcome.reason
    assert outcome.cells == ()


def test_a_renamed_notebook_is_told_by_its_name(template: Template, hand_in: HandIn, solved: Any) -> None:
    path = hand_in("ana", solved)
    path.rename(path.with_name("cuaderno (1).ipynb"))
    reason = grade(job(template, path)).reason
    assert reason == "cuaderno.ipynb is missing; there is cuaderno (1).ipynb"


@pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights on this platform")
def test_a_link_in_the_submission_is_not_followed(template: Template, hand_in: HandIn, solved: Any) -> None:
    path = hand_in("ana", solved)
    (path.parent / "enlace.db").symlink_to(template.root / "gradebook.db")
    assert "enlace.db" not in grade(job(template, path)).files
    path.unlink()
    path.symlink_to(hand_in("beto", solved))
    assert "is missing" in str(grade(job(template, path)).reason)


class Course:
    """The course in a folder, as its instructor would look at it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.config = load_config(root / "nbgrader_config.py", root)

    def scores(self, student: str = "ana") -> dict[str, Any]:
        with open_gradebook(self.config) as gradebook:
            submission = gradebook.find_submission("uno", student)
            return {
                g.name: (g.auto_score, g.needs_manual_grade) for nb in submission.notebooks for g in nb.grades
            }

    def rows(self) -> list[dict[str, str]]:
        plugin = QuotedCsvExportPlugin(to=str(self.root / "grades.csv"))
        with open_gradebook(self.config) as gradebook:
            plugin.export(gradebook)
        with open(self.root / "grades.csv", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def graded(template: Template, hand_in: HandIn, solved: Any) -> Outcome:
    return grade(job(template, hand_in("ana", solved), with_feedback=True))


def test_saving_writes_scores_and_folders(course: Path, graded: Outcome) -> None:
    save(graded, Course(course).config)
    assert Course(course).scores() == {
        "test_doble": (1, False),
        "hidden_doble": (4, False),
        "test_triple": (1, False),
        "hidden_triple": (4, False),
    }
    assert (course / "autograded/ana/uno/cuaderno.ipynb").read_bytes() == graded.files["cuaderno.ipynb"]
    assert (course / "feedback/ana/uno/cuaderno.html").exists()
    assert [path.name for path in (course / "autograded/ana").iterdir()] == ["uno"]


def test_a_failed_regrade_leaves_no_stale_score_and_no_stale_file(course: Path, graded: Outcome) -> None:
    config = Course(course).config
    save(graded, config)
    save(Outcome("uno", "ana", reason="no"), config)
    assert set(Course(course).scores().values()) == {(None, True)}
    assert not (course / "autograded/ana/uno").exists()
    assert not (course / "feedback/ana/uno").exists()


def test_a_persons_score_and_comment_survive_a_regrade(course: Path, graded: Outcome) -> None:
    config = Course(course).config
    save(graded, config)
    with open_gradebook(config) as gradebook:
        gradebook.find_grade("hidden_doble", "cuaderno", "uno", "ana").manual_score = 2.5
        gradebook.find_comment("doble", "cuaderno", "uno", "ana").manual_comment = "Bien"
        gradebook.db.commit()
    save(graded, config)
    with open_gradebook(config) as gradebook:
        kept = gradebook.find_grade("hidden_doble", "cuaderno", "uno", "ana")
        assert (kept.auto_score, kept.manual_score, kept.score, kept.needs_manual_grade) == (
            4,
            2.5,
            2.5,
            True,
        )
        assert gradebook.find_comment("doble", "cuaderno", "uno", "ana").comment == "Bien"


def test_the_courses_own_late_penalty_is_applied(course: Path, graded: Outcome) -> None:
    config = Course(course).config
    config.LateSubmissionPlugin.penalty_method = "zero"
    due = datetime(2026, 1, 1)
    with open_gradebook(config) as gradebook:
        gradebook.find_assignment("uno").duedate = due
        gradebook.db.commit()
    save(graded, config, timestamp=due + timedelta(hours=1))
    (row,) = Course(course).rows()
    assert (row["raw_score"], row["late_submission_penalty"], row["score"]) == ("10.0", "10.0", "0.0")


def test_the_csv_tells_graded_missing_and_not_gradable_apart(course: Path, graded: Outcome) -> None:
    config = Course(course).config
    save(graded, config, timestamp=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))
    save(Outcome("uno", 'beto, "el rápido"', reason="no"), config)
    with open_gradebook(config) as gradebook:
        gradebook.add_student("caro", last_name="O'Hara, hija")
    rows = {row["student_id"]: (row["score"], row["state"]) for row in Course(course).rows()}
    assert rows == {
        "ana": ("10.0", "graded"),
        'beto, "el rápido"': ("", "needs a person"),
        "caro": ("0.0", "missing"),
    }


@pytest.fixture(params=["threads", pytest.param("processes", marks=pytest.mark.slow)])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    # A job that never runs a kernel may run in a thread; that shows that any executor will do.
    with ThreadPoolExecutor(2) if request.param == "threads" else local_executor(2) as made:
        yield made


def test_every_job_has_its_outcome_on_any_executor(
    template: Template, hand_in: HandIn, executor: Executor
) -> None:
    jobs = [job(template, hand_in(student, "no")) for student in ("ana", "beto", "caro")]
    jobs.append(Job(template, "dani", jobs[0].submission / "no existe"))
    given = {outcome.student: outcome.reason for outcome in outcomes(jobs, lambda: executor, 2)}
    assert set(given) == {"ana", "beto", "caro", "dani"}
    assert all(given.values())
