"""Points: what a test cell's last expression is, and how a hidden test gives part of them."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .diagnosis import MIME, Diagnosis, Finding
from .display import message_html, passed_html, publish
from .result import Result

SEED_VARIABLE = "ASYNCAULA_SEED"


def run_seed() -> int:
    """Give the seed of this grading run (``ASYNCAULA_SEED``; 0 at home, so that nothing changes there)."""
    return int(os.environ.get(SEED_VARIABLE, "0"))


class Points(float):
    """What a cell earned: a number that shows itself with its verdict, its picture and its diagnosis."""

    out_of: float
    finding: Finding | None
    result: Result | None

    def __new__(
        cls, earned: float, out_of: float, finding: Finding | None = None, result: Result | None = None
    ) -> Points:
        self = super().__new__(cls, round(earned, 6))
        self.out_of, self.finding, self.result = out_of, finding, result
        return self

    def verdict(self) -> dict[str, Any]:
        """Give the machine-readable verdict."""
        if self.finding is not None:
            return self.finding.verdict(float(self), self.out_of)
        return {"points": float(self), "max": self.out_of, "code": None, "title": "", "message": ""}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        shown = (
            message_html(self.finding) if self.finding else passed_html(float(self), self.out_of, self.result)
        )
        return {"text/plain": repr(float(self)), "text/html": shown, MIME: self.verdict()}


class Parts:
    """A hidden test's points, part by part; see `hidden`."""

    _active: Parts | None = None

    def __init__(self, out_of: float) -> None:
        self.out_of = out_of
        self._earned = self._asked = 0.0
        self._finding: Finding | None = None

    @contextmanager
    def __call__(self, points: float) -> Iterator[None]:
        """Give `points` if what is inside holds; a diagnosis inside costs them, and only the first is told."""
        if Parts._active is not None:
            raise RuntimeError("parts cannot be nested")
        self._asked += points
        Parts._active = self
        try:
            yield
        except Diagnosis as failed:
            self._finding = self._finding or failed.finding
        else:
            self._earned += points
        finally:
            Parts._active = None

    def draws(self, n: int) -> Iterator[random.Random]:
        """Give `n` random sources, drawn from the run's seed: the same ones in the same run, for replay."""
        for i in range(n):
            yield random.Random(f"{run_seed()}:{self.out_of}:{i}")

    def earned(self) -> Points:
        """Give the points earned; put it last in the cell. Raises the first `Diagnosis` where there are none.

        Raises ValueError where the parts do not add up to the cell's points: an author's mistake.
        """
        if abs(self._asked - self.out_of) > 1e-6:
            raise ValueError(f"the parts add up to {self._asked:g} points, the cell has {self.out_of:g}")
        if self._finding is not None and self._earned <= 0:
            publish(self._finding, self.out_of)
            raise Diagnosis(self._finding)
        return Points(self._earned, self.out_of, self._finding)


def hidden(out_of: float) -> Parts:
    """Begin a hidden test worth `out_of` points: ``with score(2): expect(…)…``, and last ``score.earned()``.

    Inside, messages name the behaviour and keep the inputs and expected values to themselves.
    """
    return Parts(out_of)


def is_hidden() -> bool:
    """Whether a hidden test's part is being judged right now."""
    return Parts._active is not None
