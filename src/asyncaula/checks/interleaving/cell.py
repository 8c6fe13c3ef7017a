"""A shared variable whose every read is a chance to lose an update."""

from __future__ import annotations

import threading
from typing import Any

from .actor import current_actor
from .steps import Step


class SharedCell:
    """A value that threads share, read and written as ``celda.value``.

    In threads of `Turns`, a read hands the turn on after the value was taken, so that between a read and the
    write that depends on it everybody else gets as far as they can. log: the steps on it. lost_updates:
    writes by a thread that had read the value before another one wrote it. ``celda.value += 1`` is a read
    and a write. bare_reads, bare_writes: those by a thread that held no lock of the probes' meanwhile.

    Hazard: outside `Turns.run` nothing is forced.
    """

    def __init__(self, value: Any = 0, name: str = "celda") -> None:
        self.name = name
        self.log: list[Step] = []
        self.lost_updates = self.bare_reads = self.bare_writes = 0
        self._value = value
        self._version = 0
        self._seen: dict[int, int] = {}

    @property
    def value(self) -> Any:
        """The value; reading and writing it is recorded."""
        actor = current_actor()
        if actor is None:
            self._seen[threading.get_ident()] = self._version
            return self._value
        actor.turns.enter(actor)
        value = self._value
        self.bare_reads += not actor.holds
        self._seen[threading.get_ident()] = self._version
        self.log.append(actor.turns.note("read", self.name, value))
        actor.turns.pause()
        return value

    @value.setter
    def value(self, value: Any) -> None:
        actor = current_actor()
        if actor is not None:
            self.bare_writes += not actor.holds
            self.log.append(actor.turns.note("write", self.name, value))
        seen = self._seen.pop(threading.get_ident(), self._version)
        self.lost_updates += seen != self._version
        self._version += 1
        self._value = value


def share(owner: Any, attribute: str, name: str) -> SharedCell:
    """Make an object's attribute a `SharedCell`, read and written as before; give the cell.

    The object gets a class of its own, of the same name, derived from the one it had.
    """
    cell = SharedCell(getattr(owner, attribute), name)

    def read(_: Any) -> Any:
        return cell.value

    def write(_: Any, value: Any) -> None:
        cell.value = value

    was = type(owner)
    owner.__class__ = type(was.__name__, (was,), {attribute: property(read, write)})
    return cell
