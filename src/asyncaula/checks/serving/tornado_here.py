"""`serve_tornado`: Tornado's own HTTP server in the loop that is already running."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import socket
import threading
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer

from .log import LogLines, captured
from .served import Served

if TYPE_CHECKING:
    from tornado.iostream import IOStream
    from tornado.web import Application

_CLOSING_TICKS = 30
"""Passes of the loop in which handlers whose connection was closed come to their end."""


class _Server(HTTPServer):
    """Tornado's server, which knows its connections also once a WebSocket has detached them."""

    def initialize(self, *args: Any, **kw: Any) -> None:
        super().initialize(*args, **kw)
        self.streams: list[IOStream] = []

    def handle_stream(self, stream: IOStream, address: tuple[str, int]) -> None:
        self.streams.append(stream)
        super().handle_stream(stream, address)


@contextlib.asynccontextmanager
async def serve_tornado(app: Application, *, send_buffer: int | None = None) -> AsyncIterator[Served]:
    """Serve a Tornado application on a free port of 127.0.0.1, in the loop and the thread of the caller.

    As with `serve_here`, sockets and protocols are real and the clock is the loop's, so both ends of every
    connection are part of the run. Tornado's log is in `Served.log` and never on stderr; an exception that a
    handler let out is a line ``ERROR: Uncaught exception …`` there, with its traceback.

    send_buffer: bytes of the system's send buffer of each connection (a small one lets a client that does
    not read hold up whoever waits for its writes). At the end every connection that is still open is closed.
    """
    log = LogLines()
    listener = socket.create_server(("127.0.0.1", 0))
    if send_buffer is not None:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
    listener.setblocking(False)
    server = _Server(app)
    with captured(log, thread=threading.get_ident()):
        server.add_sockets([listener])
        host, port = listener.getsockname()
        served = Served(host, port, log)
        try:
            yield served
        finally:
            server.stop()
            for stream in server.streams:
                stream.close()
            for _ in range(_CLOSING_TICKS):
                await asyncio.sleep(0)
    served.ending = "clean"


def in_order(handler: type) -> type:
    """Give a handler's class whose objects a set goes through in the order in which they were made.

    Where they lie in memory, another time elsewhere, decides nothing then. It is a class below the given one, of
    the same name.
    """
    numbers = itertools.count()

    def begin(self: Any, *args: Any, **kw: Any) -> None:
        self._asyncaula_number = next(numbers)
        handler.__init__(self, *args, **kw)  # type: ignore[misc]

    names = {name: getattr(handler, name) for name in ("__module__", "__qualname__", "__doc__")}
    made = {**names, "__init__": begin, "__hash__": lambda self: self._asyncaula_number}
    return type(handler)(handler.__name__, (handler,), made)
