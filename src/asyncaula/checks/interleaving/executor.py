"""An executor that completes its jobs one step at a time, in the order that a check dictates."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from typing import Any

from ..messages import _
from ..threads import is_asleep

POLLS = 5
"""How often a job is asked whether it is done, with nothing else happening, before that counts as a wait."""
_LOOK_SECONDS = 0.002
_SHOWN = {"done": "end", "failed": "fail", "cancel refused": "cancel"}
_SELECTORS = "selectors.py"


class SteppedFuture(Future[Any]):
    """A `Future` that tells its executor who waits for it and who cancels it. `number` counts from 0.

    A set goes through them by number, and not by where they lie in memory, which is another time elsewhere.
    """

    def __init__(self, executor: SteppedExecutor, number: int) -> None:
        super().__init__()
        self.number = number
        self._executor = executor

    def __hash__(self) -> int:
        return self.number

    def result(self, timeout: float | None = None) -> Any:
        """Give the result, letting the executor complete what comes before it."""
        with self._executor._asked(self, "result"):
            return super().result(timeout)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Give the exception or None, letting the executor complete what comes before it."""
        with self._executor._asked(self, "exception"):
            return super().exception(timeout)

    def done(self) -> bool:
        """Tell whether it is over; who asks again and again is waiting, too."""
        over = super().done()
        if not over:
            self._executor._asked_whether_done(self)
        return over

    def cancel(self) -> bool:
        """Cancel it, which works as long as the executor has not begun it."""
        done = super().cancel()
        self._executor._cancelled(self, done)
        return done


class SteppedExecutor(Executor):
    """A `concurrent.futures.Executor` that completes one job at a time, in an order that is dictated.

    No job begins before the code that submits stands still and waits, and no second one before it waits
    again.

    order: numbers of the jobs as submitted, from 0, in which they complete; the rest follows in the order of
    submission. busy: numbers of jobs that begin at the first wait, so that nobody can cancel them, and
    complete when no other is left. Jobs run in a thread of the executor.

    log: ``(what, number)`` for submit, result, exception, cancel, cancel refused, begin, done, failed,
    shutdown, in order; steps: the same, as ``Result.extra["turns"]`` shows them. most_pending: the largest
    number of jobs that were submitted and not done: 1 tells ``submit(…).result()`` in a loop from submitting
    all first. cancelled: numbers of the jobs that were. polled: how many jobs were begun for somebody who
    asked `done` `POLLS` times instead of waiting.

    How it knows that the code waits: a call of `result` or `exception` on a job that is not done, a
    `shutdown` that waits, or the submitting thread asleep in a wait of the standard library (`as_completed`,
    `wait`, a queue that callbacks fill) or standing in a loop's selector; never by the clock.
    Hazard: an event loop that waits in its selector may be stepped on once more before it has seen the last
    completion.
    """

    def __init__(self, order: Sequence[int] = (), busy: Sequence[int] = ()) -> None:
        self.log: list[tuple[str, int]] = []
        self.steps: list[tuple[str, str, str, Any]] = []
        self.most_pending = self.polled = 0
        self.cancelled: list[int] = []
        self._order, self._busy = list(order), list(busy)
        self._begun: set[int] = set()
        self._polls: dict[int, int] = {}
        self._change = threading.Condition()
        self._jobs: dict[int, tuple[SteppedFuture, Callable[[], Any]]] = {}
        self._count = 0
        self._submitters: set[int] = set()
        self._asked_for: list[SteppedFuture] = []
        self._completed: SteppedFuture | None = None
        self._shut = self._draining = False
        self._thread: threading.Thread | None = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> SteppedFuture:
        """Take a job; it is begun only when somebody waits."""
        with self._change:
            if self._shut:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = SteppedFuture(self, self._count)
            self._jobs[self._count] = (future, lambda: fn(*args, **kwargs))
            self._count += 1
            self._submitters.add(threading.get_ident())
            self._note("submit", future.number)
            self.most_pending = max(self.most_pending, len(self._jobs))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="stepped executor", daemon=True)
                self._thread.start()
            self._change.notify_all()
            return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs; complete those that are left, unless they are to be cancelled."""
        with self._change:
            first, self._shut = not self._shut, True
            if first:
                self._note("shutdown", len(self._jobs))
            left = [future for future, _ in self._jobs.values()]
        if cancel_futures:
            for future in left:
                future.cancel()
        with self._change:
            self._draining = True
            self._change.notify_all()
            thread = self._thread
        if wait and thread is not None and thread is not threading.current_thread():
            thread.join()

    def _note(self, what: str, number: int) -> None:
        self.log.append((what, number))
        if what != "shutdown":
            who = _("el ejecutor") if what in ("begin", "done", "failed") else _("tu código")
            name = _("trabajo {number}").format(number=number)
            self.steps.append((who, _SHOWN.get(what, what), name, None))

    # -- what futures tell ---------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _asked(self, future: SteppedFuture, what: str) -> Iterator[None]:
        with self._change:
            self._note(what, future.number)
            self._asked_for.append(future)
            self._change.notify_all()
        try:
            yield
        finally:
            with self._change:
                self._asked_for.remove(future)

    def _asked_whether_done(self, future: SteppedFuture) -> None:
        with self._change:
            self._polls[future.number] = self._polls.get(future.number, 0) + 1

    def _cancelled(self, future: SteppedFuture, done: bool) -> None:
        with self._change:
            self._note("cancel" if done else "cancel refused", future.number)
            if done:
                if self._jobs.pop(future.number, None) is not None:
                    future.set_running_or_notify_cancel()  # as a pool's worker does that comes upon it
                if future.number not in self.cancelled:
                    self.cancelled.append(future.number)
            self._change.notify_all()

    # -- the executor's thread -----------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            with self._change:
                while self._jobs and not self._somebody_waits():
                    # A thread that goes to wait in as_completed() tells nobody: look again soon.
                    self._change.wait(_LOOK_SECONDS)
                if not self._jobs:
                    self._thread = None
                    return
                self._polls.clear()
                for number in [n for n in self._busy if n in self._jobs]:
                    self._begin(number)
                number = self._next()
                if not self._begin(number):
                    continue
                future, call = self._jobs[number]
            self._complete(future, call)

    def _begin(self, number: int) -> bool:
        """Begin a job, unless it has begun before; False if it is cancelled."""
        if number in self._begun:
            return True
        if not self._jobs[number][0].set_running_or_notify_cancel():
            del self._jobs[number]
            return False
        self._begun.add(number)
        self._note("begin", number)
        return True

    def _complete(self, future: SteppedFuture, call: Callable[[], Any]) -> None:
        try:
            value, error = call(), None
        except BaseException as exc:  # a job's exception belongs to its future
            value, error = None, exc
        with self._change:
            self._note("failed" if error is not None else "done", future.number)
            del self._jobs[future.number]
            self._completed = future
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(value)

    def _next(self) -> int:
        left = [n for n in self._jobs if n not in self._busy] or list(self._jobs)
        return next((n for n in self._order if n in left), min(left))

    def _somebody_waits(self) -> bool:
        if self._draining or any(not Future.done(future) for future in self._asked_for):
            return True
        frames = [sys._current_frames().get(ident) for ident in self._submitters]
        if any(map(is_asleep, frames)):
            return True
        waited_for = [future for future, _ in self._jobs.values()]
        if self._completed is not None:
            waited_for.append(self._completed)
        if any(_has_news(future) for future in waited_for):
            return False
        if any(polls >= POLLS for polls in self._polls.values()):
            self.polled += 1
            return True
        return any(frame is not None and frame.f_code.co_filename.endswith(_SELECTORS) for frame in frames)


def _has_news(future: SteppedFuture) -> bool:
    """Whether an `as_completed` or `wait` over this job has been woken and has not looked yet."""
    return any(waiter.event.is_set() for waiter in getattr(future, "_waiters", ()))
