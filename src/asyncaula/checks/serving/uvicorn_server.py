"""Uvicorn's own server, told by events when it is ready and when to stop, instead of by polling."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import Any

import uvicorn

from .flag import Flag

_CLOSING_STEP = 0.001
_ACCEPT_TICKS = 3
"""Passes of the loop from accepting a connection until its protocol knows it."""


class EventServer(uvicorn.Server):
    """`uvicorn.Server` with three waits replaced; requests, lifespan and protocols are Uvicorn's.

    `main_loop` upstream looks at `should_exit` every 0.1 s and renews the ``Date`` header each second; here
    it waits for `stop` (the header keeps the time of the start). `shutdown` upstream sleeps 0.1 s before it
    looks whether connections are closed; here it looks at once. `grace` is how many seconds requests in
    flight may go on after that, then they are cancelled, as with ``timeout_graceful_shutdown``.
    """

    def __init__(self, config: uvicorn.Config, *, grace: float, news: Flag | asyncio.Event) -> None:
        super().__init__(config)
        self.grace, self.news = grace, news
        self.loop: asyncio.AbstractEventLoop | None = None
        self._told_to_stop: asyncio.Event | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop, self._told_to_stop = asyncio.get_running_loop(), asyncio.Event()
        await super().startup(sockets=sockets)
        self.news.set()

    async def main_loop(self) -> None:
        assert self._told_to_stop is not None
        await self.on_tick(0)
        await self._told_to_stop.wait()

    def stop(self) -> None:
        """Begin a graceful end; to be called in the server's own loop."""
        if self._told_to_stop is not None:
            self._told_to_stop.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._accept_no_more()
        for listener in self.servers:
            listener.close()
        for sock in sockets or []:
            sock.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        try:
            async with asyncio.timeout(self.grace):
                await self._requests_done()
        except TimeoutError:
            await self._cut_requests()
        if not self.force_exit:
            await self.lifespan.shutdown()

    async def _accept_no_more(self) -> None:
        """Let connections that were just accepted come into being: asyncio loses them when closed first."""
        loop = asyncio.get_running_loop()
        for listener in self.servers:
            for sock in listener.sockets:
                with contextlib.suppress(NotImplementedError):  # a proactor has no readers
                    loop.remove_reader(sock.fileno())
        for _ in range(_ACCEPT_TICKS):
            await asyncio.sleep(0)

    async def _requests_done(self) -> None:
        if self.server_state.tasks:
            await asyncio.wait(set(self.server_state.tasks))
        while self.server_state.connections:  # noqa: ASYNC110 Uvicorn has no event for it
            await asyncio.sleep(_CLOSING_STEP)

    async def _cut_requests(self) -> None:
        for task in set(self.server_state.tasks):
            task.cancel()
        for connection in list(self.server_state.connections):
            transport: Any = connection.transport
            transport.abort()
        await asyncio.sleep(0)
