"""`serve_here`: a real Uvicorn in the loop that is already running, so that a check is told what it does."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from uvicorn.config import LifespanType

from .errors import ServerDidNotStart
from .log import LogLines, captured
from .served import Served
from .uvicorn_server import EventServer


@contextlib.asynccontextmanager
async def serve_here(
    app: Any, *, lifespan: LifespanType = "auto", grace: float = 1.0
) -> AsyncIterator[Served]:
    """Serve an ASGI application on a free port of 127.0.0.1, in the loop and the thread of the caller.

    Sockets and protocols are real; the clock is the loop's. On a virtual clock that makes both ends of every
    connection part of the run: nothing is in flight outside, so time stands still while they talk, "nothing
    has come for an hour" is told at once, and a call that blocks is named like any other. Ask with
    `Served.async_http` only: `Served.http` would wait for the loop that it blocks.

    grace: seconds on the loop's clock that requests in flight get at the end, then they are cut. Raises
    `ServerDidNotStart` where the lifespan refuses to start; one that hangs hangs the caller.
    """
    log, ready = LogLines(), asyncio.Event()
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan=lifespan)
    server = EventServer(config, grace=grace, news=ready)
    with captured(log, thread=threading.get_ident()):
        running = asyncio.create_task(_serve(server, ready), name="uvicorn")
        try:
            await ready.wait()
            if not server.started:
                raise ServerDidNotStart("failed", waited=0.0, log=tuple(log))
            host, port = server.servers[0].sockets[0].getsockname()
            served = Served(host, port, log)
            yield served
        finally:
            server.stop()
            if not server.started:
                running.cancel()
            await asyncio.wait([running])
    served.ending = "clean"


async def _serve(server: EventServer, ready: asyncio.Event) -> None:
    try:
        await server.serve()
    except SystemExit:  # Uvicorn's way to say that the lifespan failed; it must not end the caller's loop
        pass
    finally:
        for opened in getattr(server, "servers", ()):
            opened.close()
        ready.set()
