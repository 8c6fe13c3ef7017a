"""Locks and conditions that take part in `Turns`, keep a log, and tell a deadlock at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from .actor import RELEASED, WOKEN, Actor, current_actor
from .steps import Step

_real_lock, _real_rlock, _real_condition = threading.Lock, threading.RLock, threading.Condition
"""Kept, because `substituted` puts these probes in their place."""


class TracedLock:
    """A `threading.Lock` (``reentrant=True``: an `RLock`) with the same methods.

    holder: the thread of `Turns` that has it, or None. log: the steps on it; acquisitions: the names of the
    threads that got it, in order. Two threads that wait for each other's locks, and one that waits for its
    own, get `LockDeadlock` at once, inside `Turns.run`; outside it is an ordinary lock.
    """

    def __init__(self, name: str = "candado", *, reentrant: bool = False) -> None:
        self.name, self.reentrant = name, reentrant
        self.log: list[Step] = []
        self.acquisitions: list[str] = []
        self.holder: Actor | None = None
        self._depth = 0
        self._plain: Any = _real_rlock() if reentrant else _real_lock()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take it; as `threading.Lock.acquire`, the time-out being virtual inside `Turns.run`."""
        actor = current_actor()
        if actor is None:
            got: bool = self._plain.acquire(blocking, timeout)
            if got:
                self.acquisitions.append(threading.current_thread().name)
            return got
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        turns = actor.turns
        self.log.append(turns.note("want", self.name))
        if self.reentrant and self.holder is actor:
            self._depth += 1
            return True
        limit = (None if timeout < 0 else timeout) if blocking else 0.0
        free = self.holder is None if not blocking else turns.block(self._is_free, self, timeout=limit)
        if not free:
            self.log.append(turns.note("refused", self.name))
            return False
        self.take(actor)
        turns.pause()
        return True

    def release(self) -> None:
        """Give it back; RuntimeError if it is not held."""
        actor = current_actor()
        if actor is None:
            self._plain.release()
            return
        if self.holder is None or (self.reentrant and self.holder is not actor):
            if actor.doom is not None:
                return  # unwinding from a wait that never got it back
            raise RuntimeError("release unlocked lock")
        self._depth -= 1
        if self._depth:
            return
        self.log.append(actor.turns.note("release", self.name))
        self.drop()
        if actor.doom is None:
            actor.turns.pause(RELEASED)

    def locked(self) -> bool:
        """Tell whether somebody has it."""
        if self.holder is not None:
            return True
        if self._plain.acquire(blocking=False):
            self._plain.release()
            return False
        return True

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *exc: object) -> None:
        self.release()

    # -- for conditions and the scheduler ------------------------------------------------------------------

    def _is_free(self) -> bool:
        return self.holder is None

    def take(self, actor: Actor, depth: int = 1) -> None:
        """Give it to `actor`, which has the turn."""
        self.holder, self._depth = actor, depth
        actor.holds.append(self)
        self.acquisitions.append(actor.name)
        self.log.append(actor.turns.note("acquire", self.name))

    def drop(self) -> int:
        """Take it from its holder; gives how deep it was held."""
        depth, self._depth = self._depth, 0
        if self.holder is not None:
            self.holder.holds.remove(self)
        self.holder = None
        return depth


class _Seat:
    """What one waiter of a condition waits for: a notification, and after it the lock."""

    def __init__(self, condition: TracedCondition, nudged: list[bool]) -> None:
        self.name = condition.name
        self._lock, self._nudged = condition.lock, nudged

    @property
    def holder(self) -> Actor | None:
        return self._lock.holder if self._nudged[0] else None


class TracedCondition:
    """A `threading.Condition` with the same methods, over a `TracedLock`.

    log: the steps on it. waits, notifications: how often; misuses: `wait` or `notify` without the lock,
    which also raise RuntimeError as ever. Who was notified gets the lock back last, after everybody who
    wants it.
    """

    def __init__(self, lock: TracedLock | None = None, name: str = "condición") -> None:
        self.name = name
        self.lock = lock if lock is not None else TracedLock(f"candado de {name}", reentrant=True)
        self.log: list[Step] = []
        self.waits = self.notifications = self.misuses = 0
        self._waiters: list[list[bool]] = []
        self._plain = _real_condition(self.lock._plain)
        self.acquire = self.lock.acquire
        self.release = self.lock.release

    def __enter__(self) -> bool:
        return self.lock.acquire()

    def __exit__(self, *exc: object) -> None:
        self.lock.release()

    def wait(self, timeout: float | None = None) -> bool:
        """Give the lock away until notified (True) or `timeout` has passed (False), then take it back."""
        actor = current_actor()
        if actor is None:
            return self._plain.wait(timeout)
        turns, lock = actor.turns, self.lock
        self._must_hold(actor, "cannot wait on un-acquired lock")
        self.waits += 1
        self.log.append(turns.note("wait", self.name))
        nudged = [False]
        self._waiters.append(nudged)
        depth = lock.drop()
        seat = _Seat(self, nudged)

        def notified() -> bool:
            return nudged[0]

        def can_go() -> bool:
            return nudged[0] and lock.holder is None

        try:
            in_time = turns.block(can_go, seat, timeout=timeout, rank=WOKEN, notified=notified)
            if not in_time and lock.holder is not None:
                turns.block(lambda: lock.holder is None, lock, rank=WOKEN)
        finally:
            if nudged in self._waiters:
                self._waiters.remove(nudged)
        lock.take(actor, depth)
        self.log.append(turns.note("woken" if nudged[0] else "timeout", self.name))
        return nudged[0]

    def wait_for(self, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
        """Wait until `predicate()` is true; gives its last value."""
        actor = current_actor()
        if actor is None:
            return self._plain.wait_for(predicate, timeout)
        until = None if timeout is None else actor.turns.now + timeout
        while not (value := predicate()):
            left = None if until is None else until - actor.turns.now
            if left is not None and left <= 0:
                break
            self.wait(left)
        return value

    def notify(self, n: int = 1) -> None:
        """Wake up to `n` waiters."""
        actor = current_actor()
        if actor is None:
            self._plain.notify(n)
            return
        self._must_hold(actor, "cannot notify on un-acquired lock")
        self.notifications += 1
        self.log.append(actor.turns.note("notify", self.name, n))
        for nudged in [w for w in self._waiters if not w[0]][:n]:
            nudged[0] = True

    def notify_all(self) -> None:
        """Wake every waiter."""
        if current_actor() is None:
            self._plain.notify_all()
        else:
            self.notify(len(self._waiters))

    def _must_hold(self, actor: Actor, complaint: str) -> None:
        actor.turns.enter(actor)
        if self.lock.holder is not actor:
            self.misuses += 1
            raise RuntimeError(complaint)
