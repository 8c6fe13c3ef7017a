"""Ending what does not end: the steps from polite to forced, each waiting on an event, never on a join."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import sys
import threading
from collections.abc import Iterator
from typing import Any

from . import locate
from .clock import Ended

POLITE_SECONDS = 0.1
INJECTED_SECONDS = 0.05
INJECTIONS = 10
MONITORED_SECONDS = 1.0
_TOOL_ID = 4


class HardTimeout(Ended):
    """Put into the learner's thread when its time is up."""


def end_thread(thread: threading.Thread, done: threading.Event, loops: list[Any]) -> bool:
    """End the code that runs in `thread`; gives whether `done` was set.

    Cancels every task of its loops, then injects an exception into the thread, then (CPython 3.12 and later)
    makes every line of the learner's raise, which also ends a bare ``except:`` in a loop. What survives that
    is abandoned: it is a daemon thread.
    """
    for loop in loops:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(_cancel_all, loop)
    if done.wait(POLITE_SECONDS):
        return True
    for _ in range(INJECTIONS):
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident or 0), ctypes.py_object(HardTimeout)
        )
        if done.wait(INJECTED_SECONDS):
            return True
    with _raising_lines(thread.ident or 0):
        return done.wait(MONITORED_SECONDS)


def _cancel_all(loop: asyncio.AbstractEventLoop) -> None:
    for task in asyncio.all_tasks(loop):
        task.cancel()


@contextlib.contextmanager
def _raising_lines(ident: int) -> Iterator[None]:
    if sys.version_info < (3, 12):
        yield
        return
    monitoring = sys.monitoring
    events = monitoring.events.LINE | monitoring.events.JUMP | monitoring.events.PY_START

    def raise_there(code: Any, *_: Any) -> Any:
        if threading.get_ident() == ident and locate.is_learners(code):
            raise HardTimeout

    try:
        monitoring.use_tool_id(_TOOL_ID, "asyncaula")
    except ValueError:  # somebody else's tool: do without
        yield
        return
    try:
        for event in (monitoring.events.LINE, monitoring.events.JUMP, monitoring.events.PY_START):
            monitoring.register_callback(_TOOL_ID, event, raise_there)
        monitoring.set_events(_TOOL_ID, events)
        yield
    finally:
        monitoring.set_events(_TOOL_ID, 0)
        for event in (monitoring.events.LINE, monitoring.events.JUMP, monitoring.events.PY_START):
            monitoring.register_callback(_TOOL_ID, event, None)
        monitoring.free_tool_id(_TOOL_ID)
