"""The `send` and `receive` that an app is given: real coroutines, of which it is known who awaited them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from .. import findings, locate


@dataclass(eq=False, slots=True)
class Call:
    """One call of `send` or `receive`: its number in the exchange, when it was made, and from which line."""

    name: str
    number: int
    at: float
    line: str
    coroutine: Coroutine[Any, Any, Any] | None = None
    kind: str = ""


class Calls:
    """Makes the coroutines of `send` and `receive`, and knows those that nobody has begun to await."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._made = 0
        self._waiting: dict[int, Call] = {}

    def number(self) -> int:
        """Give the next number, in the order in which things happen."""
        self._made += 1
        return self._made

    def make(
        self, name: str, work: Callable[[Call], Awaitable[Any]], kind: str = ""
    ) -> Coroutine[Any, Any, Any]:
        """Give the coroutine of one call; `work` is what awaiting it does. The app calls it."""
        place = locate.of_frame(sys._getframe(2))
        line = findings.line(place) if place is not None else ""
        call = Call(name, self.number(), self._now(), line, kind=kind)
        call.coroutine = self._awaited(call, work)
        self._waiting[call.number] = call
        return call.coroutine

    async def _awaited(self, call: Call, work: Callable[[Call], Awaitable[Any]]) -> Any:
        self._waiting.pop(call.number, None)
        call.coroutine = None
        return await work(call)

    def close_forgotten(self) -> list[Call]:
        """Give the calls never awaited, and close their coroutines so that they warn nowhere else.

        One that a task was made of will still run, and is none of them.
        """
        in_tasks = {id(task.get_coro()) for task in asyncio.all_tasks()}
        forgotten = [call for call in self._waiting.values() if id(call.coroutine) not in in_tasks]
        self._waiting.clear()
        for call in forgotten:
            if call.coroutine is not None:
                call.coroutine.close()
                call.coroutine = None
        return forgotten
