"""Who waits for whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .. import locate
from .actor import Actor
from .steps import Waiting


def waiting(actor: Actor) -> Waiting:
    """Describe what an actor waits for."""
    holder: Actor | None = getattr(actor.on, "holder", None)
    place = locate.of_thread(actor.thread.ident) if actor.thread is not None else None
    return Waiting(
        actor.name,
        getattr(actor.on, "name", ""),
        holder.name if holder is not None else None,
        tuple(lock.name for lock in actor.holds),
        replace(place, task=actor.name) if place is not None else None,
    )


def circle(actor: Actor) -> tuple[Waiting, ...]:
    """Give the threads that wait for each other, from `actor` round to itself; a time-out breaks a circle."""
    found: list[Actor] = []
    here: Any = actor
    while isinstance(here, Actor) and here.on is not None and here.deadline is None:
        if here in found:
            return tuple(waiting(a) for a in found) if here is actor else ()
        found.append(here)
        here = getattr(here.on, "holder", None)
    return ()
