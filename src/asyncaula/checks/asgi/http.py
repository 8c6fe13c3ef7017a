"""HTTP: the order of a response's messages, a request's body in pieces, and the response put together."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from .exchange import Exchange
from .rules import Broken

Piece = bytes | int | float
"""A part of a request's body, or a pause in seconds before the next one."""


def _request(body: bytes, *, more: bool, sparse: bool) -> dict[str, Any]:
    message: dict[str, Any] = {"type": "http.request"}
    if body or not sparse:
        message["body"] = body
    if more or not sparse:
        message["more_body"] = more
    return message


class HttpExchange(Exchange):
    """One request and its response (HTTP 2.5)."""

    def __init__(
        self, app: Any, scope: dict[str, Any], *, disconnect_after: int | None = None, **options: Any
    ) -> None:
        super().__init__(app, scope, **options)
        self._disconnect_after = disconnect_after
        self._timers: list[asyncio.TimerHandle] = []
        self.closed: asyncio.Future[None] = self._loop.create_future()
        self.status: int | None = None
        self.headers: list[list[bytes]] = []
        self.chunks: list[list[Any]] = []
        self.trailers: list[list[bytes]] = []
        self.complete = False
        self._announced = self._body_ended = False
        self._all_received = False
        self.asked_again: list[float] = []
        self._sent = 0

    # -- the request -----------------------------------------------------------------------------------------

    def feed(self, body: bytes | Sequence[Piece], *, finish: bool = True, sparse: bool = False) -> None:
        """Let the body arrive, each part at its time; `finish`: whether the last part says so."""
        parts: list[Piece] = [body] if isinstance(body, bytes) else list(body)
        if not any(isinstance(part, bytes) for part in parts):
            parts.append(b"")
        last = max(i for i, part in enumerate(parts) if isinstance(part, bytes))
        at, arriving = 0.0, dict[float, list[dict[str, Any]]]()
        for i, part in enumerate(parts):
            if isinstance(part, bytes):
                message = _request(part, more=i < last or not finish, sparse=sparse)
                arriving.setdefault(at, []).append(message)
            else:
                at += part
        for at, messages in arriving.items():
            self._arrive(at, messages)

    def _arrive(self, at: float, messages: list[dict[str, Any]]) -> None:
        """Let messages arrive at one instant, in their order: timers of the same instant have none."""

        def put_all() -> None:
            for message in messages:
                self.put(message)

        if at:
            self._timers.append(self._loop.call_later(at, put_all))
        else:
            put_all()

    def disconnect_at(self, seconds: float) -> None:
        """Let the client go away `seconds` after the request began."""
        if seconds > 0:
            self._timers.append(self._loop.call_later(seconds, self.disconnect))
        else:
            self.disconnect()

    def disconnect(self) -> None:
        super().disconnect()
        if not self.closed.done():
            self.closed.set_result(None)

    def stop_timers(self) -> None:
        """Let nothing more arrive."""
        for timer in self._timers:
            timer.cancel()

    def receive(self) -> Any:
        if self._all_received and self.closed_at is None and not self.complete:
            self.asked_again.append(self.now())
        return super().receive()

    def _handed(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "http.request" and not message.get("more_body", False):
            self._all_received = True

    def _last_message(self) -> dict[str, Any] | None:
        return {"type": "http.disconnect"} if self.closed_at is not None or self.complete else None

    # -- the response ----------------------------------------------------------------------------------------

    def _order(self, kind: str, message: Mapping[str, Any]) -> Broken | None:
        named = {"type": kind}
        if self.complete:
            return Broken("http.after_end", named)
        if kind == "http.response.start":
            return Broken("http.second_start", named) if self.status is not None else None
        if self.status is None:
            return Broken("http.body_first", named)
        if kind == "http.response.body":
            return Broken("http.after_end", named) if self._body_ended else self._wrong_length(message)
        if not self._announced:
            return Broken("http.unannounced_trailers", named)
        return None if self._body_ended else Broken("http.early_trailers", named)

    def _wrong_length(self, message: Mapping[str, Any]) -> Broken | None:
        announced = next((value for name, value in self.headers if name == b"content-length"), b"")
        if not announced.isdigit() or self._scope["method"] == "HEAD" or self.status == 304:
            return None
        wanted = int(announced)
        seen = sum(len(chunk) for _at, chunk in self.chunks) + len(message.get("body", b""))
        ends = not message.get("more_body", False)
        wrong = seen > wanted or (ends and seen < wanted)
        return Broken("http.length", {"wanted": wanted, "seen": seen}) if wrong else None

    def _delivered(self, kind: str, message: Mapping[str, Any]) -> None:
        if kind == "http.response.start":
            self.status = int(message["status"])
            self.headers = [list(pair) for pair in message.get("headers", [])]
            self._announced = message.get("trailers", False)
        elif kind == "http.response.body":
            if message.get("body"):
                self.chunks.append([self.now(), message["body"]])
            self._body_ended = not message.get("more_body", False)
            self.complete = self._body_ended and not self._announced
        else:
            self.trailers += [list(pair) for pair in message.get("headers", [])]
            self.complete = not message.get("more_trailers", False)
        if self.complete:
            self.wake()
        self._sent += 1
        if self._sent == self._disconnect_after:
            self.disconnect()

    def _is_complete(self) -> bool:
        return self.complete

    def _ended(self) -> Broken | None:
        if self.complete or self.closed_at is not None:
            return None
        return Broken("http.no_response" if self.status is None else "http.unfinished")

    # -- as plain data ---------------------------------------------------------------------------------------

    def seen(self) -> dict[str, Any]:
        body = b"".join(chunk for _at, chunk in self.chunks)
        times = [at for at, _chunk in self.chunks]
        return {
            **super().seen(),
            "status": self.status,
            "headers": self.headers,
            "body": body,
            "json": self._json(body),
            "chunks": self.chunks,
            "gaps": [round(b - a, 6) for a, b in pairwise(times)],
            "complete": self.complete,
            "trailers": self.trailers,
            "asked_again": self.asked_again,
        }

    def _json(self, body: bytes) -> Any:
        kind = next((value for name, value in self.headers if name == b"content-type"), b"")
        if not kind.split(b";")[0].strip().lower().endswith(b"json"):
            return None
        try:
            return json.loads(body)
        except ValueError:
            return None
