"""In the judge: have a scenario observed elsewhere, and take nothing but data for it.

Fails closed: that the learner's kernel died, did not answer in time, or answered what is no result, is told as such
and never as a result that holds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from typing import Any

from asyncaula.checks.observation import MAX_ANSWER
from asyncaula.checks.result import Result

from .frames import Frames
from .vouching import HandedIn


class Observer:
    """An observer (`asyncaula.checks.observation.Observer`) that asks the grader."""

    def __init__(self, link: Frames, handed_in: HandedIn) -> None:
        self._link, self._handed_in = link, handed_in

    def __call__(self, request: Mapping[str, Any], namespace: MutableMapping[str, Any]) -> Mapping[str, Any]:
        """Give the result of a request as data; `namespace`, the judge's own, is none of its business."""
        self._link.send({"ask": request})
        told = self._link.receive()
        if "lost" in told:
            return Result(told["lost"]).to_data()
        try:
            answer = _read(told["text"])
            Result.from_data(answer)
            return self._handed_in.vouched(answer, request.get("needs", ()))
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError, OverflowError):
            return Result("unreadable").to_data()


def _read(told: Any) -> Any:
    """Read the JSON that an answer has to be."""
    if not isinstance(told, str) or len(told) > MAX_ANSWER:
        raise ValueError("not a text, or too long")
    return json.loads(told)
