"""What is patched while a run lasts, and only for its threads: clocks, new event loops, output, hooks."""

from __future__ import annotations

import asyncio
import asyncio.events
import contextlib
import io
import sys
import threading
import time
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from . import blocking, collected, thread_locks
from .clock import AnyLoop, VirtualLoop
from .replacing import attributes_put, names_swapped
from .result import MAX_PRINTED

_CLOCKS: dict[str, Callable[[], Any]] = {
    name: getattr(time, name)
    for name in ("time", "monotonic", "perf_counter", "time_ns", "monotonic_ns", "perf_counter_ns")
}
_sleep = time.sleep
_condition_wait = threading.Condition.wait
_thread = threading.local()


def remember_clock(loop: AnyLoop) -> None:
    """Let `time.time` and its kin follow this loop in the thread that made it."""
    _thread.clock = loop.clock if isinstance(loop, VirtualLoop) else None


class _Stopped:
    """The clock of a thread that has made no loop yet."""

    now = 0.0


def stop_clock() -> None:
    """Let `time` stand still in this thread until it makes its first virtual loop."""
    _thread.clock = _Stopped


def forget_clock() -> None:
    """Let `time` in this thread go back to the real clocks."""
    _thread.clock = None


def virtual_now() -> float:
    """Give this thread's virtual time, 0 where it has none: a second loop goes on where the first stopped."""
    clock = getattr(_thread, "clock", None)
    return clock.now if clock is not None else 0.0


def _following(name: str, base: Any) -> Callable[[], Any]:
    real, nanoseconds = _CLOCKS[name], name.endswith("_ns")

    def read() -> Any:
        clock = getattr(_thread, "clock", None)
        if clock is None:
            return real()
        return base + (round(clock.now * 1e9) if nanoseconds else clock.now)

    read.__name__ = read.__qualname__ = name
    return read


class LimitedText(io.StringIO):
    """Text that keeps its first `MAX_PRINTED` characters and forgets the rest."""

    def write(self, text: str, /) -> int:
        room = MAX_PRINTED - self.tell()
        if room > 0:
            super().write(text[:room])
        return len(text)


@contextlib.contextmanager
def patched(
    new_loop: Callable[[Callable[[], Any]], Any],
    namespace: MutableMapping[str, Any],
    printed: LimitedText,
    report: Callable[[str], None],
) -> Iterator[None]:
    """Patch the process for the length of a run and put everything back.

    `new_loop` makes the loops that the run's threads ask for (it is given the original function for all
    others). Names in `namespace` that are one of `time`'s functions follow along. Uncaught exceptions in
    threads and unraisable ones go to `report` instead of stderr.
    """
    replaced: dict[str, Any] = {name: _following(name, real()) for name, real in _CLOCKS.items()}
    if blocking.SLEEP_NEEDS_PATCH:
        replaced["sleep"] = blocking.watched_sleep(_sleep)
    originals = {id(_sleep): "sleep", **{id(real): name for name, real in _CLOCKS.items()}}
    swap = {
        key: replaced[originals[id(value)]]
        for key, value in list(namespace.items())
        if id(value) in originals and originals[id(value)] in replaced
    }
    original_loop = asyncio.events.new_event_loop

    def make_loop() -> Any:
        return new_loop(original_loop)

    put = [
        *((time, name, value) for name, value in replaced.items()),
        (asyncio.events, "new_event_loop", make_loop),
        (asyncio, "new_event_loop", make_loop),
        (threading, "Lock", thread_locks.make_lock),
        (threading.Condition, "wait", blocking.watched_wait(_condition_wait)),
        *collected.watched_methods(),
        (threading, "excepthook", lambda args: report(_thread_error(args))),
        (sys, "unraisablehook", lambda args: report(_unraisable(args))),
        (sys, "stdout", printed),
        (sys, "stderr", printed),
    ]
    with thread_locks.stand_ins(namespace), names_swapped(namespace, swap), attributes_put(put):
        yield


def _thread_error(args: Any) -> str:
    return f"{args.exc_type.__name__}: {args.exc_value}"


def _unraisable(args: Any) -> str:
    return f"{type(args.exc_value).__name__}: {args.exc_value}"
