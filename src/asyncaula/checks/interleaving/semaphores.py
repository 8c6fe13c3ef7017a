"""Semaphores that take part in `Turns`: the standard library's own, over a traced condition."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from typing import Any
from unittest import mock

from .actor import current_actor
from .locks import TracedCondition, TracedLock

_init = threading.Semaphore.__init__
_acquire = threading.Semaphore.acquire


@contextlib.contextmanager
def traced_semaphores() -> Iterator[None]:
    """Let semaphores (bounded ones too) that threads of `Turns` make wait in turns, with virtual time-outs.

    Those that the standard library makes for itself stay as they are.
    """
    with (
        mock.patch.object(threading.Semaphore, "__init__", _traced_init),
        mock.patch.object(threading.Semaphore, "acquire", _traced_acquire),
    ):
        yield


def _traced_init(self: Any, value: int = 1) -> None:
    _init(self, value)
    if current_actor() is not None and _made_by() not in sys.stdlib_module_names - {"__main__"}:
        self._cond = TracedCondition(TracedLock("candado de semáforo"), "semáforo")


def _made_by() -> str:
    """Name the package of the code that makes a semaphore."""
    frame = sys._getframe(2)
    while frame.f_globals.get("__name__") == "threading" and frame.f_back is not None:
        frame = frame.f_back
    name: str = frame.f_globals.get("__name__", "")
    return name.partition(".")[0]


def _traced_acquire(self: Any, blocking: bool = True, timeout: float | None = None) -> bool:
    if timeout is None or not blocking or not isinstance(self._cond, TracedCondition):
        return _acquire(self, blocking, timeout)
    with self._cond:
        self._cond.wait_for(lambda: self._value > 0, timeout)
    return _acquire(self, blocking=False)
