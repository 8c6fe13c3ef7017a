"""Threads that a thread of `Turns` starts take turns as well, and joining them is waiting like any other."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Iterator
from typing import Any
from unittest import mock

from .actor import Actor, current_actor

_start = threading.Thread.start
_join = threading.Thread.join
_ATTRIBUTE = "_asyncaula_actor"


class _End:
    """What a join waits for."""

    def __init__(self, actor: Actor) -> None:
        self.name, self.holder = f"join {actor.name}", actor


@contextlib.contextmanager
def adopted_threads() -> Iterator[None]:
    """Patch `Thread.start` and `Thread.join` for threads that take turns; all others see no difference."""
    with (
        mock.patch.object(threading.Thread, "start", _adopting_start),
        mock.patch.object(threading.Thread, "join", _waiting_join),
    ):
        yield


@functools.wraps(_start)
def _adopting_start(self: threading.Thread) -> None:
    parent = current_actor()
    if parent is not None:
        turns = parent.turns
        turns.note("start", self.name)
        actor = turns.add(self.name, primary=False)
        actor.thread = self
        run = self.run
        setattr(self, _ATTRIBUTE, actor)
        self.run = functools.partial(turns.body, actor, run)  # type: ignore[method-assign]
    _start(self)


@functools.wraps(_join)
def _waiting_join(self: threading.Thread, timeout: float | None = None) -> None:
    me, actor = current_actor(), getattr(self, _ATTRIBUTE, None)
    if me is None or actor is None or actor.turns is not me.turns:
        return _join(self, timeout)
    me.turns.note("join", self.name)
    end: Any = _End(actor)
    if me.turns.block(lambda: actor.state == "done", end, timeout=timeout):
        _join(self, timeout)
    return None
