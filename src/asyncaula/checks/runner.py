"""`run`: a learner's function in a thread of its own, on a fresh event loop, told as one `Result`."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import inspect
import re
import sys
import threading
import warnings
from collections.abc import Callable, MutableMapping
from typing import Any, Literal, cast

from . import ending, locate, patches
from .blocking import BlockingCall
from .clock import AnyLoop, Deadlock, Ended, Endless, RealLoop, Unavailable, VirtualLoop
from .collected import note_handed_over
from .encoding import SeenError, drop_frames, see_error
from .events import ROOT, Recorder
from .finishing import let_finish
from .patience import wait_patiently
from .protection import protect
from .realtime import monotonic
from .result import Blocking, Outcome, Place, Result
from .threads import Activity, activity, executor_workers

Clock = Literal["virtual", "real"]
BlockingPolicy = Literal["raise", "record", "allow"]
SETTLE_TICKS = 3
"""Passes of the loop that a scenario's left-overs get to finish, before they count as leaked."""
TEAR_DOWN_TICKS = 2_000
_NEVER_AWAITED = re.compile(r"coroutine '(.+?)' was never awaited")
_SHUTDOWN = {"shutdown_asyncgens", "shutdown_default_executor"}


class Run:
    """One run in the making: the loops it uses, its recorder and its findings. `execute` may be called once.

    Loops that the learner's code makes for itself (`asyncio.run`, `Runner`, `new_event_loop`, also in threads
    it starts) get the same clock and are watched likewise.
    """

    def __init__(
        self,
        *,
        timeout: float = 5.0,
        clock: Clock = "virtual",
        blocking: BlockingPolicy = "raise",
        max_ticks: int = 50_000,
        namespace: MutableMapping[str, Any] | None = None,
    ) -> None:
        self.timeout, self.clock, self.max_ticks = timeout, clock, max_ticks
        self.blocking: BlockingPolicy = blocking
        self.namespace: MutableMapping[str, Any] = {} if namespace is None else namespace
        self.recorder = Recorder(self.now)
        self.loops: list[AnyLoop] = []
        self.blocking_calls: list[Blocking] = []
        self.extra: dict[str, Any] = {}
        self._reports: list[str] = []
        self._waiting: tuple[Place, ...] = ()
        self._leaked: tuple[Place, ...] = ()
        self._pending: list[tuple[str, bool]] = []
        self._recording = self._listening = True
        self._elapsed: float | None = None
        self._value: Any = None
        self._exception: BaseException | None = None
        self._has_root = False
        self._main_loop: AnyLoop | None = None
        self._done = threading.Event()
        self._over = threading.Event()
        self._threads_before: frozenset[threading.Thread] = frozenset()
        self._workers_before: set[int] = set()
        self._thread = threading.Thread(target=self._body, name=ROOT, daemon=True)
        self._interruptible = ending.Interruptible()
        self._body_call: Callable[[], Any] = lambda: None

    # -- what loops ask ------------------------------------------------------------------------------------

    def adopt(self, loop: AnyLoop) -> None:
        self.loops.append(loop)
        loop.set_exception_handler(self._loop_reported)
        patches.remember_clock(loop)

    def task_created(self, task: asyncio.Task[Any]) -> None:
        code = getattr(task.get_coro(), "cr_code", None)
        if not self._recording or (code is not None and code.co_name in _SHUTDOWN):
            return
        if not self._has_root and threading.current_thread() is self._thread:
            self._has_root = True
            self.recorder.label(task, ROOT)
        else:
            self.recorder.watch(task)

    def stalled(self, loop: AnyLoop) -> None:
        if not self._waiting:
            self._waiting = self._standing(loop)

    def other_threads(self) -> Activity:
        return activity(self._threads_before, self._workers_before)

    # -- what the laboratory asks --------------------------------------------------------------------------

    def now(self) -> float:
        """Give the seconds on the clock of the loop that runs here, or of the run's latest loop."""
        loop = asyncio._get_running_loop()
        if not isinstance(loop, VirtualLoop | RealLoop):
            loop = self.loops[-1] if self.loops else None
        return round(loop.time(), 6) if loop is not None else 0.0

    def new_loop(self) -> AnyLoop:
        """Make a loop of this run that goes on at the time where the thread's last one stopped."""
        start = patches.virtual_now()
        if self.clock == "virtual":
            return VirtualLoop(self, start, self.max_ticks)
        return RealLoop(self, start)

    def report(self, message: str) -> None:
        """Take note of an error that nobody handles."""
        if self._listening:
            self._reports.append(message)

    def note_waiting(self, places: tuple[Place, ...]) -> None:
        """Take note of where threads that wait for each other stand."""
        self._waiting = self._waiting or places

    def note_standing(self) -> None:
        """Take note of where the learner's code stands now; from any thread."""
        self.note_waiting(self._standing_anywhere())

    def give_up(self) -> None:
        """Let the run's time be up now; from any thread."""
        self._over.set()

    def is_over(self) -> bool:
        """Whether the run has ended, or its time is up."""
        return self._over.is_set()

    def own_threads(self) -> list[threading.Thread]:
        """Give the run's thread, those started since, and executors' workers, which may be at work for it."""
        before = {t for t in self._threads_before if t.ident not in self._workers_before}
        return [t for t in threading.enumerate() if t is self._thread or t not in before]

    # -- the run -------------------------------------------------------------------------------------------

    def execute(self, fn: Callable[..., Any], *args: Any, **kw: Any) -> Result:
        """Call `fn` and tell what it came to.

        It is a coroutine function, or a plain one that may itself call `asyncio.run`.
        """
        protect()
        note_handed_over()
        gc.collect()
        self._body_call = lambda: fn(*args, **kw)  # noqa: F821 (deleted below, after the call)
        printed = patches.LimitedText()
        self._threads_before = frozenset(threading.enumerate())
        self._workers_before = executor_workers()
        outcome: Outcome | None = None
        began = monotonic()
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            with patches.patched(self._loop_for_thread, self.namespace, printed, self.report):
                self._thread.start()
                try:
                    outcome = self._wait_for_end()
                except KeyboardInterrupt:
                    ending.end_thread(self._interruptible, self._done, list(self.loops))
                    raise
                real = monotonic() - began
                coroutines = self._close_returned_coroutines(self._value)
                error = self._seen_error()
                self._body_call = lambda: None
                let_finish(thread for thread in self.own_threads() if thread is not self._thread)
                del fn, args, kw
                gc.collect()
                self._listening = False
        never_awaited = coroutines + [
            name for w in warned for name in _NEVER_AWAITED.findall(str(w.message)) if name not in coroutines
        ]
        result = Result(
            outcome=outcome or self._outcome(),
            value=self._value,
            error=error,
            elapsed=self._elapsed if self._elapsed is not None else self.now(),
            real=real,
            waiting=self._waiting,
            leaked=self._leaked,
            never_awaited=tuple(never_awaited),
            unretrieved=tuple(r for r in self._reports if not _NEVER_AWAITED.search(r)),
            blocking=tuple(self.blocking_calls),
            events=self.recorder.events(),
            printed=printed.getvalue(),
            pending=tuple(label for label, _ in self._pending),
            cancelling=tuple(label for label, asked in self._pending if asked),
            extra=self.extra,
            exception=self._exception,
        )
        self._value = self._exception = None
        return result

    def _body(self) -> None:
        try:
            if self.clock == "virtual":
                patches.stop_clock()
            # whatever the learner's code raises is a finding
            self._exception = self._interruptible.call(self._call_body)
            if self._elapsed is None:
                self._elapsed = self.now()
            if self._main_loop is not None:
                self._main_loop.close()  # it is open still if it was being torn down when the time was up
        finally:
            patches.forget_clock()
            self._recording = False
            self.recorder.close()
            self._done.set()
            self._over.set()

    def _call_body(self) -> None:
        value = self._body_call()
        if inspect.iscoroutine(value):
            value = self._drive(value)
        self._value = value

    def _drive(self, coro: Any) -> Any:
        runner = asyncio.Runner(loop_factory=self.new_loop, debug=False)
        loop = self._main_loop = cast("AnyLoop", runner.get_loop())
        try:
            return runner.run(self._root(coro))
        finally:
            if not isinstance(sys.exc_info()[1], Deadlock | Endless):
                self._settle(loop)
            self._recording = False
            self.recorder.close()
            self._tear_down(runner, loop)

    @staticmethod
    def _tear_down(runner: asyncio.Runner, loop: AnyLoop) -> None:
        """Close the loop. A task that does not let itself be cancelled was already told as leaked."""
        if isinstance(loop, VirtualLoop):
            loop.clock.budget = TEAR_DOWN_TICKS
        with contextlib.suppress(Ended):
            runner.close()

    async def _root(self, coro: Any) -> Any:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            return await coro
        finally:
            self._elapsed = round(loop.time() - began, 6)
            me = asyncio.current_task()
            others = [t for t in asyncio.all_tasks() if t is not me]
            self._pending = sorted((self.recorder.label(t), bool(t.cancelling())) for t in others)

    def _settle(self, loop: AnyLoop) -> None:
        async def settle() -> None:
            for _ in range(SETTLE_TICKS):
                await asyncio.sleep(0)
            me = asyncio.current_task()
            left = [t for t in asyncio.all_tasks() if t is not me]
            self._leaked = tuple(
                sorted((locate.of_task(t, self.recorder) for t in left), key=lambda p: p.task)
            )

        self._has_root, recording, self._recording = True, self._recording, False
        try:
            loop.run_until_complete(settle())
        finally:
            self._recording = recording

    def _loop_for_thread(self, original: Callable[[], Any]) -> Any:
        thread = threading.current_thread()
        if thread is self._thread or thread not in self._threads_before:
            return self.new_loop()
        return original()

    def _wait_for_end(self) -> Outcome | None:
        if wait_patiently(self._over, self.timeout, self._thread) and self._done.is_set():
            return None
        self._waiting = self._waiting or self._standing_anywhere()
        self._over.set()
        ended = ending.end_thread(self._interruptible, self._done, list(self.loops))
        return "timeout" if ended else "stuck"

    # -- findings ------------------------------------------------------------------------------------------

    def _standing(self, loop: AnyLoop) -> tuple[Place, ...]:
        tasks = [t for t in asyncio.all_tasks(loop) if not t.done()]
        places = [locate.of_task(t, self.recorder) for t in tasks]
        return tuple(sorted(places, key=lambda p: (p.task != ROOT, p.task)))

    def _standing_anywhere(self) -> tuple[Place, ...]:
        here = locate.of_thread(self._thread.ident)
        if here is not None:
            return (here,)
        for loop in reversed(self.loops):
            try:
                return self._standing(loop)
            except RuntimeError:  # the set of tasks changed while it was read
                continue
        return ()

    def _loop_reported(self, loop: Any, context: dict[str, Any]) -> None:
        exc = context.get("exception")
        message = str(context.get("message", ""))
        self.report(f"{message}: {type(exc).__name__}" if exc is not None else message)

    def _seen_error(self) -> SeenError | None:
        if self._exception is None:
            return None
        error = see_error(self._exception, locate.of_error)
        if not self._waiting and isinstance(self._exception, BlockingCall):
            found = locate.of_traceback(self._exception.__traceback__)
            self._waiting = (found,) if found else ()
        drop_frames(self._exception)
        return error

    def _outcome(self) -> Outcome:
        if self.blocking == "raise" and self.blocking_calls:
            return "blocked"
        match self._exception:
            case None:
                return "ok"
            case Deadlock():
                return "deadlock"
            case Endless():
                return "endless"
            case Unavailable():
                return "unavailable"
            case Ended():
                return "timeout"
        return "raised"

    @staticmethod
    def _close_returned_coroutines(value: Any) -> list[str]:
        """Close coroutines that came back instead of a value, so that they warn nowhere else; gives their names."""
        found: list[str] = []
        parts = value.values() if type(value) is dict else value if type(value) in (list, tuple) else (value,)
        for part in parts:
            if inspect.iscoroutine(part) and inspect.getcoroutinestate(part) == inspect.CORO_CREATED:
                found.append(part.__qualname__)
                part.close()
        return found


def trace(fn: Callable[..., Any], *args: Any, **options: Any) -> Result:
    """Run ``fn(lab, *args)`` on the virtual clock and give its timeline: what a lesson shows in a cell.

    Takes the options of `run`. Raises what the function raised, so that an example that fails does not hide it.
    """
    from .lab import Lab

    the_run = Run(namespace=getattr(inspect.unwrap(fn), "__globals__", None), **options)
    result = the_run.execute(fn, Lab(the_run), *args)
    if result.printed:
        print(result.printed, end="")
    if result.outcome == "raised" and result.exception is not None:
        raise result.exception
    return result


def run(
    fn: Callable[..., Any],
    *args: Any,
    timeout: float = 5.0,
    clock: Clock = "virtual",
    blocking: BlockingPolicy = "raise",
    max_ticks: int = 50_000,
    **kw: Any,
) -> Result:
    """Run `fn` in a worker thread on a fresh loop and tell what it came to, never raising what it raises.

    timeout: real seconds after which it is ended. clock: ``"virtual"`` (time passes only when there is
    nothing to do; a deadlock is told at once) or ``"real"`` (for a peer that lives outside the loop).
    blocking: what happens at a call that stops the loop: ``"raise"`` ends it there, ``"record"`` writes it
    down, ``"allow"`` looks away. max_ticks: iterations of the loop after which it counts as endless.

    Hazards: standard output and error of the whole process are captured meanwhile, and `time`'s functions are
    patched (for the run's own threads). Two runs at the same time in one process are not supported.
    """
    namespace = getattr(inspect.unwrap(fn), "__globals__", None)
    return Run(
        timeout=timeout, clock=clock, blocking=blocking, max_ticks=max_ticks, namespace=namespace
    ).execute(fn, *args, **kw)
