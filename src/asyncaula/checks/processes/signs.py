"""What the result of a scenario tells of how its processes and executors were used: for ``rules_out``.

Each function takes a `Result`. Those that speak of processes need the report of a `Watch` in its extra data, under
``"procesos"``.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from ..result import Result

_NOT_PICKLED = ("pickl", "local object", "lookup <lambda>")
_ASK_AND_WAIT = (("submit", "result"), ("start", "join"))


def gives_futures(result: Result) -> bool:
    """Whether what came back is a future, or an iterator that has no results yet, or contains one."""
    value = result.value
    parts = value if isinstance(value, list | tuple) else [value]
    kinds = [getattr(part, "type", "") for part in parts]
    return any("Future" in kind or kind in ("generator", "map") for kind in kinds)


def acts_when_imported(result: Result) -> bool:
    """Whether the module prints something, or starts a process, when it is imported."""
    return bool(result.extra["import_printed"] or _report(result)["at_import"])


def cannot_travel(result: Result) -> bool:
    """Whether something that was to go to another process could not be pickled."""
    if result.error is None:
        return False
    message = f"{result.error.type} {result.error.message}".lower()
    return any(sign in message for sign in _NOT_PICKLED)


def failures(result: Result) -> str:
    """Give what was raised in the processes, each once, in one line."""
    return "; ".join(sorted(set(_report(result)["errors"])))


def misses_a_global(result: Result) -> bool:
    """Whether a process did not find in a global name what another had put into its own."""
    return "'NoneType' object" in f"{result.error.message if result.error else ''} {failures(result)}"


def one_by_one(result: Result) -> bool:
    """Whether each job, or each process, was begun only when the one before had been waited for."""
    steps = _report(result)["steps"]
    for begin, wait in _ASK_AND_WAIT:
        own = [(kind, number) for kind, number in steps if kind in (begin, wait)]
        begun = [i for i, (kind, _) in enumerate(own) if kind == begin]
        if len(begun) > 1 and all(
            (wait, own[before][1]) in own[before:after] for before, after in pairwise(begun)
        ):
            return True
    return False


def not_as_many_as(result: Result, processes: int) -> bool:
    """Whether processes were started, but not as many as asked for."""
    seen = _report(result)
    return bool(seen["started"]) and sum(seen["sizes"]) + seen["own"] != processes


def _report(result: Result) -> dict[str, Any]:
    report: dict[str, Any] = result.extra["procesos"]
    return report
