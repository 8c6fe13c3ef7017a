"""What a result says of the children that were started: predicates for `Expectation.rules_out`."""

from __future__ import annotations

from ..result import Result


def hung(result: Result) -> bool:
    """Nobody could go on, or the limit had to end it."""
    return result.outcome in ("deadlock", "timeout", "stuck")


def left_alive(result: Result) -> bool:
    """The learner's code came back, and a child, or a child's child, was still at work."""
    return _came_back(result) and ("running" in _states(result) or bool(result.extra.get("orphans")))


def left_uncollected(result: Result) -> bool:
    """The learner's code came back, and nobody had waited for a child that was over."""
    return _came_back(result) and "ended" in _states(result)


def stopped_the_loop(result: Result) -> bool:
    """A call that blocks, and a loop that could answer none of the children; needs ``lab.put("met", meeting.said)``."""
    return hung(result) and bool(result.blocking) and not result.extra["met"]


def _came_back(result: Result) -> bool:
    return result.outcome in ("ok", "raised")


def _states(result: Result) -> list[str]:
    return [child["state"] for child in result.extra.get("children", ())]
