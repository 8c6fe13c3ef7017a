"""Ending what does not end: the steps from polite to forced, each waiting on an event, never on a join."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import functools
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from . import locate
from .clock import Ended

POLITE_SECONDS = 0.1
INJECTED_SECONDS = 0.05
INJECTIONS = 10
MONITORED_SECONDS = 1.0
_TOOL_ID = 4
_put = ctypes.pythonapi.PyThreadState_SetAsyncExc


class HardTimeout(Ended):
    """Put into the learner's thread when its time is up."""


class Interruptible:
    """What a thread does that may be ended by force; what it does before and afterwards never is.

    An exception put into a thread arrives at whatever it has come to by then. Where that is its own clean-up,
    half of it is left undone: a loop open, an event never set. So one is put there only while `call` lasts.

    Rests on the GIL: a thread is left for another at a call or at a jump back, and between looking whether
    the call lasts and putting the exception there is neither.
    """

    def __init__(self) -> None:
        self.ident = 0
        self.lasts = False

    def call(self, fn: Callable[[], object]) -> BaseException | None:
        """Call `fn` in this thread; gives what it raised, and that may have been put there."""
        self.ident = threading.get_ident()
        take_back = functools.partial(_put, ctypes.c_ulong(self.ident), None)
        raised: BaseException | None = None
        try:
            try:
                self.lasts = True
                fn()
            except BaseException as exc:
                raised = exc
            finally:
                self.lasts = False
            take_back()
        except HardTimeout:  # it was on its way when `fn` had ended
            pass
        return raised

    def interrupt(self) -> None:
        """Put a `HardTimeout` into the thread if the call lasts; from another thread."""
        put = functools.partial(_put, ctypes.c_ulong(self.ident), ctypes.py_object(HardTimeout))
        if self.lasts:
            put()


def end_thread(interruptible: Interruptible, done: threading.Event, loops: list[Any]) -> bool:
    """End what a thread does; gives whether `done` was set.

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
        interruptible.interrupt()
        if done.wait(INJECTED_SECONDS):
            return True
    with _raising_lines(interruptible):
        return done.wait(MONITORED_SECONDS)


def _cancel_all(loop: asyncio.AbstractEventLoop) -> None:
    for task in asyncio.all_tasks(loop):
        task.cancel()


@contextlib.contextmanager
def _raising_lines(interruptible: Interruptible) -> Iterator[None]:
    if sys.version_info < (3, 12):
        yield
        return
    monitoring = sys.monitoring
    events = monitoring.events.LINE | monitoring.events.JUMP | monitoring.events.PY_START

    def raise_there(code: Any, *_: Any) -> Any:
        here = interruptible.lasts and threading.get_ident() == interruptible.ident
        if here and locate.is_learners(code):
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
