"""Asking an executor's future for its result in the very pass of a loop that handed the call over.

Whether that stops the loop depends on how fast a thread was: not by waiting, if the call happens to be over. A verdict
must not depend on it, so it is noticed as a blocking call either way.
"""

from __future__ import annotations

import functools
import sys
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

from .blocking import WAITING_MACHINERY, noticed
from .clock import AnyLoop, running_loop
from .submitted import tell_of_each

_handed_over: weakref.WeakKeyDictionary[Future[Any], tuple[weakref.ref[AnyLoop], int]] = (
    weakref.WeakKeyDictionary()
)


def _note(future: Future[Any]) -> None:
    """Remember in which pass of the loop that runs here, if one does, its call was handed over."""
    loop = running_loop()
    if loop is not None:
        _handed_over[future] = (weakref.ref(loop), loop.clock.ticks)


def note_handed_over() -> None:
    """From now on remember it of every call, once a process."""
    tell_of_each(_note)


def watched_methods() -> Iterator[tuple[type, str, Any]]:
    """Give the methods of `Future` that notice whoever asks too early; who has seen that it is done does not."""
    for name in ("result", "exception"):
        yield Future, name, _watched(name, getattr(Future, name))
    yield Future, "done", _seen_done(Future.done)


def _watched(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
    def asked(self: Future[Any], timeout: float | None = None) -> Any:
        loop = running_loop() if timeout is None or timeout > 0 else None
        if loop is None or _handed_over.get(self) != (weakref.ref(loop), loop.clock.ticks):
            return original(self, timeout)
        calls = loop.run_context.blocking_calls
        before = len(calls)
        try:
            return original(self, timeout)
        finally:
            if len(calls) == before:  # it did not have to wait
                noticed(f"Future.{name}", sys._getframe(1), WAITING_MACHINERY)

    return _named_as(asked, original)


def _seen_done(original: Callable[[Future[Any]], bool]) -> Callable[[Future[Any]], bool]:
    def done(self: Future[Any]) -> bool:
        if found := original(self):
            _handed_over.pop(self, None)
        return found

    return done


def _named_as(stand_in: Any, original: Any) -> Callable[..., Any]:
    """Give a stand-in the names of what it stands for, also where they are read from a frame."""
    code = original.__code__
    stand_in.__code__ = stand_in.__code__.replace(co_name=code.co_name, co_qualname=code.co_qualname)
    named: Callable[..., Any] = functools.update_wrapper(stand_in, original)
    return named
