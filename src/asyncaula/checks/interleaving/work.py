"""What threads of `Turns` spend turns and virtual time on."""

from __future__ import annotations

from typing import Any

from .actor import WOKEN, current_actor


class _Time:
    """What a sleeper waits for."""

    def __init__(self, name: str) -> None:
        self.name = name


def work(name: str, turns: int = 1) -> None:
    """Work on something for that many turns, written down as ``begin`` and ``end``.

    Everybody who can go on does so meanwhile; of two pieces of work begun together the one with fewer turns
    ends first. Outside `Turns.run` it does nothing.
    """
    actor = current_actor()
    if actor is None:
        return
    actor.turns.note("begin", name)
    for _ in range(turns):
        actor.turns.pause(WOKEN)
    actor.turns.note("end", name)


def rest(seconds: float) -> None:
    """Wait that long in virtual time, which passes when nobody else can go on. Writes nothing down."""
    actor = current_actor()
    if actor is not None and seconds > 0:
        on: Any = _Time(f"{seconds:g} s")
        actor.turns.enter(actor)
        actor.turns.block(lambda: False, on, timeout=seconds)


def sleep(seconds: float) -> None:
    """Wait that long in virtual time and write it down: what `time.sleep` is for the learner's threads."""
    actor = current_actor()
    assert actor is not None
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    actor.turns.note("sleep", "", seconds)
    if seconds:
        return rest(seconds)
    return actor.turns.pause()
