"""A meeting point on the scenario's own loop: children say where they have got to, and wait for leave to go on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Self

CALL = """
import socket
def meet(port, name):
    link = socket.create_connection(("127.0.0.1", int(port)))
    link.sendall(name.encode() + b"\\n")
    return link.recv(1) == b"!"
"""
"""What a child's program begins with: ``meet(port, name)`` says a name and waits until it may go on."""


class Meeting:
    """Where children meet. `said` has the names in the order they came.

    Since it lives on the loop that runs the learner's coroutine, nobody gets leave while that loop is stopped.
    together: these get leave by themselves, as soon as the last of them has come; and so does each later one of
    the same name.
    """

    def __init__(self, *, together: Iterable[str] = ()) -> None:
        self.said: list[str] = []
        self._together = set(together)
        self._news = asyncio.Event()
        self._links: dict[str, asyncio.StreamWriter] = {}
        self._all: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._hear, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._server.close()
        for link in self._all:
            link.transport.abort()

    async def _hear(self, reader: asyncio.StreamReader, link: asyncio.StreamWriter) -> None:
        name = (await reader.readline()).decode().strip()
        self._links[name] = link
        self._all.append(link)
        self.said.append(name)
        self._news.set()
        if name in self._together and self._together <= set(self.said):
            self.leave(*self._together)

    async def arrived(self, *names: str) -> None:
        """Wait until all these have come."""
        while not set(names) <= set(self.said):
            self._news.clear()
            await self._news.wait()

    def leave(self, *names: str) -> None:
        """Give these leave to go on."""
        for name in names:
            self._links[name].write(b"!")
