"""A shared value whose updates are lost every time they can be."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import threading
from multiprocessing.context import assert_spawning
from multiprocessing.sharedctypes import RawArray, RawValue, SynchronizedBase
from typing import Any

MEETING_SECONDS = 2.0
"""How long a process waits for the others at a meeting; who comes too late changes no verdict."""
_COUNTS = ("version", "writes", "bare_reads", "bare_writes", "half", "torn", "lost", "at_home")


class _TracedLock:
    """The value's lock, telling the value when it is taken and given back."""

    def __init__(self, value: TracedValue) -> None:
        self._value = value

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:
        return self._value.acquire(block, timeout)

    def release(self) -> None:
        self._value.release()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc: object) -> None:
        self.release()


class TracedValue(SynchronizedBase):  # type: ignore[type-arg]
    """A `multiprocessing.Value` of a whole number that `parties` processes other than this one are to share.

    Every process waits at a meeting with the others before and after the first time it reads without the
    lock, and after the first time it gives the lock back without having written what it read: so whoever does
    not keep the lock from the read to the write loses an update for certain. They meet, too, after the first
    time each gives it back having written, so that no process makes all its updates before another's first.
    Judge by `counts`, which do not depend on whether the others came in time:

    writes: in other processes; at_home: in this one. bare_reads, bare_writes: without the lock. half: writes
    of which only one half, the read or the write, was under it. torn: both were, but it was given back in
    between. lost: updates that really were lost.
    """

    def __init__(self, initial: int, parties: int) -> None:
        context = multiprocessing.get_context()
        self._set_up(
            RawValue(ctypes.c_longlong, initial),
            context.RLock(),
            context.Lock(),
            RawArray(ctypes.c_longlong, len(_COUNTS)),
            context.Barrier(parties) if parties > 1 else None,
            os.getpid(),
        )

    def _set_up(self, obj: Any, lock: Any, guard: Any, counted: Any, barrier: Any, home: int) -> None:
        self._obj, self._lock, self._guard, self._counted = obj, lock, guard, counted
        self._barrier, self._home = barrier, home
        self._depth = self._hold = 0
        self._wrote = False
        self._read: tuple[int, int | None] | None = None
        self._met: set[str] = set()

    def __reduce__(self) -> Any:
        assert_spawning(self)
        return _rebuilt, (self._obj, self._lock, self._guard, self._counted, self._barrier, self._home)

    @property
    def counts(self) -> dict[str, int]:
        """What was seen so far, in all processes together."""
        return dict(zip(_COUNTS, self._counted, strict=True))

    def stop_meeting(self) -> None:
        """Let nobody wait for others any more: they will not come."""
        if self._barrier is not None:
            self._barrier.abort()

    @property
    def value(self) -> int:
        """The value; reading and writing it is counted."""
        if os.getpid() == self._home:
            return int(self._obj.value)
        bare = self._depth == 0
        if bare:
            self._meet("before a bare read")
        self._guard.acquire()
        value = int(self._obj.value)
        self._add("bare_reads", bare)
        self._read = (self._count("version"), None if bare else self._hold)
        self._guard.release()
        if bare:
            self._meet("after a bare read")
        return value

    @value.setter
    def value(self, value: int) -> None:
        version, hold = self._read if self._read is not None else (None, self._hold)
        self._read, self._wrote = None, True
        self._guard.acquire()
        if os.getpid() == self._home:
            self._add("at_home")
        else:
            self._add("writes")
            bare = self._depth == 0
            self._add("bare_writes", bare)
            self._add("half", bare != (hold is None))
            self._add("torn", not bare and hold is not None and hold != self._hold)
            self._add("lost", version is not None and version != self._count("version"))
        self._add("version")
        self._obj.value = value
        self._guard.release()

    def get_lock(self) -> Any:
        """Give the lock that protects it."""
        return _TracedLock(self)

    def acquire(self, block: bool = True, timeout: float | None = None) -> bool:  # type: ignore[override]
        """Take its lock, as `multiprocessing.RLock.acquire`."""
        got = bool(self._lock.acquire(block, timeout))
        if got:
            self._depth += 1
            self._hold += self._depth == 1
        return got

    def release(self) -> None:
        """Give its lock back."""
        self._lock.release()
        self._depth -= 1
        if self._depth == 0 and os.getpid() != self._home:
            if self._read is not None:
                self._meet("read and not written")
            elif self._wrote:
                self._meet("written")

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc: object) -> None:
        self.release()

    def _count(self, name: str) -> int:
        return int(self._counted[_COUNTS.index(name)])

    def _add(self, name: str, by: int | bool = 1) -> None:
        self._counted[_COUNTS.index(name)] += int(by)

    def _meet(self, where: str) -> None:
        if self._barrier is not None and where not in self._met:
            self._met.add(where)
            with contextlib.suppress(threading.BrokenBarrierError):
                self._barrier.wait(MEETING_SECONDS)


def _rebuilt(*parts: Any) -> TracedValue:
    value = TracedValue.__new__(TracedValue)
    value._set_up(*parts)
    return value
