"""Event loops for checks: one on a virtual clock, which tells a deadlock at once, and one on the real clock.

Only public methods of `asyncio.SelectorEventLoop` and `selectors.DefaultSelector` are overridden.
Both loops write the birth and the end of every task to their run's recorder.

On the virtual clock time passes only when nothing is left to do: the loop jumps to its next timer. While a
job in an executor, a child process or a thread of the learner's is in flight, timers take real seconds, but
the clock still shows exact times: it moves only when a timer is due.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from .realtime import monotonic
from .threads import Activity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from selectors import SelectorKey

    from .result import Blocking

IO_GRACE = 0.005
"""Real seconds that foreign sockets get before the clock jumps to the next timer."""
IDLE_IO_GRACE = 0.25
"""Real seconds that foreign sockets get when no timer is left, before the wait is called a deadlock."""
THREAD_GRACE, IDLE_THREAD_GRACE = 0.002, 0.04
"""The same for threads that all wait for somebody else: one may have been woken a moment ago."""
THREAD_POLL = 0.02
"""Real seconds between two looks at whether the learner's threads are still alive."""
LOOK_EVERY = 32
"""Passes of a loop that never waits between two looks at the threads: a look costs as much as many passes."""
MAX_VIRTUAL_SECONDS = 7 * 86400.0


class Ended(BaseException):
    """The run was ended from outside; a BaseException, so that ``except Exception`` does not hide it."""


class Deadlock(Ended):
    """No timer, no I/O, no thread and no child process is left that could wake a waiting task."""


class Unavailable(Ended):
    """This system has not what the scenario needs."""


class Endless(Ended):
    """The loop used up its iterations, or the virtual clock passed `MAX_VIRTUAL_SECONDS`."""


class RunContext(Protocol):
    """What a loop needs to know of the run that it belongs to."""

    blocking_calls: list[Blocking]
    """Calls that stopped one of its loops."""

    def adopt(self, loop: AnyLoop) -> None:
        """Take note of a new loop of this run."""

    def stalled(self, loop: AnyLoop) -> None:
        """Note where every task stands: the loop is about to raise `Deadlock` or `Endless`."""

    def task_created(self, task: asyncio.Task[Any]) -> None:
        """Take note of a new task."""

    def other_threads(self) -> Activity:
        """What the threads are doing that the run has started."""


class VirtualSelector(selectors.DefaultSelector):
    """A selector that advances a clock instead of waiting."""

    def __init__(self, start: float, max_ticks: int) -> None:
        super().__init__()
        self.now = start
        self.end = start + MAX_VIRTUAL_SECONDS
        self.budget = max_ticks
        self.ticks = 0
        self.idle = False
        self.external = 0
        self.own_files = 0
        self.threads: Callable[[], Activity] = lambda: Activity.NONE
        self.before_end: Callable[[], None] = lambda: None
        self._really_waited = 0.0
        self._passes = 0

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Give what is ready; otherwise jump to the next timer, or raise `Deadlock` if there is none."""
        self.ticks += 1
        self._passes += 1
        ready = super().select(0)
        does_not_wait = bool(ready) or (timeout is not None and timeout <= 0)
        if not does_not_wait or self._passes == LOOK_EVERY:
            self._count()
        if does_not_wait:
            return ready
        while True:
            ready = self._wait_outside(timeout) or self._wait_a_moment(timeout)
            if ready:
                return ready
            if not self._outside() or self._is_due(timeout):
                return self._jump(timeout)

    def _count(self) -> None:
        """Take the passes since the last look from the budget, unless something outside is at work."""
        passes, self._passes = self._passes, 0
        if self._outside():
            return
        self._really_waited = 0.0
        self.budget -= passes
        if self.budget < 0:
            self._end(Endless("iterations"))

    def _outside(self) -> bool:
        """Whether something outside the loop is at work: an executor's job, a child process, a thread."""
        return bool(self.external) or self.threads() is Activity.BUSY

    def _wait(self, seconds: float | None) -> list[tuple[SelectorKey, int]]:
        self.idle = True
        try:
            return super().select(seconds)
        finally:
            self.idle = False

    def _is_due(self, timeout: float | None) -> bool:
        return timeout is not None and self._really_waited >= timeout

    def _wait_outside(self, timeout: float | None) -> list[tuple[SelectorKey, int]]:
        """Wait in real time until something is ready, the timer is due, or nobody outside is left to wait for.

        It never comes back early with nothing: that would run what a thread has scheduled without waking the
        loop, which in real life nobody would.
        """
        while self._outside() and not self._is_due(timeout):
            left = THREAD_POLL if timeout is None else timeout - self._really_waited
            began = monotonic()
            ready = self._wait(min(left, THREAD_POLL))
            self._really_waited += monotonic() - began
            if ready:
                return ready
        return []

    def _wait_a_moment(self, timeout: float | None) -> list[tuple[SelectorKey, int]]:
        """Let sockets whose peer is near, and threads that were just woken, have their say."""
        if len(self.get_map()) > self.own_files:
            return self._wait(IO_GRACE if timeout is not None else IDLE_IO_GRACE)
        if self.threads() is Activity.WAITING:
            return self._wait(THREAD_GRACE if timeout is not None else IDLE_THREAD_GRACE)
        return super().select(0)

    def _jump(self, timeout: float | None) -> list[tuple[SelectorKey, int]]:
        if timeout is None:
            self._end(Deadlock())
        else:
            self._advance(timeout)
        return []

    def _advance(self, seconds: float) -> None:
        self._really_waited = 0.0
        self.now = round(self.now + seconds, 9)
        if self.now > self.end:
            self._end(Endless("clock"))

    def _end(self, reason: Ended) -> None:
        self.before_end()
        self.budget = max(self.budget, 1000)  # enough to cancel and clean up
        raise reason


class _RunLoop(asyncio.SelectorEventLoop):
    """A selector loop that belongs to a run."""

    run_context: RunContext

    def create_task(self, coro: Any, **kw: Any) -> asyncio.Task[Any]:
        task = super().create_task(coro, **kw)
        self.run_context.task_created(task)
        return task


class VirtualLoop(_RunLoop):
    """An event loop on a virtual clock. `start` is the time it begins at, in seconds."""

    def __init__(self, run: RunContext, start: float = 0.0, max_ticks: int = 50_000) -> None:
        self.clock = VirtualSelector(start, max_ticks)
        super().__init__(self.clock)
        self.clock.own_files = len(self.clock.get_map())
        self.clock.threads = run.other_threads
        self.clock.before_end = lambda: run.stalled(self)
        self.run_context = run
        run.adopt(self)

    def time(self) -> float:
        """Give the virtual time in seconds."""
        return self.clock.now

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        future = super().run_in_executor(executor, func, *args)
        self.clock.external += 1
        future.add_done_callback(self._came_back)
        return future

    def _came_back(self, _: object = None) -> None:
        self.clock.external -= 1

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ASYNC109
        self.clock.external += 1
        try:
            if sys.version_info >= (3, 12):
                await super().shutdown_default_executor(timeout)
            else:
                await super().shutdown_default_executor()
        finally:
            self.clock.external -= 1

    async def _start_process(self, method: Any, factory: Any, args: Iterable[Any], kw: dict[str, Any]) -> Any:
        """Start a child process; time is real until its protocol is told that it exited."""

        def counted() -> Any:
            protocol = factory()
            exited = protocol.process_exited

            def process_exited() -> None:
                self._came_back()
                exited()

            protocol.process_exited = process_exited
            return protocol

        self.clock.external += 1
        try:
            return await method(counted, *args, **kw)
        except BaseException:
            self.clock.external -= 1
            raise

    async def subprocess_exec(self, protocol_factory: Any, *args: Any, **kw: Any) -> Any:
        return await self._start_process(super().subprocess_exec, protocol_factory, args, kw)

    async def subprocess_shell(self, protocol_factory: Any, *args: Any, **kw: Any) -> Any:
        return await self._start_process(super().subprocess_shell, protocol_factory, args, kw)


class CountingSelector(selectors.DefaultSelector):
    """A selector that counts its passes and says when it is waiting."""

    ticks = 0
    idle = False

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        self.ticks += 1
        self.idle = True
        try:
            return super().select(timeout)
        finally:
            self.idle = False


class RealLoop(_RunLoop):
    """An event loop on the real clock whose times count from the moment it was made."""

    def __init__(self, run: RunContext, start: float = 0.0) -> None:
        self.clock = CountingSelector()
        self._zero = monotonic() - start
        super().__init__(self.clock)
        self.run_context = run
        run.adopt(self)

    def time(self) -> float:
        """Give the real seconds since the run began."""
        return monotonic() - self._zero


AnyLoop = VirtualLoop | RealLoop


def running_loop() -> AnyLoop | None:
    """Give the run's loop that is running in this thread, or None."""
    loop = asyncio._get_running_loop()
    return loop if isinstance(loop, VirtualLoop | RealLoop) else None
