"""`AsgiClient`: a server and its client in one, which drive an app in the loop that is running."""

from __future__ import annotations

import asyncio
import json as json_text
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from .exchange import Exchange
from .http import HttpExchange, Piece
from .life import Life
from .scopes import Headers, Query, header_pairs, http_scope, websocket_scope
from .socket import Socket
from .websocket import WebSocketExchange

PATIENCE = 60.0
GRACE = 60.0


class AsgiClient:
    """Drives an ASGI app by hand, every message checked; see the package for what an exchange looks like.

    state: what requests find in ``scope["state"]``, as if a lifespan had left it there.
    patience: seconds a client waits for an app that does nothing more. grace: seconds an app gets to end
        once its client is gone, before it is cancelled and told as ``running``. Both on the loop's clock: on
        a virtual one they cost nothing, on a real one make them short.
    supports: the types of scope that the app has to support. There a NotImplementedError is an exercise not
        yet written and goes through to the caller; elsewhere it is a refusal, told as data like any
        exception.
    raises_when_closed: whether `send` raises an OSError once the client is gone, as servers should since 2.4;
        False: it does nothing, as Uvicorn's HTTP does.
    """

    def __init__(
        self,
        app: Any,
        *,
        state: Mapping[str, Any] | None = None,
        patience: float = PATIENCE,
        grace: float = GRACE,
        supports: Collection[str] = ("http", "websocket"),
        raises_when_closed: bool = True,
    ) -> None:
        self.app = app
        self.state: dict[str, Any] = dict(state or {})
        self.patience, self.grace = patience, grace
        self._supports = frozenset(supports)
        self._options = {"raises_when_closed": raises_when_closed}

    async def http(
        self,
        method: str,
        path: str,
        *,
        query: Query = "",
        headers: Headers = (),
        body: bytes | Sequence[Piece] = b"",
        json: Any = ...,
        finish: bool = True,
        sparse: bool = False,
        disconnect_at: float | None = None,
        disconnect_after: int | None = None,
    ) -> dict[str, Any]:
        """Make a request, wait until the app has ended, and give the exchange as plain data.

        body: bytes; or a list of parts and pauses, such as ``[b"ho", 1.5, b"la"]``: each part is a message
            of its own and a number is that many seconds until the next part arrives. json: sent instead of a
            body.
        finish: False means the body never ends (the last part says ``more_body``). sparse: leave out keys
            that have their default, as the specification allows.
        disconnect_at: the client goes away at that second of the exchange, whatever of the body had not
            arrived is lost. disconnect_after: it goes away as soon as the app has sent that many messages.

        A client whose patience ends goes away too (``gave_up``). Raises NotImplementedError where the app
        does.
        """
        pairs = header_pairs(headers)
        if json is not ...:
            body = json_text.dumps(json, ensure_ascii=False).encode()
            pairs.append((b"content-type", b"application/json"))
        if isinstance(body, bytes):
            pairs += [(b"content-length", str(len(body)).encode())] if body else []
        else:
            pairs.append((b"transfer-encoding", b"chunked"))
        scope = http_scope(method, path, query, pairs, self.state)
        exchange = HttpExchange(self.app, scope, disconnect_after=disconnect_after, **self._options)
        exchange.feed(body, finish=finish, sparse=sparse)
        if disconnect_at is not None:
            exchange.disconnect_at(disconnect_at)
        return await self._answered(exchange)

    async def _answered(self, exchange: HttpExchange) -> dict[str, Any]:
        task, gave_up = exchange.start("app"), False
        try:
            await asyncio.wait(
                {task, exchange.closed}, timeout=self.patience, return_when=asyncio.FIRST_COMPLETED
            )
            if not task.done() and exchange.closed_at is None:
                gave_up = True
                exchange.disconnect()
            await exchange.settle(self.grace)
        finally:
            exchange.stop_timers()
            exchange.abandon()
        self.let_unwritten_through(exchange)
        return {**exchange.seen(), "gave_up": gave_up}

    async def get(self, path: str, **options: Any) -> dict[str, Any]:
        """Make a GET request: `http`."""
        return await self.http("GET", path, **options)

    async def post(self, path: str, **options: Any) -> dict[str, Any]:
        """Make a POST request: `http`."""
        return await self.http("POST", path, **options)

    def websocket(
        self, path: str, *, query: Query = "", headers: Headers = (), subprotocols: Iterable[str] = ()
    ) -> Socket:
        """Open a WebSocket, for ``async with``: see `Socket`."""
        scope = websocket_scope(path, query, header_pairs(headers), subprotocols, self.state)
        return Socket(self, lambda: WebSocketExchange(self.app, scope, **self._options))

    def lifespan(self) -> Life:
        """Drive the app's lifespan, for ``async with`` or by its `Life.startup` and `Life.shutdown`.

        What the app leaves in the state is what each later request of this client finds a shallow copy of.
        """
        return Life(self)

    def let_unwritten_through(self, exchange: Exchange) -> None:
        """Raise the app's own NotImplementedError where it has to support that type of scope."""
        if isinstance(exchange.error, NotImplementedError) and self.has_to_support(exchange.protocol):
            raise exchange.error

    def has_to_support(self, protocol: str) -> bool:
        """Whether the app has to support this type of scope."""
        return protocol in self._supports
