"""How serving an application can go wrong, as exceptions that carry plain data for a diagnosis."""

from __future__ import annotations

from typing import Literal

from ..messages import _
from ..result import Place

StartFailure = Literal["failed", "hung", "blocked", "crashed"]
"""failed: the lifespan said so or raised; hung: it awaits something that does not come; blocked: it holds
the event loop; crashed: Uvicorn itself could not load the application."""

StopFailure = Literal["hung", "blocked"]
"""hung: the lifespan's shutdown or a request still awaited something; blocked: something held the loop."""


class ServerDidNotStart(Exception):
    """The application never became ready. Whatever was running has been ended.

    reason: see `StartFailure`. waited: the real seconds that were granted. log: Uvicorn's lines.
    where: the learner's line at which it stood, or None. error: ``"TypeError: …"`` when `reason` is
    ``crashed``.
    """

    def __init__(
        self,
        reason: StartFailure,
        *,
        waited: float,
        log: tuple[str, ...],
        where: Place | None = None,
        error: str | None = None,
    ) -> None:
        self.reason, self.waited, self.log, self.where, self.error = reason, waited, log, where, error
        super().__init__(self._text())

    def _text(self) -> str:
        told = {
            "failed": _("La aplicación no arrancó: falló su lifespan."),
            "hung": _("La aplicación no terminó de arrancar en {segundos:g} s: su lifespan sigue esperando."),
            "blocked": _("La aplicación no arrancó en {segundos:g} s: algo bloquea el bucle de eventos."),
            "crashed": _("Uvicorn no pudo cargar la aplicación: {error}."),
        }[self.reason].format(segundos=self.waited, error=self.error)
        return "\n".join([told, *_where(self.where), *self.log])


class ServerDidNotStop(Exception):
    """The application was still busy when its time to stop was over, and was cut.

    reason: see `StopFailure`. waited: the real seconds that were granted. log: Uvicorn's lines.
    where: the learner's line at which it stood, or None. abandoned: nothing could end its thread.
    """

    def __init__(
        self,
        reason: StopFailure,
        *,
        waited: float,
        log: tuple[str, ...],
        where: Place | None = None,
        abandoned: bool = False,
    ) -> None:
        self.reason, self.waited, self.log, self.where, self.abandoned = reason, waited, log, where, abandoned
        super().__init__(self._text())

    def _text(self) -> str:
        told = {
            "hung": _("La aplicación no terminó de cerrar en {segundos:g} s: algo sigue esperando."),
            "blocked": _("La aplicación no cerró en {segundos:g} s: algo bloquea el bucle de eventos."),
        }[self.reason].format(segundos=self.waited)
        return "\n".join([told, *_where(self.where), *self.log])


def _where(place: Place | None) -> list[str]:
    if place is None:
        return []
    return [
        _("Línea {linea}, en {funcion}: {texto}").format(
            linea=place.line, funcion=place.function, texto=place.text
        )
    ]
