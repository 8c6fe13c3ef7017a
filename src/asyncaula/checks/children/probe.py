"""The probe: which children a learner's code starts, what it leaves of them, and an end to whatever hangs."""

from __future__ import annotations

import _thread
import asyncio
import contextlib
import functools
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from types import FrameType
from typing import TYPE_CHECKING, Any, Literal, Self

from ..clock import Deadlock, Ended, Unavailable, running_loop
from ..realtime import monotonic, pause
from . import facts

if TYPE_CHECKING:
    from ..runner import Run

MARK = "ASYNCAULA_CHILDREN"
"""A variable in the environment of children, by which those that lost their parent are found again."""
LIMIT = 5.0
LOOK_SECONDS = 0.02
QUIET_LOOKS = 15
"""How many looks in a row must find everybody asleep, and nobody to have been awake between them."""
DYING_SECONDS, SPARED_LOOKS = 10.0, 4
"""How long a child that is being killed may take to end, and how many looks tell that it is not."""
RETURN_SECONDS = 1.0
"""How long the learner's code may take to come back after its children were killed, before the run is given up."""
ABANDONED_SECONDS = 10.0
"""How long after that the watcher still looks for children."""
AtRest = Literal["deadlock"] | Callable[[], object] | None

_active: list[Children] = []
_installed = False


def _install() -> None:
    """Let `subprocess.Popen`, which asyncio uses too, tell the active probe of each child, once a process."""
    global _installed
    if _installed:
        return
    _installed = True
    original = subprocess.Popen.__init__

    @functools.wraps(original)
    def noting(self: subprocess.Popen[Any], *args: Any, **kw: Any) -> None:
        original(self, *args, **kw)
        for probe in [p for p in _active[-1:] if p.is_concerned()]:
            shell = bool(kw.get("shell", args[8] if len(args) > 8 else False))
            probe.seen.append(Seen(self, shell, self.stdin is not None, _transport(sys._getframe(1))))

    setattr(subprocess.Popen, "__init__", noting)  # noqa: B010


@dataclass(frozen=True)
class Seen:
    """A child that was started: kept, since one that is forgotten is waited for by the next one made.

    piped: whether its standard input was a pipe of the learner's. transport: of an event loop's child.
    """

    child: subprocess.Popen[Any]
    shell: bool
    piped: bool
    transport: asyncio.SubprocessTransport | None

    def settled(self) -> facts.State:
        """Tell its state, once one that is being killed has ended.

        A loop's child counts as waited for when its loop knows of its end: what collects it for the loop may
        be another thread, which nobody waits for.
        """
        unknown = self.transport is not None and self.transport.get_returncode() is None
        until, spared = monotonic() + DYING_SECONDS, 0
        while (state := facts.state(self.child)) == "running" and spared < SPARED_LOOKS:
            if monotonic() > until:
                break
            spared = 0 if facts.is_dying(self.child.pid) else spared + 1
            pause(0.005)
        return "ended" if unknown and state == "reaped" else state


def _transport(frame: FrameType) -> asyncio.SubprocessTransport | None:
    """Give the transport that made a child in this frame, or None."""
    made_by = frame.f_locals.get("self")
    return made_by if isinstance(made_by, asyncio.SubprocessTransport) else None


class Children:
    """Wraps a call of the learner's code; made by `Lab.children`.

    At its end `Result.extra` has ``"children"``: for each one that was started ``args``, ``shell``, ``input``
    (whether its standard input was a pipe of the learner's) and ``state``: ``reaped`` (it ended and was waited
    for), ``ended`` (nobody waited for it) or ``running``; and ``"orphans"``, how many processes that these had
    started were still alive. Whatever is left is killed.

    at_rest: what happens when every child, and every thread of the run, is asleep and nobody is left to wake
    another: ``"deadlock"`` ends the run with that outcome, a function is called the first time (from a thread
    that is none of the run's). Only for children that have no timer of their own. Seen on Linux; elsewhere, and
    where somebody polls, the limit ends it, and the function is called after half of that.
    limit: seconds after which the children are killed and the run counts as timed out. Where the system shows
    its processes, only those seconds count in which everybody was asleep, and this process' own time on a
    processor: a crowded machine changes no verdict. deaf_to: signals that the children never receive (POSIX).
    """

    def __init__(self, run: Run, *, at_rest: AtRest, limit: float, deaf_to: tuple[str, ...]) -> None:
        self._run, self._at_rest, self._limit = run, at_rest, limit
        self._deaf_to = {getattr(signal, name) for name in deaf_to if hasattr(signal, name)}
        self._mark = uuid.uuid4().hex
        self.seen: list[Seen] = []
        self._stop = _thread.allocate_lock()
        self._stopped = _thread.allocate_lock()
        self._ended: type[Ended] | None = None

    # -- the block -----------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        if sys.platform == "win32" and running_loop() is not None:
            raise Unavailable("a selector's event loop has no child processes on Windows")
        _install()
        os.environ[MARK] = self._mark
        self._mask = self._block(self._deaf_to)
        _active.append(self)
        self._stop.acquire()
        self._stopped.acquire()
        _thread.start_new_thread(self._watch, ())
        return self

    def __exit__(self, *exc: object) -> None:
        self._leave()
        if self._mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, self._mask)
        self._run.extra["children"] = [
            {"args": _texts(s.child.args), "shell": s.shell, "input": s.piped, "state": s.settled()}
            for s in self.seen
        ]
        self._run.extra["orphans"] = len(self._orphans())
        self._stop.release()
        self._stopped.acquire()
        self._end_all()
        self._collect()
        if self._ended is not None:
            raise self._ended

    def _collect(self) -> None:
        """Wait for what was left, unless a loop does: its own thread, or its next pass, takes the end."""
        until = monotonic() + DYING_SECONDS
        for child in [s.child for s in self.seen]:
            if running_loop() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(DYING_SECONDS)
                for pipe in (child.stdin, child.stdout, child.stderr):
                    with contextlib.suppress(OSError, ValueError):
                        if pipe is not None:
                            pipe.close()
                continue
            while facts.state(child) == "running" and monotonic() < until:
                pause(0.002)
        while any(t.name.startswith("asyncio-waitpid") for t in self._run.own_threads()):
            if monotonic() > until:
                break
            pause(0.002)

    def is_concerned(self) -> bool:
        """Whether the calling thread is one of this run's: an earlier one that was given up may still be there."""
        return threading.current_thread() in self._run.own_threads()

    def _leave(self) -> None:
        """Stop noting; also called by the watcher, where the learner's thread does not come back."""
        try:
            _active.remove(self)
        except ValueError:
            return
        if _active:
            os.environ[MARK] = _active[-1]._mark
        else:
            os.environ.pop(MARK, None)

    @staticmethod
    def _block(signals: set[Any]) -> set[Any] | None:
        """Block signals in this thread: a child inherits that, from its first instruction on."""
        if not signals or not hasattr(signal, "pthread_sigmask"):
            return None
        return set(signal.pthread_sigmask(signal.SIG_BLOCK, signals))

    # -- what becomes of them ------------------------------------------------------------------------------

    def _orphans(self) -> list[int]:
        own = {s.child.pid for s in self.seen}
        return [pid for pid in facts.marked(MARK, self._mark) if pid not in own]

    def _end_all(self) -> None:
        for s in self.seen:
            facts.kill(s.child)
        for pid in self._orphans():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)

    # -- the watcher ---------------------------------------------------------------------------------------

    def _watch(self) -> None:
        try:
            self._look_on()
        finally:
            self._stopped.release()  # whoever leaves the block waits for it

    def _look_on(self) -> None:
        quiet, spent, used = 0, 0.0, process_time()
        began = monotonic()
        before: object = None
        told = gave_up = False
        while not self._stop.acquire(True, LOOK_SECONDS):
            used_before, used = used, process_time()
            if not facts.VISIBLE:
                spent = monotonic() - began
            else:
                spent += used - used_before if self._awake() else LOOK_SECONDS
            if self._ended is not None:
                self._end_all()
                if spent > RETURN_SECONDS and not gave_up:
                    gave_up = True
                    self._leave()
                    self._run.give_up()
                if spent > RETURN_SECONDS + ABANDONED_SECONDS:
                    break
                continue
            if spent > self._limit or self._run.is_over():
                self._end(Ended)
                spent, began = 0.0, monotonic()
                continue
            if self._at_rest is None:
                continue
            now = self._picture()
            quiet = quiet + 1 if now is not None and now == before else 0
            before = now
            may_be_told = callable(self._at_rest) and not told
            if quiet < QUIET_LOOKS and not (may_be_told and spent > self._limit / 2):
                continue
            quiet = 0
            if callable(self._at_rest) and may_be_told:
                told = True
                self._at_rest()
            elif facts.VISIBLE:
                self._end(Deadlock)
                spent = 0.0

    def _end(self, how: type[Ended]) -> None:
        self._ended = how
        self._run.note_standing()
        self._end_all()

    def _living(self) -> list[int]:
        """Give all that live of the run's children and theirs, also those that no `Popen` has started."""
        own = [s.child.pid for s in tuple(self.seen) if facts.state(s.child) == "running"]
        known = {pid for child in own for pid in (child, *facts.descendants(child))}
        others = [pid for pid in facts.descendants(os.getpid()) if pid not in known]
        return [*sorted(known), *facts.marked(MARK, self._mark, others)]

    def _awake(self) -> bool:
        """Whether somebody has something to do; then only what this process did counts as time spent."""
        clocks = [loop.clock for loop in tuple(self._run.loops)]
        if any(clock.idle and facts.has_news(clock) for clock in clocks):
            return True
        return facts.any_awake(self._run.own_threads(), self._living())

    def _picture(self) -> object:
        """Give a picture of everybody asleep, or None where somebody is awake or no child lives."""
        living = self._living() if facts.VISIBLE else []
        if not living:
            return None
        frames = sys._current_frames()
        threads = [facts.thread_at_rest(t, frames.get(t.ident or -1)) for t in self._run.own_threads()]
        seen = [*threads, *map(facts.process_at_rest, living)]
        return None if None in seen else seen


def _texts(args: Any) -> list[str]:
    return [args] if isinstance(args, str) else [os.fsdecode(arg) for arg in args]
