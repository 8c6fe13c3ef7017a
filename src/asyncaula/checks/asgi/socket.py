"""`Socket`: the client's end of a WebSocket."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from .websocket import ABNORMAL, WebSocketExchange

if TYPE_CHECKING:
    from .client import AsgiClient


class Socket:
    """One WebSocket connection. Entering waits for the app's answer; leaving closes it with 1000.

    `seen` tells how it went, in full once the block was left. Nothing here raises because of what the app
    does.
    """

    def __init__(self, client: AsgiClient, connect: Callable[[], WebSocketExchange]) -> None:
        self._client, self._connect = client, connect
        self._exchange: WebSocketExchange | None = None

    async def __aenter__(self) -> Self:
        exchange = self._exchange = self._connect()
        exchange.start("websocket")
        try:
            await self._until(lambda: exchange.accepted or exchange.ending is not None)
        except BaseException:
            exchange.abandon()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        exchange = self._open()
        exchange.close(1000, "")
        try:
            await exchange.settle(self._client.grace)
        finally:
            exchange.abandon()
        self._client.let_unwritten_through(exchange)

    def _open(self) -> WebSocketExchange:
        if self._exchange is None:
            raise RuntimeError("this WebSocket has not been opened")
        return self._exchange

    async def _until(self, holds: Callable[[], bool]) -> None:
        exchange = self._open()
        try:
            async with asyncio.timeout(self._client.patience):
                while not holds():
                    await exchange.change()
        except TimeoutError:
            pass

    @property
    def accepted(self) -> bool:
        """Whether the app has accepted the connection."""
        return self._open().accepted

    @property
    def subprotocol(self) -> str | None:
        """The subprotocol that the app chose."""
        return self._open().subprotocol

    @property
    def is_open(self) -> bool:
        """Whether the connection is accepted and nobody has closed it."""
        return self.accepted and self._open().ending is None

    def send(self, content: str | bytes) -> bool:
        """Send a text (str) or binary (bytes) message; gives False, and sends nothing, if it is not open.

        The app gets it at its next turn: it does not wait.
        """
        if self.is_open:
            key = "text" if isinstance(content, str) else "bytes"
            self._open().put({"type": "websocket.receive", key: content})
            return True
        return False

    async def receive(self) -> str | bytes | None:
        """Give the app's next message, or None where the connection ends, or patience does, without one."""
        exchange = self._open()
        await self._until(lambda: bool(exchange.unread) or exchange.ending is not None)
        return exchange.unread.popleft() if exchange.unread else None

    async def ask(self, content: str | bytes) -> str | bytes | None:
        """Send a message and give the app's next one: `send` and `receive`."""
        self.send(content)
        return await self.receive()

    async def wait_closed(self) -> dict[str, Any] | None:
        """Wait until somebody closes, as long as patience lasts; gives who and how (``closed`` of `seen`)."""
        exchange = self._open()
        await self._until(lambda: exchange.ending is not None)
        return exchange.ending

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Close from the client's side. 1005 stands for a close frame without a code."""
        self._open().close(code, reason)

    def drop(self) -> None:
        """Lose the connection without a close frame: the app is told 1006."""
        self._open().close(ABNORMAL, "")

    def seen(self) -> dict[str, Any]:
        """Give the connection as plain data, as far as it has got."""
        return self._open().seen()
