"""A worker or the whole run is killed at twenty moments: nothing is lost, doubled or different for it."""

from __future__ import annotations

import contextlib
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
        number = 0
        for record in self.classroom.root.glob(".asyncaula/outcomes/uno/[!.]*.json"):
            with contextlib.suppress(FileNotFoundError):  # it is being written anew
                number += '"state": "graded"' in record.read_text(encoding="utf-8")
        return number

    def watch(self, run: Any, seconds: float, reached: Callable[[], Any] = lambda: False) -> float:
        """Wait until then, until that is reached, or until the run has ended; give the real seconds it took."""
        began = time.monotonic()
        while (waited := time.monotonic() - began) < seconds and run.process.poll() is None and not reached():
            time.sleep(0.01)
        return waited

    def seed(self) -> int:
        """Give the seed of the run that has begun."""
        return int(json.loads((self.classroom.root / ".asyncaula/run.json").read_text())["seed"])

    def begin_again(self, seed: int) -> None:
        """Make the course that of a run which was killed before it had written anything down."""
        for record in self.classroom.root.glob(".asyncaula/outcomes/uno/*.json"):
            record.unlink()
        (self.classroom.root / ".asyncaula/run.json").write_text(json.dumps({"seed": seed}))

    def is_as_if_nothing_had_happened(self, seed: int) -> None:
        """Grade the class anew with that seed and without any interruption, and compare."""
        classroom = self.classroom
        classroom.others_are_right()
        classroom.all_is_told_once()
        found, scores = self._outcomes(), classroom.gradebook()
        for derived in (".asyncaula", "autograded", "feedback", "grades"):
            shutil.rmtree(classroom.root / derived)
        classroom.grade("--seed", str(seed), code=0)
        assert self._outcomes() == found
        assert classroom.gradebook() == scores

    def _outcomes(self) -> dict[str, list[Any]]:
        return {student: [told[name] for name in SAME] for student, told in self.classroom.outcomes().items()}


def test_a_run_that_is_killed_at_any_moment_goes_on_and_comes_to_the_same(classroom: Any) -> None:
    interrupted, draw = Interrupted(classroom), random.Random(20)
    first = classroom.start()
    to_the_first = interrupted.watch(first, 300, interrupted.graded)
    seed = interrupted.seed()
    first.kill()
    for _ in range(1, KILLS):
        if interrupted.graded() == 8:
            interrupted.begin_again(seed)
        run = classroom.start()
        interrupted.watch(run, draw.uniform(0, 1.2 * to_the_first))
        run.kill()
    classroom.grade(code=0)
    interrupted.is_as_if_nothing_had_happened(seed)


def test_a_worker_that_is_killed_at_any_moment_costs_time_and_nothing_else(classroom: Any) -> None:
    interrupted, draw = Interrupted(classroom), random.Random(21)
    run = classroom.start()
    to_the_first = interrupted.watch(run, 300, interrupted.graded)
    seed = interrupted.seed()
    soon = [True] * (KILLS - 5) + [False] * 5
    draw.shuffle(soon)
    killed = 0
    while killed < KILLS:
        if soon[killed]:
            interrupted.watch(run, draw.uniform(0, 0.7 * to_the_first))
        else:  # somebody's turn comes, and a moment after that
            before = interrupted.graded()
            interrupted.watch(run, 300, lambda: interrupted.graded() > before)  # noqa: B023
            interrupted.watch(run, draw.uniform(0, 0.2 * to_the_first))
        if run.process.poll() is not None:
            if run.wait() == 0:
                interrupted.begin_again(seed)
            else:
                assert "the process that graded it died, twice" in run.said
            run = classroom.start()
        elif workers := run.workers():
            psutil.Process(draw.choice(workers)).kill()
            killed += 1
    assert run.wait() in (0, 1), run.said
    classroom.grade(code=0)
    interrupted.is_as_if_nothing_had_happened(seed)
