"""A worker or the whole run is killed at twenty moments: nothing is lost, doubled or different for it."""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Callable
from typing import Any

import psutil
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

KILLS = 20
BY_LUCK = "def doble(n):\n    return 2 * n if n % 2 else 0"
"""What it earns follows from what the hidden test draws, and so from the run's seed."""
SAME = ("state", "reason", "points", "seed", "key", "sandbox", "cells")
"""What two runs with the same seed have in common."""


class Interrupted:
    """A class with somebody whose points follow from the seed, and what is needed to interrupt its grading."""

    def __init__(self, classroom: Any) -> None:
        self.classroom = classroom
        (culprit,) = classroom.seat("luck")
        classroom.hand_in(culprit, doble=BY_LUCK)

    def graded(self) -> int:
        """Give how many are graded and written down."""
        return len(list(self.classroom.root.glob(".asyncaula/outcomes/uno/[!.]*.json")))

    def watch(self, run: Any, seconds: float, reached: Callable[[], Any] = lambda: False) -> float:
        """Wait until then, until that is reached, or until the run has ended; give the real seconds it took."""
        began = time.monotonic()
        while (waited := time.monotonic() - began) < seconds and run.process.poll() is None and not reached():
            time.sleep(0.01)
        return waited

    def is_as_if_nothing_had_happened(self) -> None:
        """Grade the class anew with the same seed and without any interruption, and compare."""
        classroom = self.classroom
        classroom.others_are_right()
        classroom.all_is_told_once()
        found, scores = self._outcomes(), classroom.gradebook()
        told = json.loads((classroom.root / "grades/outcomes.json").read_text(encoding="utf-8"))
        for derived in (".asyncaula", "autograded", "feedback", "grades"):
            shutil.rmtree(classroom.root / derived)
        classroom.grade("--seed", str(told["seed"]), code=0)
        assert self._outcomes() == found
        assert classroom.gradebook() == scores

    def _outcomes(self) -> dict[str, list[Any]]:
        return {student: [told[name] for name in SAME] for student, told in self.classroom.outcomes().items()}


def test_a_run_that_is_killed_at_any_moment_goes_on_and_comes_to_the_same(classroom: Any) -> None:
    interrupted, draw = Interrupted(classroom), random.Random(20)
    first = classroom.start()
    to_the_first = interrupted.watch(first, 300, interrupted.graded)
    first.kill()
    for _ in range(1, KILLS):
        run = classroom.start()
        interrupted.watch(run, draw.uniform(0, 1.4 * to_the_first))
        run.kill()
        print(interrupted.graded(), run.process.returncode)
    classroom.grade(code=0)
    interrupted.is_as_if_nothing_had_happened()


def test_a_worker_that_is_killed_at_any_moment_costs_time_and_nothing_else(classroom: Any) -> None:
    interrupted, draw = Interrupted(classroom), random.Random(21)
    killed = 0
    run = classroom.start()
    to_the_first = interrupted.watch(run, 300, interrupted.graded)
    while killed < KILLS and interrupted.graded() < 8:
        interrupted.watch(run, draw.uniform(0, to_the_first))
        if run.process.poll() is not None:
            run.wait()
            print(run.said[-600:])
            run = classroom.start()
        workers = run.workers()
        if workers:
            psutil.Process(draw.choice(workers)).kill()
            killed += 1
        print(killed, interrupted.graded())
    run.wait()
    print(run.said[-600:])
    classroom.grade(code=0)
    interrupted.is_as_if_nothing_had_happened()
