"""What went wrong in general, told from a `Result`: the outcome's own diagnosis, and left-overs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .encoding import SeenError
from .messages import _
from .result import Place, Result

_RUN_INSIDE = "cannot be called from a running event loop"


@dataclass(frozen=True, slots=True)
class Fault:
    """A code, what was seen (``""``: the table's own words), and the learner's lines.

    own_words: `observed` holds text that the learner's code can choose, which in a hidden test could carry
    its inputs out; there the table's words are told instead.
    """

    code: str
    observed: str = ""
    lines: tuple[str, ...] = ()
    own_words: bool = False


def line(place: Place) -> str:
    """Give a place as a student reads it."""
    if not place.function:
        return _("la tarea {task} espera dentro de la biblioteca").format(task=place.task)
    where = _("línea {line}").format(line=place.line)
    if not place.function.startswith("<"):
        where = _("línea {line} de {function}()").format(line=place.line, function=place.function)
    return f"{where}: {place.text}" if place.text else where


def _lines(places: tuple[Place, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line(p) for p in places if p.function))[:4]


def unwritten(result: Result) -> Fault | None:
    """Tell that the learner has not got to this exercise yet, or that it cannot be checked on this system."""
    if result.outcome == "missing":
        name = result.extra.get("missing", "")
        return Fault("E02", _("no se encontró «{name}»").format(name=name))
    if result.outcome == "unavailable":
        return Fault("E39")
    if result.error is not None and any(e.type == "NotImplementedError" for e in result.error.flat()):
        return Fault("E01")
    return None


def outcome_fault(result: Result) -> Fault | None:
    """Give the diagnosis of a run that did not end well, or None."""
    fault = unwritten(result)
    if fault is not None:
        return fault
    lines = _lines(result.waiting)
    match result.outcome:
        case "ok":
            return None
        case "deadlock":
            return Fault("E03", lines=lines)
        case "endless":
            return Fault("E04", lines=lines)
        case "blocked":
            call = result.blocking[0].call if result.blocking else ""
            places = tuple(b.place for b in result.blocking if b.place is not None)
            seen = _("se llamó a {call} con el bucle de eventos en marcha").format(call=call)
            return Fault("E05", seen, _lines(places), own_words=True)
        case "timeout" | "stuck":
            return Fault("E06", lines=lines)
        case "died":
            return Fault("E33")
        case "unreadable":
            return Fault("E34")
    return _raised(result)


def _raised(result: Result) -> Fault:
    error = result.error
    if error is None:
        return Fault("E08")
    if error.type == "RuntimeError" and _RUN_INSIDE in error.message:
        return Fault("E31", lines=(error.line,) if error.line else ())
    return raised("E08", error)


def raised(code: str, error: SeenError) -> Fault:
    """Give the fault of an exception that was not to be raised."""
    lines = (error.line,) if error.line else ()
    return Fault(code, _("se lanzó {error}").format(error=error), lines, own_words=True)


Leftover = Callable[[Result], Fault | None]


def live_tasks(result: Result) -> Fault | None:
    """Tell of tasks that were not over when the scenario returned."""
    left = set(result.pending) - set(result.cancelling)
    if result.leaked or left:
        said = _("al regresar quedaban en marcha {n} tareas").format(n=max(len(result.leaked), len(left)))
        return Fault("E15", said, _lines(result.leaked))
    if result.cancelling:
        said = _("al regresar había {n} tareas a medio cancelar").format(n=len(result.cancelling))
        return Fault("E22", said)
    return None


def never_awaited(result: Result) -> Fault | None:
    """Tell of coroutines that nobody awaited."""
    if not result.never_awaited:
        return None
    names = ", ".join(name.rpartition(".")[2] for name in dict.fromkeys(result.never_awaited))
    return Fault("E14", _("nadie esperó a la corrutina {names}").format(names=names), own_words=True)


def unretrieved(result: Result) -> Fault | None:
    """Tell of exceptions that nobody looked at."""
    if not result.unretrieved:
        return None
    said = _("asyncio avisó: {message}").format(message=result.unretrieved[0])
    return Fault("E16", said, own_words=True)


LEFTOVERS: tuple[Leftover, ...] = (never_awaited, live_tasks, unretrieved)
