"""A run over a course: what is skipped, what is graded again, what is refused, what survives an interrupt."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from asyncaula.grading.nbgrader_calls import open_gradebook
from asyncaula.grading.records import Record
from asyncaula.grading.session import CannotGrade, Session, Wish

HandIn = Callable[..., Path]


def run(course: Path, **wish: Any) -> tuple[list[Record], list[Record]]:
    """What was graded and what was left as it was."""
    with Session(course, Wish(workers=1, **wish)) as session:
        plan = session.plan()
        return sorted(session.grade(plan), key=lambda r: r.student), list(plan.unchanged)


@pytest.fixture
def cheap(hand_in: HandIn, released: Any) -> list[str]:
    """Three submissions that cost no kernel: none of them can be graded."""
    names = ["ana", "beto", "caro"]
    for name in names:
        hand_in(name, f"no es un cuaderno, dice {name}")
    return names


@pytest.mark.slow
def test_what_is_unchanged_is_left_as_it_is(course: Path, hand_in: HandIn, solved: Any) -> None:
    path = hand_in("ana", solved)
    (first,), none = run(course)
    assert (first.points, first.max_points, first.sandbox, none) == (10, 10, True, [])
    assert run(course) == ([], [first])

    (again,), _ = run(course, force=True)
    assert (again.points, again.key) == (first.points, first.key)
    assert again.seed != first.seed

    nb = nbformat.read(path, 4)
    next(c for c in nb.cells if c.id == "doble").source = "def doble(n):\n    return 6"
    nbformat.write(nb, path)
    (changed,), left = run(course)
    assert (changed.points, left) == (6, [])
    assert {cell.name: cell.code for cell in changed.cells if cell.code} == {"hidden_doble": "E09"}


def test_a_submission_is_graded_again_when_anything_it_follows_from_changed(
    course: Path, cheap: list[str]
) -> None:
    assert [r.student for r in run(course)[0]] == cheap
    assert run(course)[0] == []
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("\n# another line\n")
    assert [r.student for r in run(course)[0]] == cheap
    (course / "submitted/ana/uno/más.txt").write_text("x")
    assert [r.student for r in run(course)[0]] == ["ana"]


def test_scores_that_are_gone_from_the_gradebook_are_made_again(course: Path, cheap: list[str]) -> None:
    run(course)
    (course / "gradebook.db").unlink()
    assert [r.student for r in run(course)[0]] == cheap


def test_students_and_assignments_can_be_chosen(course: Path, cheap: list[str]) -> None:
    assert [r.student for r in run(course, students=frozenset({"beto"}))[0]] == ["beto"]
    assert [r.student for r in run(course, assignments=frozenset({"uno"}))[0]] == ["ana", "caro"]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"assignments": frozenset({"dos"})}, "'dos' is no assignment .* there are: uno"),
        ({"students": frozenset({"nadie"})}, "no submission of nadie"),
    ],
)
def test_what_is_not_there_is_told(course: Path, cheap: list[str], wish: dict[str, Any], said: str) -> None:
    with pytest.raises(CannotGrade, match=said):
        run(course, **wish)


def test_a_misspelt_assignment_folder_is_told(course: Path, cheap: list[str]) -> None:
    shutil.copytree(course / "submitted/ana/uno", course / "submitted/ana/unoo")
    with pytest.raises(CannotGrade, match="source/unoo has no notebook"):
        run(course)


def test_a_folder_that_is_no_course_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotGrade, match=r"no nbgrader_config\.py"):
        run(tmp_path)


def test_two_runs_at_once_are_refused(course: Path, cheap: list[str]) -> None:
    with Session(course, Wish()), pytest.raises(CannotGrade, match="another run"):
        run(course)


def test_an_interrupted_run_goes_on_with_the_same_seed(course: Path, cheap: list[str]) -> None:
    with Session(course, Wish(workers=1)) as session:
        records = session.grade(session.plan())
        first = next(records)
        records.close()
    rest, unchanged = run(course)
    assert sorted([first.student, *(r.student for r in rest)]) == cheap
    assert [r.student for r in unchanged] == [first.student]
    with Session(course, Wish(seed=session.seed, workers=1, force=True)) as replayed:
        again = {r.student: r.seed for r in replayed.grade(replayed.plan())}
    assert again == {r.student: r.seed for r in [first, *rest]}


def test_one_students_turn_does_not_end_a_run_that_was_interrupted(course: Path, cheap: list[str]) -> None:
    with Session(course, Wish(workers=1)) as session:
        records = session.grade(session.plan())
        next(records)
        records.close()
    run(course, students=frozenset({"beto"}), force=True)
    with Session(course, Wish(workers=1)) as rest:
        assert [r.student for r in rest.grade(rest.plan())] == ["caro"]
    assert rest.seed == session.seed
    assert not (course / ".asyncaula/run.json").exists()


def test_a_run_with_nothing_to_grade_has_no_seed(course: Path, cheap: list[str]) -> None:
    run(course)
    with Session(course, Wish(workers=1)) as session:
        assert list(session.grade(session.plan())) == []
    assert session.seed is None


def test_what_cannot_be_written_is_told_and_graded_by_the_next_run(
    course: Path, cheap: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(course, students=frozenset({"ana"}))  # the gradebook is there
    monkeypatch.setattr("asyncaula.grading.nbgrader_calls.PATIENCE", 0)
    with sqlite3.connect(course / "gradebook.db", isolation_level=None) as holder:
        with Session(course, Wish(workers=1)) as session:
            plan = session.plan()
            records = session.grade(plan)
            session.template("uno")
            holder.execute("BEGIN IMMEDIATE")
            found = sorted(records, key=lambda r: r.student)
        holder.execute("ROLLBACK")
    assert [r.student for r in found] == ["beto", "caro"]
    assert all("could not be written: " in str(r.reason) and "locked" in str(r.reason) for r in found)
    assert [r.student for r in run(course)[0]] == ["beto", "caro"]


def test_the_record_of_an_outcome_is_json_that_says_what_it_is(course: Path, cheap: list[str]) -> None:
    run(course)
    data = json.loads((course / ".asyncaula/outcomes/uno/ana.json").read_text(encoding="utf-8"))
    assert (data["schema"], data["state"], data["points"]) == (1, "not gradable", None)
    assert "cuaderno.ipynb is not a notebook" in data["reason"]
    with open_gradebook(Session(course, Wish()).config) as gradebook:
        grades = gradebook.find_submission("uno", "ana").notebooks[0].grades
        assert {(g.auto_score, g.needs_manual_grade) for g in grades} == {(None, True)}
