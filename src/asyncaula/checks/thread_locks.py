"""A `threading.Lock` that is noticed where a coroutine waits for it and its own event loop's thread has it.

Nobody can release such a lock any more: the task that has it needs the thread that now waits. A real lock
would hold that thread in C code, where nothing ends it; this one is told like other calls that stop the loop.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator, Mapping, MutableMapping
from types import TracebackType
from typing import Any

from . import locate
from .blocking import noticed
from .clock import running_loop
from .replacing import attributes_put, names_swapped

_real_lock = threading.Lock
_LOCK_TYPE = type(_real_lock())
CALL = "threading.Lock.acquire"
"""What such a wait is called in `Blocking.call`."""


class WatchedLock:
    """A lock with the methods of `threading.Lock`, over a real one."""

    def __init__(self, plain: Any = None) -> None:
        self._plain: Any = _real_lock() if plain is None else plain
        self._holder: int | None = None

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take it, as `threading.Lock.acquire`; noticed where the wait stops the loop that has it."""
        got: bool = self._plain.acquire(blocking=False)
        if not got:
            waits = blocking and timeout != 0
            if waits and self._holder == threading.get_ident() and running_loop() is not None:
                noticed(CALL, sys._getframe(1))
            got = self._plain.acquire(blocking, timeout)
        if got:
            self._holder = threading.get_ident()
        return got

    def release(self) -> None:
        """Give it back; RuntimeError if it is not held."""
        self._holder = None
        self._plain.release()

    def locked(self) -> bool:
        """Tell whether somebody has it."""
        return bool(self._plain.locked())

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def make_lock() -> Any:
    """Stand in for `threading.Lock`: the learner's code gets a `WatchedLock`, all other code the real one."""
    return WatchedLock() if locate.is_learners(sys._getframe(1).f_code) else _real_lock()


@contextlib.contextmanager
def stand_ins(namespace: MutableMapping[str, Any]) -> Iterator[None]:
    """Put stand-ins in the place of a learner's ``from threading import Lock`` and of free locks made before.

    Those are locks among the names of `namespace`, and among the attributes of the classes defined there.
    """
    home = namespace.get("__name__")
    put = [
        (value, name, attribute)
        for value in list(namespace.values())
        if isinstance(value, type) and value.__module__ == home
        for name, attribute in _watched(vars(value)).items()
    ]
    with attributes_put(put), names_swapped(namespace, _watched(namespace)):
        yield


def _watched(names: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in list(names.items()):
        if value is _real_lock:
            found[name] = make_lock
        elif type(value) is _LOCK_TYPE and not value.locked():
            found[name] = WatchedLock(value)
    return found
