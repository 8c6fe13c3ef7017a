"""Which calls handed to an executor have not begun: one that a worker has just taken has no other trace.

`ThreadPoolExecutor._idle_semaphore` does not tell: from Python 3.12 on a worker that ends one call takes the next
one without it, also one for which another, idle worker was counted.
"""

from __future__ import annotations

import functools
import threading
import weakref
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

_PENDING = "PENDING"
_told: list[Callable[[Future[Any]], None]] = []
_lock = threading.Lock()
_noted: list[tuple[weakref.ref[Future[Any]], weakref.ref[ThreadPoolExecutor]]] = []
_installed = False


def note_submissions() -> None:
    """From now on remember what is submitted to executors of threads, until it begins; once a process."""
    global _installed
    if _installed:
        return
    _installed = True
    original: Any = ThreadPoolExecutor.submit

    @functools.wraps(original)
    def submit(self: ThreadPoolExecutor, /, *args: Any, **kw: Any) -> Future[Any]:
        future: Future[Any] = original(self, *args, **kw)
        for told in _told:
            told(future)
        with _lock:
            _noted[:] = [(f, e) for f, e in _noted if _is_pending(f())]
            _noted.append((weakref.ref(future), weakref.ref(self)))
        return future

    setattr(ThreadPoolExecutor, "submit", submit)  # noqa: B010


def tell_of_each(told: Callable[[Future[Any]], None]) -> None:
    """Call this with the future of whatever is submitted from now on, in the thread that submits it."""
    note_submissions()
    if told not in _told:
        _told.append(told)


def has_not_begun(executors: Iterable[object]) -> bool:
    """Whether one of these executors was given a call that has neither begun nor been cancelled."""
    wanted = {id(executor) for executor in executors}
    with _lock:
        noted = list(_noted)
    return any(id(executor()) in wanted and _is_pending(future()) for future, executor in noted)


def _is_pending(future: Future[Any] | None) -> bool:
    # Its methods take its lock, which a thread that is made to stand still may hold.
    return future is not None and getattr(future, "_state", None) == _PENDING
