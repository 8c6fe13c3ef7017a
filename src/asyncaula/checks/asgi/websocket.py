"""WebSocket: the handshake, data in both directions, and who closes with which code."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Any

from .exchange import Exchange
from .rules import Broken

ABNORMAL = 1006
"""What a client sees where the connection ended without a close frame (RFC 6455, 7.1.5)."""


class WebSocketExchange(Exchange):
    """One connection (WebSocket 2.5)."""

    def __init__(self, app: Any, scope: dict[str, Any], **options: Any) -> None:
        super().__init__(app, scope, **options)
        self.accepted = False
        self.subprotocol: str | None = None
        self.headers: list[list[bytes]] = []
        self.data: list[list[Any]] = []
        self.unread: deque[str | bytes] = deque()
        self.ending: dict[str, Any] | None = None
        self._asked = self._said_goodbye = False
        self._watchers: list[asyncio.Future[None]] = []
        self.put({"type": "websocket.connect"})

    def _handed(self, message: Mapping[str, Any]) -> None:
        self._asked = self._asked or message["type"] == "websocket.connect"

    def _last_message(self) -> dict[str, Any] | None:
        if self.ending is None:
            return None
        return {"type": "websocket.disconnect", "code": self.ending["code"], "reason": self.ending["reason"]}

    # -- what the app sends ----------------------------------------------------------------------------------

    def _order(self, kind: str, message: Mapping[str, Any]) -> Broken | None:
        named = {"type": kind}
        if self.ending is not None:
            return Broken("websocket.after_close", named)
        if kind == "websocket.accept":
            return self._wrong_accept(message)
        if kind == "websocket.send" and not self.accepted:
            return Broken("websocket.send_first", named)
        return None if self._asked else Broken("websocket.accept_first", named)

    def _wrong_accept(self, message: Mapping[str, Any]) -> Broken | None:
        chosen = message.get("subprotocol")
        if self.accepted:
            return Broken("websocket.second_accept", {"type": "websocket.accept"})
        if not self._asked:
            return Broken("websocket.accept_first", {"type": "websocket.accept"})
        if chosen is not None and chosen not in self._scope["subprotocols"]:
            return Broken("websocket.unoffered", {"seen": repr(chosen)[:60]})
        return None

    def _delivered(self, kind: str, message: Mapping[str, Any]) -> None:
        if kind == "websocket.accept":
            self.accepted = True
            self.subprotocol = message.get("subprotocol")
            self.headers = [list(pair) for pair in message.get("headers", [])]
        elif kind == "websocket.send":
            content = message.get("text") if message.get("text") is not None else message.get("bytes")
            assert content is not None
            self.data.append([self.now(), content])
            self.unread.append(content)
        else:
            self._end("app", message.get("code", 1000), message.get("reason") or "")
        self.tell()

    def _end(self, by: str, code: int, reason: str) -> None:
        if self.ending is None:
            self.ending = {"by": by, "code": code, "reason": reason, "at": self.now()}
            self.wake()

    def close(self, code: int, reason: str) -> None:
        """The client closes, or is lost: the app is told with this code."""
        if self.ending is None and self.state == "running":
            self._end("client", code, reason)
            self.disconnect()
            self.tell()

    def _is_complete(self) -> bool:
        return self.ending is not None and self.ending["by"] == "app"

    def _ended(self) -> Broken | None:
        if self.ending is not None:
            return None
        return Broken("websocket.no_close" if self.accepted else "websocket.no_answer")

    def _finish(self) -> None:
        super()._finish()
        self._end("app", ABNORMAL, "")
        self.tell()

    # -- for the client --------------------------------------------------------------------------------------

    def tell(self) -> None:
        """Let the client look again at what has come."""
        watchers, self._watchers = self._watchers, []
        for watcher in watchers:
            if not watcher.done():
                watcher.set_result(None)

    async def change(self) -> None:
        """Wait until something has come from the app, or the connection has ended."""
        watcher: asyncio.Future[None] = self._loop.create_future()
        self._watchers.append(watcher)
        await watcher

    def seen(self) -> dict[str, Any]:
        return {
            **super().seen(),
            "accepted": self.accepted,
            "subprotocol": self.subprotocol,
            "headers": self.headers,
            "data": list(self.data),
            "closed": self.ending,
        }
