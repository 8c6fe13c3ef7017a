"""The probes in the place of the standard library's locks and queues, for code that makes its own."""

from __future__ import annotations

import contextlib
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any
from unittest import mock

from .actor import current_actor
from .locks import TracedCondition, TracedLock
from .queues import TracedQueue
from .semaphores import traced_semaphores
from .work import sleep


@contextlib.contextmanager
def substituted(namespace: MutableMapping[str, Any] | None = None) -> Iterator[list[Any]]:
    """Let threads of `Turns` that make locks, conditions and queues get probes instead, and sleep virtually.

    That is ``threading.Lock()``, ``RLock()``, ``Condition()`` and ``queue.Queue()``; semaphores, bounded or
    not, stay what they are and wait in turns. Yields the list of the probes made meanwhile. namespace: the
    learner's; names in it that are one of those (``from queue import Queue``), or `time.sleep`, follow along.
    Threads that take no turns, the kernel's own among them, and the standard library's own modules get the
    real thing. Events and barriers stay as they are.
    """
    made: list[Any] = []
    lock, rlock, condition, real_queue = threading.Lock, threading.RLock, threading.Condition, queue.Queue
    real_sleep = time.sleep

    def make_lock() -> Any:
        return _kept(made, lambda: TracedLock(), lock)

    def make_rlock() -> Any:
        return _kept(made, lambda: TracedLock(reentrant=True), rlock)

    def make_condition(inner: Any = None) -> Any:
        if inner is not None and not isinstance(inner, TracedLock):
            return condition(inner)
        if inner is not None:
            return _kept(made, lambda: TracedCondition(inner), lambda: TracedCondition(inner))
        return _kept(made, TracedCondition, condition)

    def make_queue(maxsize: int = 0) -> Any:
        return _kept(made, lambda: TracedQueue(maxsize), lambda: real_queue(maxsize))

    def make_sleep(seconds: float) -> None:
        return real_sleep(seconds) if current_actor() is None else sleep(seconds)

    replaced: list[tuple[Any, str, Any, Callable[..., Any]]] = [
        (threading, "Lock", lock, make_lock),
        (threading, "RLock", rlock, make_rlock),
        (threading, "Condition", condition, make_condition),
        (queue, "Queue", real_queue, make_queue),
        (time, "sleep", real_sleep, make_sleep),
    ]
    probes = {id(real): probe for _, _, real, probe in replaced}
    names: MutableMapping[str, Any] = {} if namespace is None else namespace
    swap = {name: probes[id(value)] for name, value in list(names.items()) if id(value) in probes}
    with contextlib.ExitStack() as patches:
        for module, name, _, probe in replaced:
            patches.enter_context(mock.patch.object(module, name, probe))
        patches.enter_context(mock.patch.dict(names, swap))
        patches.enter_context(traced_semaphores())
        yield made


def _kept(made: list[Any], probe: Callable[[], Any], real: Callable[[], Any]) -> Any:
    caller = sys._getframe(2).f_globals.get("__name__", "")
    if current_actor() is None or caller.partition(".")[0] in sys.stdlib_module_names - {"__main__"}:
        return real()
    thing = probe()
    made.append(thing)
    return thing
