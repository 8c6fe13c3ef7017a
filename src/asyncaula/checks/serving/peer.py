"""`Peer`: a WebSocket client that does only what it is told, so that a check decides what arrives when."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections import deque
from types import TracebackType
from typing import Self

from websockets.client import ClientProtocol
from websockets.frames import Close, Frame, Opcode
from websockets.uri import parse_uri

from .served import Served

_PIECE = 65536
_SMALL = 1024


class Peer:
    """One WebSocket connection from the client's side, for ``async with Peer(served, "/eco") as peer``.

    It answers nothing by itself: it reads only inside `receive`, `begins` and `wait_closed`, and answers the
    server's closing only where `answers` is true. Everything waits without a time-out: where the server
    never sends, the run's clock tells a deadlock.

    slow: use the smallest receive buffers there are, so that a client that does not read holds up the server
    soon. accepted: whether the server took the connection. closed: the server's close code, 1005 for a
    close frame without one, 1006 for a connection lost without a close frame, None while it is open.
    """

    def __init__(self, served: Served, path: str, *, slow: bool = False, answers: bool = True) -> None:
        self._served, self._slow, self.answers = served, slow, answers
        self._protocol = ClientProtocol(parse_uri(f"ws://{served.host}:{served.port}{path}"), max_size=None)
        self._messages: deque[str | bytes] = deque()
        self._pieces: list[bytes] = []
        self._text = True
        self.accepted = False
        self.closed: int | None = None

    async def __aenter__(self) -> Self:
        sock = socket.socket()
        sock.setblocking(False)
        if self._slow:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL)
        await asyncio.get_running_loop().sock_connect(sock, (self._served.host, self._served.port))
        limit = _SMALL if self._slow else _PIECE
        self._reader, self._writer = await asyncio.open_connection(sock=sock, limit=limit)
        self._protocol.send_request(self._protocol.connect())
        self._flush()
        while not self.accepted and self.closed is None:
            await self._read_more()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.drop()
        with contextlib.suppress(OSError):
            await self._writer.wait_closed()

    # -- what it says --------------------------------------------------------------------------------------

    def send(self, content: str | bytes) -> None:
        """Send a text (str) or binary (bytes) message. Nothing is sent once the connection is closed."""
        if self.closed is None:
            if isinstance(content, str):
                self._protocol.send_text(content.encode())
            else:
                self._protocol.send_binary(content)
            self._flush()

    def close(self, code: int = 1000) -> None:
        """Begin the closing handshake; `wait_closed` waits for its end."""
        if self.closed is None:
            self._protocol.send_close(code)
            self._flush()

    def drop(self) -> None:
        """Lose the connection at once, without a close frame."""
        self._writer.transport.abort()
        self._lost()

    # -- what it hears -------------------------------------------------------------------------------------

    async def receive(self) -> str | bytes | None:
        """Give the server's next message, or None where the connection ends without one."""
        while not self._messages and self.closed is None:
            await self._read_more()
        return self._messages.popleft() if self._messages else None

    async def ask(self, content: str | bytes) -> str | bytes | None:
        """Send a message and give the server's next one: `send` and `receive`."""
        self.send(content)
        return await self.receive()

    async def begins(self) -> None:
        """Wait until the first bytes of something have come, and read no further."""
        if not self._messages and self.closed is None:
            await self._read_more(_SMALL)

    @staticmethod
    async def one_begins(*peers: Peer) -> None:
        """Wait until the first bytes of something have come to any of these: the server is at it."""
        tasks = [asyncio.create_task(peer.begins()) for peer in peers]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)

    async def wait_closed(self) -> int:
        """Wait until the connection is closed, as the server did it; gives `closed`."""
        while self.closed is None or not self._reader.at_eof():
            await self._read_more()
        return self.closed

    # -- the wire ------------------------------------------------------------------------------------------

    def _flush(self) -> None:
        for data in self._protocol.data_to_send():
            if data and not self._writer.is_closing():
                self._writer.write(data)

    async def _read_more(self, n: int = _PIECE) -> None:
        try:
            data = await self._reader.read(n)
        except OSError:
            data = b""
        if not data:
            self._lost()
            return
        self._protocol.receive_data(data)
        if self._protocol.handshake_exc is not None:
            self._lost()
        for event in self._protocol.events_received():
            if isinstance(event, Frame):
                self._take(event)
            else:
                self.accepted = self._protocol.handshake_exc is None
        if self.answers:
            self._flush()

    def _take(self, frame: Frame) -> None:
        if frame.opcode is Opcode.CLOSE:
            self.closed = int(Close.parse(frame.data).code)
        elif frame.opcode in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
            if frame.opcode is not Opcode.CONT:
                self._text = frame.opcode is Opcode.TEXT
            self._pieces.append(bytes(frame.data))
            if frame.fin:
                whole = b"".join(self._pieces)
                self._pieces.clear()
                self._messages.append(whole.decode() if self._text else whole)

    def _lost(self) -> None:
        if self.closed is None:
            self.closed = 1006
