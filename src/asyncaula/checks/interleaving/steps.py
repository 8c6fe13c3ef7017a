"""What was seen of threads that took turns, as plain data, and how they are ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from ..result import Place

StepKind = Literal[
    "read", "write", "want", "acquire", "refused", "release", "wait", "notify", "woken", "timeout",
    "put", "get", "task_done", "start", "join", "begin", "end", "sleep",
]  # fmt: skip
Outcome = Literal["ok", "raised", "deadlock", "endless", "timeout"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a thread did. `number` orders the steps of a run; `detail` is a value or a count."""

    number: int
    thread: str
    kind: StepKind
    what: str
    detail: Any = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A thread that waits: for what, who holds that (None: nobody, as with a condition), what it holds.

    place: the learner's line at which it stands, or None.
    """

    thread: str
    what: str
    held_by: str | None
    holds: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Interleaved:
    """What threads that took turns came to.

    outcome: ``ok`` all returned; ``raised`` at least one raised; ``deadlock`` threads waited for each other,
    or all waited for what nobody could do any more; ``endless`` they used up their steps; ``timeout`` the
    real-time limit ended them. values: what each function returned, in the order given (None where it did
    not). errors: the name of each one's exception, or None; `exceptions` are the live ones. deadlock: who
    waited for what, at the first deadlock. steps: all of them, in order. away: the learner's lines at which
    a thread stood still outside the probes and so lost its turn. leftovers: threads that they started and
    that had not ended.
    """

    outcome: Outcome
    values: tuple[Any, ...]
    errors: tuple[str | None, ...]
    deadlock: tuple[Waiting, ...] = ()
    steps: tuple[Step, ...] = ()
    away: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    exceptions: tuple[BaseException | None, ...] = field(default=(), compare=False, repr=False)

    def order(self, *kinds: StepKind) -> list[tuple[str, str, str]]:
        """Give the steps of these kinds (all without any) as (thread, kind, what)."""
        return [(s.thread, s.kind, s.what) for s in self.steps if not kinds or s.kind in kinds]


class LockDeadlock(BaseException):
    """Threads wait for each other and none can go on.

    Not an `Exception`, so that ``except Exception`` lets it by. waiting: who waits for what.
    """

    def __init__(self, waiting: tuple[Waiting, ...]) -> None:
        self.waiting = waiting
        super().__init__("; ".join(f"{w.thread}: {w.what} ({w.held_by or '-'})" for w in waiting))


class TooManySteps(BaseException):
    """The threads of a run used up its steps: they poll, or go round without end."""


class TurnsOver(BaseException):
    """A run of threads is over; raised in those that are still there."""
