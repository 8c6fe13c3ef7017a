"""How far a student is in a lesson: what each visible test says of its exercise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from ..checks.messages import _
from ..verdict import Verdict
from .lesson import Exercise, Lesson
from .running import run


class State(Enum):
    """What can be said of an exercise at home."""

    PASSES = "passes"
    FAILS = "fails"
    NOT_BEGUN = "not begun"
    CHANGED = "changed"
    """The test is not the one that was released, so that what it says counts for nothing."""
    UNTESTED = "untested"
    """Begun, and all its tests are hidden."""


@dataclass(frozen=True)
class Standing:
    """An exercise and its state; `said` is the diagnosis in one line, `message` all of it, where it fails."""

    exercise: Exercise
    state: State
    said: str = ""
    message: str = ""


def standings(lesson: Lesson, advance: Callable[[], None] = lambda: None) -> tuple[Standing, ...]:
    """Give the state of each exercise; a lesson that was not begun is not run. Raises `running.CannotRun`."""
    verdicts = run(lesson, advance) if lesson.begun else {}
    return tuple(_standing(exercise, verdicts) for exercise in lesson.exercises)


def _standing(exercise: Exercise, verdicts: dict[str, Verdict]) -> Standing:
    if not exercise.intact:
        return Standing(exercise, State.CHANGED)
    if not exercise.begun:
        return Standing(exercise, State.NOT_BEGUN)
    if exercise.test is None:
        return Standing(exercise, State.UNTESTED)
    verdict = verdicts[exercise.test]
    if verdict.reason is None and verdict.code is None and verdict.points >= verdict.max_points:
        return Standing(exercise, State.PASSES)
    told = " · ".join(part for part in (verdict.code, verdict.title) if part)
    told = told or verdict.reason or _("no pasa")
    return Standing(exercise, State.FAILS, told, verdict.message or told)
