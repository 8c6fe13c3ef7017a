"""One thread that takes turns, as its scheduler sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from ..ending import Interruptible

if TYPE_CHECKING:
    from .turns import Turns

State = Literal["late", "ready", "running", "blocked", "away", "done"]
EAGER, PARKED, RELEASED, WOKEN = 0, 1, 2, 3
"""Who goes first: one that has not come to a race yet, one that stands in the middle of one, one that
has just released a lock, so that others come in before it acts on what it saw under it, and last a waiter
that was notified, so that somebody else can come in before it."""

_real_lock = threading.Lock
_here = threading.local()


class Actor:
    """A thread's state, changed by `Turns` alone and with its mutex held."""

    def __init__(self, turns: Turns, name: str, *, primary: bool) -> None:
        self.turns, self.name, self.primary = turns, name, primary
        self.state: State = "ready"
        self.rank = EAGER
        self.since = 0
        self.can_go: Callable[[], bool] | None = None
        self.on: Any = None
        self.deadline: float | None = None
        self.timed_out = False
        self.notified: Callable[[], bool] = lambda: False
        self.holds: list[Any] = []
        self.doom: BaseException | None = None
        self.gate = _real_lock()
        self.gate.acquire()
        self.thread: threading.Thread | None = None
        self.ended = threading.Event()
        self.interruptible = Interruptible()
        self.value: Any = None
        self.exception: BaseException | None = None


def current_actor() -> Actor | None:
    """Give the actor whose thread this is, or None outside a run of `Turns`."""
    return getattr(_here, "actor", None)


def become(actor: Actor | None) -> None:
    """Make this thread the actor's (None: nobody's)."""
    _here.actor = actor
