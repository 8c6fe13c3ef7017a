"""`serve`: a real Uvicorn in a thread for the length of a ``with`` block."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import uvicorn
from uvicorn.config import LifespanType

from .. import ending, locate
from ..events import Recorder
from ..realtime import monotonic
from ..result import Place
from .errors import ServerDidNotStart, ServerDidNotStop, StartFailure
from .flag import Flag
from .log import LogLines, captured
from .loop_end import close_for_certain
from .served import Served
from .uvicorn_server import EventServer

ANSWER_SECONDS = 0.25
"""How long a loop may take to answer before it counts as blocked. Decides words, not verdicts."""
CUT_SECONDS = 0.5
JOIN_SECONDS = 1.0
LoopFactory = Callable[[], asyncio.AbstractEventLoop]
Around = Callable[[], AbstractContextManager[Any]]


@contextlib.contextmanager
def serve(
    app: Any,
    *,
    lifespan: LifespanType = "auto",
    start: float = 5.0,
    stop: float = 3.0,
    grace: float = 1.0,
    ws: str = "websockets-sansio",
    loop_factory: LoopFactory = asyncio.SelectorEventLoop,
    around: Around = nullcontext,
) -> Iterator[Served]:
    """Serve an ASGI application, given as an object, on a free port of 127.0.0.1 and stop it afterwards.

    lifespan, ws: as in `uvicorn.Config`. start: real seconds until the application must be ready. stop: real
    seconds it gets to end once the block is left, of which requests in flight get `grace`.
    around: entered in the server's own thread around everything that happens there.

    Raises `ServerDidNotStart` before the block, `ServerDidNotStop` after it (when the block itself raised,
    that exception goes through, with a note). In either case nothing is left running, but for a thread
    that nothing could end, which is told as ``abandoned``.

    The port is bound here and handed over, so nobody can take it in between, and a connection made before
    the application is ready waits instead of failing. Nothing is written to stderr: Uvicorn's log and errors
    that no task handled are in `Served.log`, and Uvicorn's loggers are as before afterwards. Works with
    other servers in the same process and inside a running loop; an application that blocks blocks its own
    thread only.

    Hazards: the application runs in another thread than the caller. With ``lifespan="auto"`` an application
    that raises in its lifespan is served all the same; that is Uvicorn's rule. `ThreadPoolExecutor` jobs of
    the application that do not end hold up its end.
    """
    running = _Running(app, lifespan=lifespan, grace=grace, ws=ws, loop_factory=loop_factory, around=around)
    try:
        running.wait_until_ready(start)
    except BaseException:
        running.end(0.0)
        raise
    served = Served(running.host, running.port, running.log)
    try:
        yield served
    except BaseException as exc:
        late = running.close(served, stop)
        if late is not None:
            exc.add_note(str(late))
        raise
    late = running.close(served, stop)
    if late is not None:
        raise late


class _Running:
    """One server's thread, and what is known about it from outside."""

    def __init__(
        self,
        app: Any,
        *,
        lifespan: LifespanType,
        grace: float,
        ws: str,
        loop_factory: LoopFactory,
        around: Around,
    ) -> None:
        self.log = LogLines()
        self._news, self._ended = Flag(), Flag()
        self._loop_factory, self._around = loop_factory, around
        self._error: BaseException | None = None
        self._no_lifespan = True
        self._task: asyncio.Task[None] | None = None
        config = uvicorn.Config(app, log_config=None, lifespan=lifespan, ws=ws)
        self._server = EventServer(config, grace=grace, news=self._news)
        self._socket = _listening_socket()
        self.host, self.port = self._socket.getsockname()
        self._interruptible = ending.Interruptible()
        self._thread = threading.Thread(target=self._run, name=f"uvicorn:{self.port}", daemon=True)
        self._thread.start()

    # -- in the server's thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            with captured(self.log, thread=threading.get_ident()), self._around():
                loop = self._loop_factory()
                loop.set_exception_handler(self._unhandled)
                raised = self._interruptible.call(lambda: loop.run_until_complete(self._main()))
                self._error = self._error or raised
                close_for_certain(loop, self._interruptible)
        except BaseException as exc:  # told by whoever waits for this thread
            self._error = self._error or exc
        finally:
            self._socket.close()
            self._ended.set()
            self._news.set()

    async def _main(self) -> None:
        self._task = asyncio.current_task()
        try:
            await self._server.serve(sockets=[self._socket])
        except SystemExit as exc:  # Uvicorn's way to say that the lifespan failed
            self._error = exc

    def _unhandled(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        exc = context.get("exception")
        told = f"{type(exc).__name__}: {exc}" if exc is not None else ""
        self.log.say(f"ERROR: {context.get('message', '')} {told}".rstrip())

    # -- from outside --------------------------------------------------------------------------------------

    def wait_until_ready(self, seconds: float) -> None:
        """Return as soon as the application is ready; raises `ServerDidNotStart` otherwise."""
        if self._news.wait(seconds) and self._server.started:
            self._no_lifespan = getattr(self._server.lifespan, "error_occurred", True)
            return
        reason, where = self._why_not()
        self.end(0.0)
        error = None
        if reason == "crashed":
            error = f"{type(self._error).__name__}: {self._error}"
            where = locate.of_traceback(self._error.__traceback__ if self._error else None)
        self._error = None
        raise ServerDidNotStart(reason, waited=seconds, log=tuple(self.log), where=where, error=error)

    def _why_not(self) -> tuple[StartFailure, Place | None]:
        if self._ended.is_set():
            return ("failed" if isinstance(self._error, SystemExit) else "crashed"), None
        blocked, where = self._standing()
        return ("blocked" if blocked else "hung"), where

    def close(self, served: Served, seconds: float) -> ServerDidNotStop | None:
        """Close the clients, end the server, tell `served` how it went; gives what is to be raised."""
        served.close_clients()
        late = self.end(seconds)
        if late is not None:
            served.ending = "abandoned" if late.abandoned else "cut"
        else:
            served.ending = "failed" if self._shutdown_failed() else "clean"
        return late

    def _shutdown_failed(self) -> bool:
        lifespan = getattr(self._server, "lifespan", None)
        raised = getattr(lifespan, "error_occurred", False) and not self._no_lifespan
        return raised or getattr(lifespan, "shutdown_failed", False)

    def end(self, seconds: float) -> ServerDidNotStop | None:
        """End the server's thread, politely for `seconds` and then by force."""
        late = self._end_loop(seconds)
        if late is None or not late.abandoned:
            self._thread.join(JOIN_SECONDS)  # it has nothing left to do but to go
        return late

    def _end_loop(self, seconds: float) -> ServerDidNotStop | None:
        if seconds:
            self._call(self._server.stop)
        if self._ended.wait(seconds):
            return None
        blocked, where = self._standing()
        self._server.force_exit = True
        if self._task is not None:
            self._call(self._task.cancel)
        loop = self._server.loop
        gone = (not blocked and self._ended.wait(CUT_SECONDS)) or ending.end_thread(
            self._interruptible, self._ended, [loop] if loop else []
        )
        reason: Any = "blocked" if blocked else "hung"
        return ServerDidNotStop(reason, waited=seconds, log=tuple(self.log), where=where, abandoned=not gone)

    def _call(self, what: Callable[[], object]) -> None:
        if self._server.loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has just been closed
                self._server.loop.call_soon_threadsafe(what)

    def _standing(self) -> tuple[bool, Place | None]:
        """Tell whether something holds the event loop, and the learner's line where it or a task stands."""
        places: list[Place] = []
        looked = Flag()

        def look() -> None:
            recorder = Recorder(monotonic)
            tasks = asyncio.all_tasks()
            places.extend(p for p in (locate.of_task(t, recorder) for t in tasks) if p.line)
            looked.set()

        self._call(look)
        if not looked.wait(ANSWER_SECONDS):
            return True, locate.of_thread(self._thread.ident)
        return False, min(places, key=lambda p: p.line, default=None)


def _listening_socket() -> socket.socket:
    """Bind a free port of 127.0.0.1.

    `socket.create_server` gives a socket whose protocol is 0, and asyncio sets TCP_NODELAY only where it is
    IPPROTO_TCP; without that a second request on a connection takes 40 ms (delayed acknowledgement).
    """
    bound = socket.create_server(("127.0.0.1", 0))
    return socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=bound.detach())
