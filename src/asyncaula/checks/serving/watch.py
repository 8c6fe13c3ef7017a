"""Eyes on a Uvicorn that the learner's own code runs: its log, its addresses, its start and its end."""

from __future__ import annotations

import contextlib
import functools
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import uvicorn

from .log import LogLines, captured
from .uvicorn_server import EventServer

CONNECT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class SeenServer:
    """What was seen of one ``uvicorn.Server``, as plain data.

    host, port, reload: as its ``Config`` asked (port 0: any free one). addresses: where it really listened.
    started: whether it ever became ready. asked_to_exit: whether ``should_exit`` was set (None: not asked;
    else ``"before"`` or ``"after"`` it had become ready). ended: whether its ``serve()`` came back. error:
    the name of the exception that ``serve()`` ended with, such as ``"SystemExit"`` or ``"CancelledError"``.
    """

    host: str
    port: int
    reload: bool
    addresses: tuple[tuple[str, int], ...]
    started: bool
    asked_to_exit: str | None
    ended: bool
    error: str | None


@dataclass(slots=True, eq=False)
class _Notes:
    server: uvicorn.Server
    addresses: list[tuple[str, int]] = field(default_factory=list)
    exit_asked: str | None = None
    ended: bool = False
    error: str | None = None

    def seen(self) -> SeenServer:
        config = self.server.config
        return SeenServer(
            host=config.host,
            port=config.port,
            reload=bool(config.reload),
            addresses=tuple(self.addresses),
            started=self.server.started,
            asked_to_exit=self.exit_asked or ("after" if self.server.should_exit else None),
            ended=self.ended,
            error=self.error,
        )


class UvicornWatch:
    """What `watch_uvicorn` saw; may be read while it watches and afterwards.

    log: Uvicorn's lines. runs: how many times ``uvicorn.run`` was called.
    """

    def __init__(self) -> None:
        self.log = LogLines()
        self.runs = 0
        self._notes: list[_Notes] = []

    @property
    def servers(self) -> tuple[SeenServer, ...]:
        """Every server that was made, in that order, as it stands now."""
        return tuple(notes.seen() for notes in self._notes)

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Every address that any of them listened on."""
        return tuple(address for notes in self._notes for address in notes.addresses)

    def still_listening(self) -> tuple[tuple[str, int], ...]:
        """Connect to every address that was listened on, and give those that still answer. It blocks."""
        return tuple(address for address in self.addresses if is_listening(*address))

    def ready(self) -> bool:
        """Tell whether some server is ready now: to be asked inside the function it is handed to."""
        return any(n.server.started and not n.ended for n in self._notes)

    def _of(self, server: uvicorn.Server) -> _Notes:
        for notes in self._notes:
            if notes.server is server:
                return notes
        notes = _Notes(server)
        self._notes.append(notes)
        return notes


def is_listening(host: str, port: int) -> bool:
    """Tell whether something accepts TCP connections at an address. Waits at most `CONNECT_SECONDS`."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET) as sock:
        sock.settimeout(CONNECT_SECONDS)
        return sock.connect_ex((host, port)) == 0
    return False


@contextlib.contextmanager
def watch_uvicorn() -> Iterator[UvicornWatch]:
    """Watch every ``uvicorn.Server`` that is made meanwhile, and keep Uvicorn's log off stderr.

    For code that runs Uvicorn by itself: pass `UvicornWatch.ready` or the watch to what it calls, look at
    `servers` and `still_listening` afterwards. Servers of `serve` are not counted. Ends no server: whoever
    runs the learner's code does that.

    Hazards: patches methods of ``uvicorn.Server`` and ``uvicorn.run`` for the whole process, in every
    thread; not to be nested. A server that was made before is not seen. Scenarios with it need the real
    clock.
    """
    watch = UvicornWatch()
    with captured(watch.log), contextlib.ExitStack() as patches:
        for name, wrapper in (("startup", _startup), ("serve", _serve)):
            original = getattr(uvicorn.Server, name)
            patches.enter_context(mock.patch.object(uvicorn.Server, name, wrapper(watch, original)))
        init = uvicorn.Server.__init__
        patches.enter_context(mock.patch.object(uvicorn.Server, "__init__", _init(watch, init)))
        run = _run(watch, uvicorn.run)
        patches.enter_context(mock.patch.object(uvicorn, "run", run))
        yield watch


def _init(watch: UvicornWatch, original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def init(self: uvicorn.Server, *args: Any, **kw: Any) -> None:
        original(self, *args, **kw)
        if not isinstance(self, EventServer):
            watch._of(self)

    return init


def _startup(watch: UvicornWatch, original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    async def startup(self: uvicorn.Server, *args: Any, **kw: Any) -> None:
        if isinstance(self, EventServer):
            await original(self, *args, **kw)
            return
        notes = watch._of(self)
        asked_early = self.should_exit
        await original(self, *args, **kw)
        if asked_early or self.should_exit:
            notes.exit_asked = "before"
        for listener in self.servers:
            notes.addresses += [tuple(s.getsockname()[:2]) for s in listener.sockets]

    return startup


def _serve(watch: UvicornWatch, original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    async def serve(self: uvicorn.Server, *args: Any, **kw: Any) -> None:
        if isinstance(self, EventServer):
            await original(self, *args, **kw)
            return
        notes = watch._of(self)
        try:
            await original(self, *args, **kw)
        except BaseException as exc:
            notes.error = type(exc).__name__
            raise
        finally:
            notes.ended = True

    return serve


def _run(watch: UvicornWatch, original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def run(*args: Any, **kw: Any) -> Any:
        watch.runs += 1
        return original(*args, **kw)

    return run
