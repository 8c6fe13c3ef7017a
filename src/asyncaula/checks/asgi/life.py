"""`Life`: a lifespan as a server drives it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Literal, Self

from .lifespan import LifespanExchange
from .scopes import lifespan_scope

if TYPE_CHECKING:
    from .client import AsgiClient


class Life:
    """One lifespan of an app. Leaving the block shuts the app down; `seen` tells afterwards how it went.

    `startup` never raises at an app that refuses: ``life.ready`` says whether it is up, and `seen` what
    happened.
    """

    def __init__(self, client: AsgiClient) -> None:
        self._client = client
        self._exchange: LifespanExchange | None = None

    async def __aenter__(self) -> Self:
        await self.startup()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.shutdown()

    @property
    def ready(self) -> bool:
        """Whether the app has said ``lifespan.startup.complete``."""
        return self._exchange is not None and self._exchange.answers.get("startup") == "complete"

    async def startup(self) -> bool:
        """Call the app, ask it to start up, and wait for its answer or its end; gives whether it is ready."""
        if self._exchange is not None:
            raise RuntimeError("this lifespan has been started before: make another one")
        self._exchange = LifespanExchange(self._client.app, lifespan_scope(self._client.state))
        self._exchange.start("lifespan")
        await self._phase(self._exchange, "startup")
        return self.ready

    async def shutdown(self) -> dict[str, Any]:
        """Ask an app that is up to shut down, wait until it has ended, and give the lifespan as plain data.

        Raises NotImplementedError where the app does and has to support lifespan (`AsgiClient`'s
        ``supports``).
        """
        exchange = self._started()
        try:
            if self.ready and exchange.state == "running":
                await self._phase(exchange, "shutdown")
            await exchange.settle(self._client.grace)
        finally:
            exchange.abandon()
        self._client.let_unwritten_through(exchange)
        if self._client.has_to_support("lifespan"):
            exchange.demand()
        return exchange.seen()

    async def _phase(self, exchange: LifespanExchange, phase: Literal["startup", "shutdown"]) -> None:
        assert exchange.task is not None
        answered = exchange.ask(phase)
        try:
            await asyncio.wait(
                {exchange.task, answered},
                timeout=self._client.patience,
                return_when=asyncio.FIRST_COMPLETED,
            )
        except BaseException:
            exchange.abandon()
            raise

    def seen(self) -> dict[str, Any]:
        """Give the lifespan as plain data, as far as it has got."""
        return self._started().seen()

    def _started(self) -> LifespanExchange:
        if self._exchange is None:
            raise RuntimeError("this lifespan has not been started")
        return self._exchange
