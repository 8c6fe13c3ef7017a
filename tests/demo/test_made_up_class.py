"""Who answers what: the same from the same seed, and every kind of hand-in is there."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from asyncaula.authoring.answers import Answer
from asyncaula.demo.made_up_class import Kind, make_up_class


def made(exercise: str, kind: Literal["right", "wrong"], number: int) -> Answer:
    text = f"{exercise} {kind} {number}"
    return Answer(exercise, kind, str(number), text, Path("x.py"), f"E{number}" if kind == "wrong" else None)


ANSWERS = {
    lesson: {
        exercise: [
            *(made(exercise, "right", n) for n in range(2)),
            *(made(exercise, "wrong", n) for n in range(3)),
        ]
        for exercise in ("f", "g")
    }
    for lesson in ("01_uno", "02_dos")
}


def test_the_same_seed_gives_the_same_class() -> None:
    assert make_up_class(ANSWERS, seed=3) == make_up_class(ANSWERS, seed=3)
    assert make_up_class(ANSWERS, seed=3) != make_up_class(ANSWERS, seed=4)


def test_all_kinds_are_there() -> None:
    given = make_up_class(ANSWERS, students=24).hand_ins
    kinds = [what.kind for what in given]
    assert kinds.count(Kind.UNTOUCHED) == 2
    assert kinds.count(Kind.BROKEN) == 1
    assert len(given) == 24 * 2 - 1
    assert all(set(what.answers) == {"f", "g"} for what in given if what.kind is Kind.ANSWERED)


def test_every_wrong_answer_is_handed_in_and_some_students_are_right_everywhere() -> None:
    given = make_up_class(ANSWERS, students=24).hand_ins
    texts = {answer.source for what in given for answer in what.answers.values()}
    assert {f"{exercise} wrong {n}" for exercise in "fg" for n in range(3)} <= texts
    students = {what.student for what in given if what.kind is Kind.ANSWERED}
    wrong = {what.student for what in given for answer in what.answers.values() if answer.code}
    assert len(students - wrong) >= 4


@pytest.mark.parametrize("students", [4, 121])
def test_a_class_too_small_or_too_large_is_refused(students: int) -> None:
    with pytest.raises(ValueError, match="5 to 120"):
        make_up_class(ANSWERS, students=students)
