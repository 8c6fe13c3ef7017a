"""A submission's judge, and another in its place where one is gone."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

from ...checks.messages import N_, _
from ...verdict import NOT_RUN
from ..kept import MOST_OUTPUTS, cut, length
from .client import Ask, Judge, JudgeGone, a_judge
from .compiled import compiled

PREPARING = 60.0
"""Real seconds that a set-up cell has."""
MOST = 1_000_000
"""Characters kept of what a test cell leaves."""
TOO_LONG = N_("La prueba no llegó a su fin: pasaron {n:g} segundos, o terminó su proceso.")


class Bench:
    """Judges one submission. A judge that is gone costs the cell that it ran; the next one gets another judge."""

    def __init__(
        self, sandbox: bool, seed: int, handed_in: dict[str, Any], released: Iterable[str] = ()
    ) -> None:
        """`released` are the sources that the release has: those are compiled here, and no others."""
        self._sandbox, self._seed, self._handed_in = sandbox, seed, handed_in
        self._released = frozenset(released)
        self._prepared: list[str] = []
        self._judge: Judge | None = None
        self._held = ExitStack()
        self._seated()

    def close(self) -> None:
        """End the judge."""
        self._judge = None
        self._held.close()

    def prepare(self, source: str) -> bool:
        """Run a set-up cell, and tell whether it ended well. It may not ask anything."""
        self._prepared.append(source)
        try:
            return self._set_up(self._seated(upto=-1), source)
        except JudgeGone:
            self.close()
            return False

    def run(self, source: str, ask: Ask, seconds: float) -> tuple[list[dict[str, Any]], int | None]:
        """Run a test cell; gives its outputs, as a notebook has them, and its number."""
        try:
            ran = self._seated().run(source, ask, seconds, self._compiled(source))
        except JudgeGone:
            self.close()
            said = _(TOO_LONG).format(n=seconds)
            return [{"output_type": "error", "ename": NOT_RUN, "evalue": said, "traceback": [said]}], None
        return _kept(ran.outputs), ran.number

    def _seated(self, upto: int | None = None) -> Judge:
        """Give the judge. A new one has run the set-up cells so far, but for those from `upto` on."""
        if self._judge is None:
            judge = self._held.enter_context(a_judge(self._sandbox))
            judge.begin(self._seed, self._handed_in)
            for source in self._prepared[:upto]:
                self._set_up(judge, source)
            self._judge = judge
        return self._judge

    def _set_up(self, judge: Judge, source: str) -> bool:
        ran = judge.run(source, _nobody, PREPARING, self._compiled(source))
        return not any(out["output_type"] == "error" for out in ran.outputs)

    def _compiled(self, source: str) -> dict[str, Any] | None:
        return compiled(source) if source in self._released else None


def _nobody(_request: dict[str, Any], _seconds: float) -> dict[str, Any]:
    return {"lost": "died"}


def _kept(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give what is kept of the outputs; errors and verdicts come last in a cell, and always are."""
    kept, room = [], MOST
    for out in outputs[-MOST_OUTPUTS:]:
        shortened = cut(out, room)
        if shortened is not None:
            kept.append({name: value for name, value in shortened.items() if name != "transient"})
            room -= length(shortened)
    return kept
