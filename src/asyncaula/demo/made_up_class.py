"""Who is in the made-up class and what each of them answers, the same from the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from asyncaula.authoring.answers import Answer

GIVEN = ("ana", "beto", "caro", "dani", "eva", "fer", "gael", "hugo", "ines", "jimena", "leo", "mar")
FAMILY = ("cruz", "garcia", "luna", "mora", "nava", "ortiz", "paz", "reyes", "silva", "vega")


class Kind(Enum):
    """What a hand-in is like."""

    ANSWERED = "answered"
    UNTOUCHED = "untouched"
    BROKEN = "broken"


@dataclass(frozen=True)
class HandIn:
    """What one student hands in for one assignment; `answers` has one for each exercise when `kind` is
    ANSWERED."""

    student: str
    assignment: str
    kind: Kind
    answers: Mapping[str, Answer] = field(default_factory=dict)


Answers = Mapping[str, Mapping[str, Sequence[Answer]]]
"""By assignment and exercise; at least one right answer (which is one without a code) for each exercise."""


@dataclass(frozen=True)
class MadeUpClass:
    """Everyone in it, in order, and all that is handed in."""

    students: tuple[str, ...]
    hand_ins: tuple[HandIn, ...]


def make_up_class(answers: Answers, students: int = 24, seed: int = 1) -> MadeUpClass:
    """What a class of that size (5 to 120) hands in.

    The first student hands in every assignment as it was released, the second does not hand in the last
    one, the third's file for the first one is broken, a sixth of the class is right everywhere, and the
    wrong answers are dealt out to the others, each at least once if there are enough exercises to hold
    them.
    """
    chance = random.Random(seed)
    names = _names(students)
    chance.shuffle(names)
    untouched, absent, unlucky, *others = names
    perfect = set(others[: max(1, students // 6)])
    assignments = list(answers)
    chosen = {
        (student, assignment, exercise): chance.choice([answer for answer in known if answer.code is None])
        for student in names
        for assignment in assignments
        for exercise, known in answers[assignment].items()
    }
    _deal_out_wrong_answers(
        answers, [name for name in names if name not in perfect | {untouched}], chosen, chance
    )
    hand_ins = []
    for student in sorted(names):
        for assignment in assignments:
            if student == absent and assignment == assignments[-1]:
                continue
            kind = Kind.ANSWERED
            if student == untouched:
                kind = Kind.UNTOUCHED
            elif student == unlucky and assignment == assignments[0]:
                kind = Kind.BROKEN
            taken = {exercise: chosen[student, assignment, exercise] for exercise in answers[assignment]}
            hand_ins.append(HandIn(student, assignment, kind, taken if kind is Kind.ANSWERED else {}))
    return MadeUpClass(tuple(sorted(names)), tuple(hand_ins))


def _deal_out_wrong_answers(
    answers: Answers,
    students: list[str],
    chosen: dict[tuple[str, str, str], Answer],
    chance: random.Random,
) -> None:
    for assignment, exercises in answers.items():
        for exercise, known in exercises.items():
            wrong = [answer for answer in known if answer.code is not None]
            for student, answer in zip(chance.sample(students, len(students)), wrong, strict=False):
                chosen[student, assignment, exercise] = answer


def _names(students: int) -> list[str]:
    possible = [f"{given}.{family}" for family in FAMILY for given in GIVEN]
    if not 5 <= students <= len(possible):
        raise ValueError(f"a class has 5 to {len(possible)} students, not {students}")
    return possible[:students]
