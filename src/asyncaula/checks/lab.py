"""The laboratory: what a scenario is given to work with. Everything it sees is recorded in the run's timeline."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import random
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any
from unittest import mock

from .clock import Deadlock, Ended, Endless, running_loop
from .encoding import SeenError, see_error
from .locate import of_error
from .realtime import sleep

if TYPE_CHECKING:
    from .asgi import AsgiClient
    from .children import AtRest, Children
    from .interleaving import Interleaved, SteppedExecutor
    from .runner import Run
    from .serving import Served

RESTLESS_SECONDS = 0.2
THREAD_STEPS = 2_000
THREAD_SECONDS = 4.0
_ENDINGS: dict[str, type[Ended]] = {"deadlock": Deadlock, "endless": Endless, "timeout": Ended}
Factory = Callable[[], Awaitable[Any]]


class Job:
    """A factory of instrumented coroutines: each call gives a new one that works for a while and returns.

    `calls` counts the coroutines made. Each coroutine writes ``start`` and then ``end``, ``fail`` or
    ``cancel`` to the timeline, with the task it ran in.
    """

    def __init__(
        self,
        run: Run,
        name: str,
        seconds: float | None,
        value: Any,
        error: BaseException | None,
        cleanup: float,
    ) -> None:
        self.name, self.calls = name, 0
        self._run, self._seconds, self._value = run, seconds, value
        self._error, self._cleanup = error, cleanup

    def __call__(self) -> Coroutine[Any, Any, Any]:
        self.calls += 1
        return self._work()

    def __repr__(self) -> str:
        return f"<trabajo {self.name}>"

    async def _work(self) -> Any:
        note = self._run.recorder.note
        note("start", self.name)
        try:
            if self._seconds is None:
                await asyncio.get_running_loop().create_future()
            else:
                await asyncio.sleep(self._seconds)
            if self._error is not None:
                raise self._error
        except (asyncio.CancelledError, GeneratorExit) as exc:
            if self._cleanup and isinstance(exc, asyncio.CancelledError):
                await asyncio.sleep(self._cleanup)
            note("cancel", self.name)
            raise
        except BaseException as exc:
            note("fail", self.name, type(exc).__name__)
            raise
        note("end", self.name)
        return self._value


class Lab:
    """What a scenario's ``lab`` parameter is."""

    def __init__(self, run: Run, seed: int = 0) -> None:
        self._run = run
        self.seed = seed
        self.random = random.Random(seed)
        self._threads: list[int] = []
        self._loops: list[Any] = []

    # -- jobs and notes ------------------------------------------------------------------------------------

    def job(
        self,
        name: str,
        seconds: float | None = 1,
        *,
        value: Any = ...,
        error: BaseException | None = None,
        cleanup: float = 0,
    ) -> Job:
        """Give a factory of coroutines that take `seconds` and return `value` (their name, unless given).

        seconds: on the run's clock; None waits for ever. error: raised at the end instead of returning.
        cleanup: seconds that it goes on for after it was cancelled.
        """
        return Job(self._run, name, seconds, name if value is ... else value, error, cleanup)

    def jobs(self, seconds: Sequence[float]) -> list[Job]:
        """Give a job for each duration, named ``"0"``, ``"1"``… and returning its name."""
        return [self.job(str(i), s) for i, s in enumerate(seconds)]

    def mark(self, note: str, detail: Any = None) -> None:
        """Write a note into the timeline (`Result.marks`), with the time and the running task."""
        self._run.recorder.note("mark", note, detail)

    def put(self, name: str, value: Any) -> None:
        """Hand plain data over beside the scenario's value: it is in `Result.extra` under that name."""
        self._run.extra[name] = value

    @contextlib.contextmanager
    def counting(self, cls: type, *methods: str) -> Iterator[None]:
        """Count the calls of a class's methods inside: `Result.extra` has ``"Class.method": number``.

        Only calls made in a loop of a run count, so that the kernel's own do not. ``__init__`` counts the
        objects made. The numbers are there even where the run ends in between.
        """
        with contextlib.ExitStack() as patches:
            for method in methods:
                counted = self._counted(f"{cls.__name__}.{method}", getattr(cls, method))
                patches.enter_context(mock.patch.object(cls, method, counted))
            yield

    def _counted(self, key: str, original: Callable[..., Any]) -> Callable[..., Any]:
        self.put(key, self._run.extra.get(key, 0))

        @functools.wraps(original)
        def counted(*args: Any, **kw: Any) -> Any:
            if running_loop() is not None:
                self._run.extra[key] += 1
            return original(*args, **kw)

        return counted

    def now(self) -> float:
        """Give the seconds on the run's clock."""
        return self._run.now()

    def here(self) -> dict[str, Any]:
        """Tell where this is called: thread and loop (0 for the first one seen, 1…), task, process."""
        loop = asyncio._get_running_loop()
        if loop is not None and loop not in self._loops:
            self._loops.append(loop)
        ident = threading.get_ident()
        if ident not in self._threads:
            self._threads.append(ident)
        return {
            "thread": self._threads.index(ident),
            "loop": None if loop is None else self._loops.index(loop),
            "task": self._run.recorder.current_task(),
            "pid": os.getpid(),
        }

    def from_thread(self, fn: Callable[[], Any]) -> None:
        """Call ``fn()`` from another thread, as soon as the loop has nothing left to do but wait.

        So it is certain that only what wakes the loop (`call_soon_threadsafe`) is noticed by it. A loop that
        never rests is called after `RESTLESS_SECONDS` all the same.
        """
        clock = getattr(asyncio.get_running_loop(), "clock")  # noqa: B009

        def call() -> None:
            patience = int(RESTLESS_SECONDS / 0.0005)
            while not clock.idle and patience:
                patience -= 1
                sleep(0.0005)
            fn()

        threading.Thread(target=call, name="otro hilo", daemon=True).start()

    # -- threads -------------------------------------------------------------------------------------------

    def turns(
        self,
        *functions: Callable[[], Any],
        late: Sequence[Callable[[], Any]] = (),
        max_steps: int = THREAD_STEPS,
    ) -> Interleaved:
        """Run each function in a thread of its own, taking turns (`asyncaula.checks.interleaving.Turns`).

        The learner's locks, conditions, queues and `time.sleep` are probes meanwhile. What one of the functions
        raised is raised here; a deadlock, too many steps or the real-time limit ends the scenario, with that
        outcome. The result's picture, and ``Result.extra["turns"]``, are the steps of the latest call.
        """
        from .interleaving import Turns, substituted

        with substituted(self._run.namespace):
            seen = Turns(max_steps=max_steps).run(*functions, late=late, timeout=THREAD_SECONDS)
        self.put("turns", [(s.thread, s.kind, s.what, s.detail) for s in seen.steps])
        for exc in seen.exceptions:
            if isinstance(exc, Exception):
                raise exc
        if seen.outcome in _ENDINGS:
            self._run.note_waiting(tuple(w.place for w in seen.deadlock if w.place is not None))
            self.put("stuck", [(w.thread, w.what, w.held_by) for w in seen.deadlock])
            raise _ENDINGS[seen.outcome]
        return seen

    def executor(self, order: Sequence[int] = (), busy: Sequence[int] = ()) -> SteppedExecutor:
        """Give a `SteppedExecutor`; its steps are the result's picture and ``Result.extra["turns"]``."""
        from .interleaving import SteppedExecutor

        made = SteppedExecutor(order, busy)
        self.put("turns", made.steps)
        return made

    # -- child processes -----------------------------------------------------------------------------------

    def children(
        self, *, at_rest: AtRest = None, limit: float = 5.0, deaf_to: Sequence[str] = ()
    ) -> Children:
        """Watch the child processes that are started inside, and leave none of them behind.

        See `asyncaula.checks.children.Children` for what the result then tells, and for the parameters.
        """
        from .children import Children

        return Children(self._run, at_rest=at_rest, limit=limit, deaf_to=tuple(deaf_to))

    # -- driving the learner's code ------------------------------------------------------------------------

    async def attempt(self, fn: Factory) -> dict[str, Any]:
        """Await ``fn()`` and give how it ended: ``{"state": "returned", "value": …}`` or
        ``{"state": "raised" | "cancelled", "error": …}``."""
        task = asyncio.ensure_future(fn())
        await asyncio.wait([task])
        return self._state(task)

    async def cancel_at(self, fn: Factory, seconds: float, grace: float = 3600) -> dict[str, Any]:
        """Start ``fn()``, cancel it after `seconds`, and give how it took it, within `grace` seconds.

        ``state`` is ``"cancelled"``, ``"returned"`` or ``"raised"`` (it swallowed the cancellation, or turned it
        into something else), ``"running"`` (still going when the grace was over) or ``"early"`` (done before it
        could be cancelled); ``after`` tells how many seconds it took from the request to the end.
        """
        task = asyncio.ensure_future(fn())
        await asyncio.wait([task], timeout=seconds)
        if task.done():
            return {**self._state(task), "state": "early"}
        asked = self.now()
        task.cancel()
        await asyncio.wait([task], timeout=grace)
        if not task.done():
            return {"state": "running", "after": grace}
        return {**self._state(task), "after": round(self.now() - asked, 6)}

    @staticmethod
    def _state(task: asyncio.Future[Any]) -> dict[str, Any]:
        if task.cancelled():
            return {"state": "cancelled", "error": SeenError("CancelledError", ("BaseException",))}
        error = task.exception()
        if error is not None:
            return {"state": "raised", "error": see_error(error, of_error)}
        return {"state": "returned", "value": task.result()}

    # -- servers -------------------------------------------------------------------------------------------

    def serve(self, app: Any, **options: Any) -> AbstractContextManager[Served]:
        """Serve an ASGI app by a real Uvicorn (`asyncaula.checks.serving.serve`); for ``clock="real"``."""
        from .serving import serve

        return serve(app, **options)

    def asgi(self, app: Any, **options: Any) -> AsgiClient:
        """Drive an ASGI app by hand, every message checked (`asyncaula.checks.asgi.AsgiClient`)."""
        from .asgi import AsgiClient

        return AsgiClient(app, **options)
