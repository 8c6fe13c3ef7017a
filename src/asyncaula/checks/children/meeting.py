"""A meeting point on the scenario's own loop: children say where they have got to, and wait for leave to go on."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterable
from typing import Self

CALL = """
import socket
def meet(port, name):
    if port.isdigit():
        link = socket.create_connection(("127.0.0.1", int(port)))
    else:
        link = socket.socket(socket.AF_UNIX)
        link.connect(port)
    link.sendall(name.encode() + b"\\n")
    return link.recv(1) == b"!"
"""
"""What a child's program begins with: ``meet(port, name)`` says a name and waits until it may go on."""


class Meeting:
    """Where children meet. `said` has the names in the order they came.

    Since it lives on the loop that runs the learner's coroutine, nobody gets leave while that loop is stopped.
    port: what children are told to find it by. A socket of the file system where there are such: what is sent
    through one is there at once, whereas a packet may lie with a thread of the system's, and nobody looks awake.
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
        if sys.platform == "win32":
            self._server = await asyncio.start_server(self._hear, "127.0.0.1", 0)
            self.port = str(self._server.sockets[0].getsockname()[1])
            return self
        self._folder = tempfile.TemporaryDirectory()
        self.port = os.path.join(self._folder.name, "meeting")
        self._server = await asyncio.start_unix_server(self._hear, self.port)
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._server.close()
        for link in self._all:
            link.transport.abort()
        if sys.platform != "win32":
            self._folder.cleanup()

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
