"""Who waits for whom."""

from __future__ import annotations

from typing import Any

from .actor import Actor
from .steps import Waiting


def waiting(actor: Actor) -> Waiting:
    """Describe what an actor waits for."""
    holder: Actor | None = getattr(actor.on, "holder", None)
    return Waiting(
        actor.name,
        getattr(actor.on, "name", ""),
        holder.name if holder is not None else None,
        tuple(lock.name for lock in actor.holds),
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
