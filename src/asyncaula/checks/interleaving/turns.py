"""`Turns`: threads of which exactly one runs at a time, handed on where a race can be lost."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

from .. import ending, locate
from ..realtime import monotonic
from .actor import EAGER, PARKED, WOKEN, Actor, become, current_actor
from .adoption import adopted_threads
from .steps import Interleaved, LockDeadlock, Outcome, Step, StepKind, TooManySteps, TurnsOver, Waiting
from .waits import circle, waiting

SAMPLE_SECONDS = 0.02
STILL_SAMPLES = 4
"""Looks in a row at which a thread stands on the same instruction, before it counts as away."""


class Turns:
    """Threads without luck: the same functions take the same steps in the same order each time.

    The turn goes on at each read of a `SharedCell`, each acquire and release of a lock. Whoever stands in
    the middle of a race waits until every other thread stands in one as well, waits for something or has
    ended; so a read-modify-write without protection always loses an update, two locks taken in opposite
    orders always deadlock, and a protected one goes on undisturbed, because the others then wait for its
    lock. Time-outs of locks, conditions and queues are virtual: they pass when nobody else can go on.

    Threads that the functions start take part. A thread that blocks outside the probes (`time.sleep`, a lock
    of its own) loses its turn after a moment and takes part again later; that costs real time and no
    verdict.

    Use one for one `run`.
    """

    def __init__(self, *, max_steps: int = 20_000) -> None:
        self.max_steps = max_steps
        self.now = 0.0
        self.deadlock: tuple[Waiting, ...] = ()
        self._mutex = threading.RLock()
        self._actors: list[Actor] = []
        self._running: Actor | None = None
        self._steps: list[Step] = []
        self._away: list[str] = []
        self._clock = 0
        self._outcome: Outcome = "ok"
        self._finished = threading.Event()
        self._over = False

    def run(
        self, *functions: Callable[[], Any], late: Sequence[Callable[[], Any]] = (), timeout: float = 5.0
    ) -> Interleaved:
        """Run each function in a thread of its own, taking turns, and tell what came of it.

        The threads are ``hilo 1``, ``hilo 2``…, in the order given. late: functions that start only when a
        waiter has been notified and has not got its lock back yet: they come in before it, which is what
        ``if`` instead of ``while`` around a `wait` does not survive. timeout: real seconds, after which
        whatever still runs is ended.
        """
        for number, fn in enumerate([*functions, *late], 1):
            actor = self.add(f"hilo {number}", primary=True)
            if number > len(functions):
                actor.state, actor.can_go = "late", self._somebody_is_notified
            actor.thread = threading.Thread(target=self.body, args=(actor, fn), name=actor.name, daemon=True)
        primaries = list(self._actors)
        with adopted_threads():
            for actor in primaries:
                assert actor.thread is not None
                actor.thread.start()
            with self._mutex:
                self._hand_over()
            self._watch(timeout)
            leftovers = self._end()
        errors = tuple(a.exception for a in primaries)
        outcome: Outcome = self._outcome
        if outcome == "ok" and any(e is not None for e in errors):
            outcome = "raised"
        return Interleaved(
            outcome=outcome,
            values=tuple(a.value for a in primaries),
            errors=tuple(type(e).__name__ if e is not None else None for e in errors),
            deadlock=self.deadlock,
            steps=tuple(self._steps),
            away=tuple(self._away),
            leftovers=leftovers,
            exceptions=errors,
        )

    # -- in an actor's thread ------------------------------------------------------------------------------

    def add(self, name: str, *, primary: bool) -> Actor:
        """Give a new actor, ready to go."""
        with self._mutex:
            actor = Actor(self, name, primary=primary)
            actor.since = self._tick()
            self._actors.append(actor)
            return actor

    def body(self, actor: Actor, fn: Callable[[], Any]) -> None:
        """Be `actor`: wait for the first turn, run `fn`, pass the turn on for good."""

        def take_part() -> None:
            actor.gate.acquire()
            if actor.doom is None:
                actor.value = fn()

        become(actor)
        try:
            actor.exception = actor.interruptible.call(take_part)
        finally:
            become(None)
            with self._mutex:
                actor.state = "done"
                actor.ended.set()
                if self._running is actor or self._running is None:
                    self._running = None
                    self._hand_over()

    def note(self, kind: StepKind, what: str, detail: Any = None) -> Step:
        """Write a step of the running thread down; raises what is to end it."""
        actor = current_actor()
        assert actor is not None
        self.enter(actor)
        with self._mutex:
            step = Step(len(self._steps) + 1, actor.name, kind, what, detail)
            if len(self._steps) < self.max_steps:
                self._steps.append(step)
            elif self._outcome == "ok":
                self._outcome = "endless"
                self._doom_all(TooManySteps())
        if kind != "release":
            self._check(actor)
        return step

    def enter(self, actor: Actor) -> None:
        """Take part again after having been away: wait for a turn."""
        with self._mutex:
            if actor.state != "away" or self._over:
                return
            actor.state, actor.since = "ready", self._tick()
            if self._running is None:
                self._hand_over()
        actor.gate.acquire()

    def pause(self, rank: int = PARKED) -> None:
        """Let everybody go on who comes before that rank, then take the next turn."""
        actor = current_actor()
        assert actor is not None
        with self._mutex:
            if self._over:
                return
            actor.state, actor.rank, actor.since = "ready", rank, self._tick()
            self._running = None
            self._hand_over()
        actor.gate.acquire()

    def block(
        self,
        can_go: Callable[[], bool],
        on: Any,
        *,
        timeout: float | None = None,
        rank: int = EAGER,
        notified: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Wait until `can_go`; gives False when `timeout` virtual seconds passed first.

        on: what is waited for, with a ``name`` and, when somebody has it, a ``holder``. Raises
        `LockDeadlock` at once when that closes a circle of threads that wait for each other.
        """
        actor = current_actor()
        assert actor is not None
        if rank == EAGER and can_go():
            return True
        with self._mutex:
            if self._over:
                raise TurnsOver
            actor.can_go, actor.on, actor.rank, actor.notified = can_go, on, rank, notified
            actor.deadline = None if timeout is None else self.now + timeout
            actor.timed_out = False
            closed = circle(actor)
            if closed:
                actor.can_go = actor.on = None
                self._note_deadlock(closed)
                raise LockDeadlock(closed)
            actor.state, actor.since = "blocked", self._tick()
            self._running = None
            self._hand_over()
        actor.gate.acquire()
        self._check(actor)
        return not actor.timed_out

    def _check(self, actor: Actor) -> None:
        if actor.doom is not None:
            raise actor.doom

    # -- choosing, with the mutex held ---------------------------------------------------------------------

    def _tick(self) -> int:
        self._clock += 1
        return self._clock

    def _somebody_is_notified(self) -> bool:
        return any(a.state == "blocked" and a.rank == WOKEN and a.notified() for a in self._actors)

    def _hand_over(self) -> None:
        if self._over:
            return
        chosen = self._choose()
        if chosen is None:
            if not any(a.state == "away" for a in self._actors):
                self._finished.set()
            return
        chosen.state, chosen.can_go, chosen.on, chosen.deadline = "running", None, None, None
        chosen.rank = EAGER
        self._running = chosen
        chosen.gate.release()

    def _choose(self) -> Actor | None:
        able = [a for a in self._actors if self._is_able(a)]
        if able:
            return min(able, key=lambda a: (a.rank, a.since))
        if any(a.state == "away" for a in self._actors):
            return None
        late = [a for a in self._actors if a.state == "late"]
        if late:
            return late[0]
        timed = [a for a in self._actors if a.state == "blocked" and a.deadline is not None]
        if timed:
            first = min(timed, key=lambda a: (a.deadline, a.since))
            self.now = max(self.now, first.deadline or 0.0)
            first.timed_out = True
            return first
        stuck = [a for a in self._actors if a.state == "blocked"]
        if not stuck or all(a.state == "done" for a in self._actors if a.primary):
            return None
        all_waiting = tuple(waiting(a) for a in stuck)
        self._note_deadlock(all_waiting)
        for actor in stuck:
            actor.doom, actor.state = LockDeadlock(all_waiting), "ready"
        return stuck[0]

    def _is_able(self, actor: Actor) -> bool:
        if actor.state == "ready":
            return True
        return actor.state in ("blocked", "late") and actor.can_go is not None and actor.can_go()

    def _note_deadlock(self, found: tuple[Waiting, ...]) -> None:
        self.deadlock = self.deadlock or found
        if self._outcome == "ok":
            self._outcome = "deadlock"

    def _doom_all(self, doom: BaseException) -> None:
        for actor in self._actors:
            if actor.state != "done":
                actor.doom = actor.doom or doom
                if actor.state in ("blocked", "late"):
                    actor.state = "ready"

    # -- from outside --------------------------------------------------------------------------------------

    def _watch(self, timeout: float) -> None:
        """Wait for the end; take the turn from a thread that stands still outside the probes."""
        until = monotonic() + timeout
        last: Any = None
        still = 0
        while not self._finished.wait(SAMPLE_SECONDS):
            if monotonic() >= until:
                with self._mutex:
                    self._outcome = "timeout" if self._outcome == "ok" else self._outcome
                return
            with self._mutex:
                actor = self._running
                if actor is None:
                    self._note_dead_threads()
                    if all(a.state in ("done", "away", "blocked") for a in self._actors) and all(
                        a.state == "done" for a in self._actors if a.primary
                    ):
                        return
                    continue
                seen = (actor, len(self._steps), _instruction(actor))
                still = still + 1 if seen == last else 0
                last = seen
                if still >= STILL_SAMPLES:
                    self._send_away(actor)
                    last = None

    def _send_away(self, actor: Actor) -> None:
        place = locate.of_thread(actor.thread.ident if actor.thread else None)
        line = f"{actor.name}: {place.text}" if place else actor.name
        if line not in self._away:
            self._away.append(line)
        actor.state, actor.rank = "away", EAGER
        self._running = None
        self._hand_over()

    def _note_dead_threads(self) -> None:
        for actor in self._actors:
            if actor.state == "away" and actor.thread is not None and not actor.thread.is_alive():
                actor.state = "done"
                actor.ended.set()

    def _end(self) -> tuple[str, ...]:
        """End every thread that is left; gives the names of those that the functions had started."""
        with self._mutex:
            self._over = True
            left = [a for a in self._actors if a.state != "done"]
            leftovers = tuple(a.name for a in left if not a.primary)
            self._doom_all(TurnsOver())
            for actor in left:
                if actor is not self._running:
                    with contextlib.suppress(RuntimeError):  # it stands away and waits at no gate
                        actor.gate.release()
        for actor in left:
            if actor.thread is not None:
                ending.end_thread(actor.interruptible, actor.ended, [])
        return leftovers


def _instruction(actor: Actor) -> tuple[int, int] | None:
    frame = sys._current_frames().get((actor.thread and actor.thread.ident) or -1)
    return (id(frame), frame.f_lasti) if frame is not None else None
