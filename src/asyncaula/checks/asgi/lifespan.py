"""Lifespan: start-up and shutdown, each asked for once and answered once."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from .. import locate
from ..encoding import see_error
from .exchange import Exchange
from .rules import Broken

_PHASES = ("startup", "shutdown")


class LifespanExchange(Exchange):
    """One lifespan (Lifespan 2.0). `answers` holds what the app said to start-up and to shutdown."""

    def __init__(self, app: Any, scope: dict[str, Any], **options: Any) -> None:
        super().__init__(app, scope, **options)
        self.answers: dict[str, str] = {}
        self.times: dict[str, float] = {}
        self.message = ""
        self._received: set[str] = set()
        self.answered = {phase: self._loop.create_future() for phase in _PHASES}

    def ask(self, phase: str) -> asyncio.Future[None]:
        """Let ``lifespan.<phase>`` arrive; gives a future that is done once the app has answered."""
        self.put({"type": f"lifespan.{phase}"})
        return self.answered[phase]

    def _handed(self, message: Mapping[str, Any]) -> None:
        self._received.add(message["type"].rpartition(".")[2])

    def _last_message(self) -> dict[str, Any] | None:
        return None

    def _order(self, kind: str, message: Mapping[str, Any]) -> Broken | None:
        phase = kind.split(".")[1]
        named = {"type": kind, "wanted": f"lifespan.{phase}"}
        if phase not in self._received:
            return Broken("lifespan.unasked", named)
        return Broken("lifespan.second_answer", named) if phase in self.answers else None

    def _delivered(self, kind: str, message: Mapping[str, Any]) -> None:
        _protocol, phase, answer = kind.split(".")
        self.answers[phase] = answer
        self.times[phase] = self.now()
        self.message = message.get("message", self.message)
        self.answered[phase].set_result(None)

    def _is_complete(self) -> bool:
        """Whether raising is allowed: before it has answered at all, after a refusal, and at the end.

        An app that raises at once does not support the protocol; the server goes on without it ("Scope").
        """
        return self.answers.get("startup") != "complete" or "shutdown" in self.answers

    def _ended(self) -> Broken | None:
        if "startup" not in self.answers:
            return Broken("lifespan.no_startup")
        if self.answers["startup"] == "failed" or "shutdown" in self.answers:
            return None
        return Broken("lifespan.no_shutdown" if "shutdown" in self._received else "lifespan.early_return")

    def demand(self) -> None:
        """The app has to support the protocol: one that raised before it answered breaks a rule after all."""
        if self.error is not None and not self.answers and not self._broken:
            seen = see_error(self.error, locate.of_error)
            self._break(Broken("lifespan.unsupported", {"error": seen}), line=seen.line)

    def how(self, phase: str) -> str | None:
        """Give what came of a phase: the app's answer, else its state, or None where it was not asked."""
        if phase in self.answers:
            return self.answers[phase]
        asked = any(s["step"] == "asked" and s["phase"] == phase for s in self._steps)
        return self.state if asked else None

    def put(self, message: dict[str, Any]) -> None:
        self._note("asked", phase=message["type"].rpartition(".")[2])
        super().put(message)

    def seen(self) -> dict[str, Any]:
        return {
            **super().seen(),
            "startup": self.how("startup"),
            "shutdown": self.how("shutdown"),
            "startup_at": self.times.get("startup"),
            "shutdown_at": self.times.get("shutdown"),
            "message": self.message,
            "state_keys": sorted(map(str, self._scope["state"])),
        }
