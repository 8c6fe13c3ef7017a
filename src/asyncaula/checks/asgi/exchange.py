"""One call of an application: what it is given, what it sends, in which order, and how it ends."""

from __future__ import annotations

import asyncio
import inspect
from collections import deque
from collections.abc import Coroutine, Mapping
from typing import Any

from .. import findings, locate
from ..clock import Ended
from ..compare import plain
from ..encoding import Opaque, TooLarge, see_error
from ..events import Recorder
from .calls import Call, Calls
from .fields import TYPES, shape, with_listed_headers
from .rules import AsgiError, Broken, ClientDisconnected

MAX_DISCONNECTS = 20
"""How often `receive` gives the disconnect again; then it blocks, so that an app that spins is cut."""

MAX_SENT = 1000
"""Messages after which `send` holds the app, as full buffers do, until the client leaves.

After as many more it holds it for good. So an app that sends without end is told as data, and soon.
"""


class Exchange:
    """One scope's worth of messages between a server and an app, each held against the rules.

    A subclass knows its protocol's order: `_order` says what a message breaks, `_delivered` takes it in,
    `_ended` says what is missing when the app has returned, `_last_message` is what `receive` gives once it
    is over.
    """

    def __init__(self, app: Any, scope: dict[str, Any], *, raises_when_closed: bool = True) -> None:
        self._app, self._scope = app, scope
        self.protocol: str = scope["type"]
        self._loop = asyncio.get_running_loop()
        self.began = round(self._loop.time(), 6)
        self._raises_when_closed = raises_when_closed
        self._calls = Calls(self.now)
        self._inbox: deque[dict[str, Any]] = deque()
        self._sleepers: list[asyncio.Future[None]] = []
        self._steps: list[dict[str, Any]] = []
        self._broken: list[tuple[int, dict[str, Any]]] = []
        self._unknown_keys: list[list[str]] = []
        self._goodbyes = self._sends = 0
        self._was_cut = False
        self.closed_at: float | None = None
        self.refused = 0
        self.state = "running"
        self.error: BaseException | None = None
        self.ended: float | None = None
        self.task: asyncio.Task[None] | None = None

    # -- for a subclass --------------------------------------------------------------------------------------

    def _order(self, kind: str, message: Mapping[str, Any]) -> Broken | None:
        raise NotImplementedError

    def _delivered(self, kind: str, message: Mapping[str, Any]) -> None:
        raise NotImplementedError

    def _ended(self) -> Broken | None:
        raise NotImplementedError

    def _last_message(self) -> dict[str, Any] | None:
        raise NotImplementedError

    def _is_complete(self) -> bool:
        """Whether the app has done all it owes, so that an exception of its own breaks nothing."""
        raise NotImplementedError

    # -- writing down ----------------------------------------------------------------------------------------

    def now(self) -> float:
        """Give the seconds since the exchange began."""
        return round(self._loop.time() - self.began, 6)

    def _note(self, step: str, **more: Any) -> None:
        self._steps.append({"at": self.now(), "step": step, **more})

    def _break(
        self, broken: Broken, *, line: str = "", number: int | None = None, at: float | None = None
    ) -> None:
        violation = {
            "rule": broken.rule,
            "message": broken.told(),
            "at": self.now() if at is None else at,
            "line": line,
        }
        self._broken.append((self._calls.number() if number is None else number, violation))

    # -- what the app is given -------------------------------------------------------------------------------

    def send(self, message: Any) -> Coroutine[Any, Any, None]:
        """The app's ``send``."""
        kind = message.get("type") if isinstance(message, Mapping) else ""

        async def work(call: Call) -> None:
            await self._send(message, call)

        return self._calls.make("send", work, str(kind))

    def receive(self) -> Coroutine[Any, Any, dict[str, Any]]:
        """The app's ``receive``."""

        async def work(call: Call) -> dict[str, Any]:
            return await self._receive()

        return self._calls.make("receive", work)

    async def _hold(self) -> None:
        self._sends += 1
        while self._sends > MAX_SENT and self.closed_at is None and self.state == "running":
            await self._woken()
        if self._sends > 2 * MAX_SENT:
            await self._loop.create_future()

    async def _woken(self) -> None:
        sleeper: asyncio.Future[None] = self._loop.create_future()
        self._sleepers.append(sleeper)
        await sleeper

    async def _send(self, message: Any, call: Call) -> None:
        await self._hold()
        message = with_listed_headers(message) if isinstance(message, Mapping) else message
        broken = next(shape(message, self.protocol), None)
        if broken is None and (self.closed_at is not None or self.state != "running"):
            self.refused += 1
            self._note("refused", message=_seen(message))
            await asyncio.sleep(0)
            if self._raises_when_closed:
                raise ClientDisconnected("el cliente ya no está conectado")
            return
        broken = broken or self._order(message["type"], message)
        if broken is not None:
            self._note("rejected", message=_seen(message))
            self._break(broken, line=call.line, number=call.number)
            raise AsgiError(broken.told())
        kind = message["type"]
        self._note("sent", message=_seen(message))
        self._unknown_keys += [
            [kind, str(key)] for key in message if key != "type" and key not in TYPES[kind]
        ]
        self._delivered(kind, message)
        await asyncio.sleep(0)  # a real server may let others run here, so no app may count on being alone

    async def _receive(self) -> dict[str, Any]:
        while not self._inbox:
            last = self._last_message()
            if last is not None:
                self._goodbyes += 1
                if self._goodbyes > MAX_DISCONNECTS:
                    await self._loop.create_future()
                self._inbox.append(last)
                break
            await self._woken()
        message = self._inbox.popleft()
        self._note("received", message=_seen(message))
        self._handed(message)
        return message

    def _handed(self, message: Mapping[str, Any]) -> None:
        """Take note that `receive` gave this message."""

    def put(self, message: dict[str, Any]) -> None:
        """Let a message arrive: `receive` gives it after those that arrived before."""
        if self.closed_at is None:
            self._inbox.append(message)
            self.wake()

    def wake(self) -> None:
        """Let whoever waits in `receive` or `send` look again."""
        sleepers, self._sleepers = self._sleepers, []
        for sleeper in sleepers:
            if not sleeper.done():
                sleeper.set_result(None)

    def disconnect(self) -> None:
        """The client goes away: `send` raises from now on, `receive` gives what is left."""
        if self.closed_at is None and self.state == "running":
            self.closed_at = self.now()
            self._note("disconnected")
            self.wake()

    # -- the app's own life ----------------------------------------------------------------------------------

    def start(self, name: str) -> asyncio.Task[None]:
        """Call the app in a task of its own."""
        self.task = asyncio.create_task(self._run(), name=name)
        return self.task

    async def _run(self) -> None:
        try:
            called = self._app(self._scope, self.receive, self.send)
            if inspect.isawaitable(called):
                await called
            else:
                self._break(Broken("app.not_async", {"seen": type(called).__name__}))
            if not self._was_cut:
                self.state = "returned"
        except Ended:
            raise
        except BaseException as exc:  # whatever the app raises is a finding
            if self._was_cut:
                if isinstance(exc, asyncio.CancelledError):
                    raise
                return
            self.state, self.error = "raised", exc
        finally:
            if self.state != "running":
                self._finish()

    def _finish(self) -> None:
        self.ended = self.now()
        own = self.error is None or isinstance(self.error, AsgiError | ClientDisconnected)
        seen = None if self.error is None else see_error(self.error, locate.of_error)
        self._note(self.state, **({} if seen is None else {"error": seen}))
        self._tell_forgotten()
        if not own and not self._is_complete():
            line = seen.line if seen is not None else ""
            self._break(Broken("app.raised", {"error": seen}), line=line)
        missing = self._ended() if self.state == "returned" and not self._broken else None
        if missing is not None:
            self._break(missing)

    def _tell_forgotten(self) -> None:
        for call in self._calls.close_forgotten():
            self._note("not_awaited", call=call.name, **({"type": call.kind} if call.kind else {}))
            told = Broken(f"{call.name}.not_awaited", {"type": call.kind})
            self._break(told, line=call.line, number=call.number, at=call.at)

    async def settle(self, grace: float) -> None:
        """Wait until the app has ended; after `grace` seconds cancel it and say that it was still running."""
        assert self.task is not None
        try:
            await asyncio.wait([self.task], timeout=grace)
            if not self.task.done():
                self._cut(grace)
                await asyncio.wait([self.task], timeout=grace)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Cancel the app if it is still running; whoever drove it looks no further."""
        if self.task is not None and not self.task.done():
            self._was_cut = True
            self.task.cancel()
        self._tell_forgotten()

    def _cut(self, grace: float) -> None:
        assert self.task is not None
        place = locate.of_task(self.task, Recorder(self.now))
        line = findings.line(place) if place.function else ""
        self._note("cut")
        self._break(Broken("app.running", {"seconds": grace}), line=line)
        self._was_cut = True
        self.task.cancel()

    # -- as plain data ---------------------------------------------------------------------------------------

    def seen(self) -> dict[str, Any]:
        """Give all that is known so far as plain data: see the package's own description."""
        return {
            "type": self.protocol,
            "state": self.state,
            "error": None if self.error is None else see_error(self.error, locate.of_error),
            "began": self.began,
            "ended": self.ended,
            "disconnected": self.closed_at,
            "refused": self.refused,
            "steps": list(self._steps),
            "unknown_keys": list(self._unknown_keys),
            "violations": [violation for _number, violation in sorted(self._broken, key=lambda b: b[0])],
        }


def _seen(value: Any) -> Any:
    try:
        return plain(value)
    except TooLarge:
        return Opaque(type(value).__name__, "too large")
