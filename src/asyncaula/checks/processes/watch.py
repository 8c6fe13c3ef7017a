"""Looking on while code uses processes: what it starts, waits for and leaves, told in program order."""

from __future__ import annotations

import contextlib
import os
import queue
import runpy
import select
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent import futures
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import connection, pool, queues
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from unittest import mock

from .. import locate
from ..child.stillness import Stillness, stillness
from .inside import Noted
from .start_method import default_to
from .value import TracedValue

CPUS = 5
"""As many processors does the code find, so that a pool without a size is told from one with the size asked."""
_LOOK_SECONDS = 0.05
_STILL_LOOKS, _BLIND_LOOKS = 3, 60
"""After how many looks in a row a process that did nothing in between never will; the second where one cannot see."""
_SHORT_SECONDS = 1.0


class QueueNotDrained(BaseException):
    """A process is joined that cannot end: what it put in a queue does not fit, and nobody takes it out."""


class NobodyPuts(BaseException):
    """Something is awaited from a queue, it is empty, and all processes that could have put it have ended."""


class _Refused(BaseException):
    """A process was to be started where none may be."""


class Watch:
    """What is seen. `report` is plain data, complete when the watch is over.

    started: processes that were started, a manager's own aside; own: those of them that the code started
    itself and no pool. at_import: those that importing the file alone would start. ran_in: in how many of
    them code of the learner's file ran; locks: whether it took locks of its own there. threads: what was
    given to threads instead. sizes: of the pools, as asked for. open_pools: pools that nobody has shut down
    and waited for; uncollected: processes of no pool whose end nobody waited for. looked: whether a queue was
    asked if it is empty while processes might still put. steps: ``(what, number)`` of start, join, submit and
    result, in program order. errors: of processes of no pool that ended with one, as ``TYPE: message``.
    """

    def __init__(self, file: str, value: TracedValue | None) -> None:
        self.file, self.value = file, value
        self.report: dict[str, Any] = {
            "started": 0, "own": 0, "at_import": 0, "ran_in": 0, "locks": False, "threads": 0, "sizes": [],
            "open_pools": 0, "uncollected": 0, "looked": False, "steps": [],
            "errors": [],
        }  # fmt: skip
        self._home = os.getpid()
        self._refuse = False
        self._folder = ""
        self._processes: list[BaseProcess] = []
        self._own: list[BaseProcess] = []
        self._pools: dict[int, tuple[Any, bool]] = {}
        self._results: dict[int, tuple[Any, int]] = {}
        self._writers: list[Any] = []
        self._queues: list[Any] = []
        self._lied: set[int] = set()
        self._threads = 0

    def import_alone(self) -> None:
        """Import the file once more and count what that alone starts; nothing really is started."""
        self._refuse = True
        try:
            runpy.run_path(self.file, run_name=Path(self.file).stem)
        except BaseException:  # what it raises there is found by importing it for real
            pass
        finally:
            self._refuse = False

    # -- what is put in the place of the library's ---------------------------------------------------------

    def patches(self) -> list[tuple[Any, str, Any]]:
        """Give (owner, name, replacement) of everything that is looked at."""
        plan: list[tuple[Any, str, Callable[[Any], Any]]] = [
            (BaseProcess, "start", self._start),
            (BaseProcess, "join", self._join),
            (ProcessPoolExecutor, "__init__", self._pool_made("_max_workers")),
            (ProcessPoolExecutor, "submit", self._submit),
            (ProcessPoolExecutor, "shutdown", self._pool_shut),
            (ThreadPoolExecutor, "submit", self._thread),
            (threading.Thread, "start", self._thread),
            (pool.Pool, "__init__", self._pool_made("_processes")),
            (pool.Pool, "apply_async", self._submit),
            (pool.Pool, "terminate", self._pool_shut),
            (pool.Pool, "join", self._pool_shut),
            (pool.Pool, "imap_unordered", self._unordered),
            (pool.ApplyResult, "get", self._result),
            (Future, "result", self._result),
            (Future, "exception", self._result),
            (queues.Queue, "__init__", self._queue_made),
            (queues.SimpleQueue, "__init__", self._queue_made),
            (queues.Queue, "get", self._get),
            (queues.SimpleQueue, "get", self._get_simple),
            (queues.Queue, "empty", self._looked_at(True)),
            (queues.Queue, "qsize", self._looked_at(0)),
            (connection, "Pipe", self._pipe),
        ]
        put = [(owner, name, make(getattr(owner, name))) for owner, name, make in plan]
        put += [(os, name, lambda: CPUS) for name in ("cpu_count", "process_cpu_count") if hasattr(os, name)]
        module = sys.modules.get(Path(self.file).stem)
        completed = self._as_completed(futures.as_completed)
        put += [
            (owner, name, completed)
            for owner in (futures, module)
            for name, value in list(vars(owner).items() if owner else ())
            if value is futures.as_completed
        ]
        return put

    def _at_home(self) -> bool:
        return os.getpid() == self._home

    def _note(self, what: str, number: int) -> None:
        self.report["steps"].append((what, number))

    def _start(self, original: Any) -> Any:
        def start(process: BaseProcess) -> Any:
            target = getattr(process, "_target", None)
            if not self._at_home() or getattr(target, "__name__", "") == "_run_server":
                return original(process)
            if self._refuse:
                self.report["at_import"] += 1
                raise _Refused
            self.report["started"] += 1
            self._processes.append(process)
            if locate.is_learners(sys._getframe(1).f_code):
                self._own.append(process)
                self.report["own"] += 1
            self._note("start", len(self._processes))
            process.run = Noted(process.run, Path(self.file).name, self._folder)  # type: ignore[method-assign]
            try:
                return original(process)
            finally:
                del process.run

        return start

    def _join(self, original: Any) -> Any:
        def join(process: BaseProcess, timeout: float | None = None) -> Any:
            if process not in self._own or not self._at_home():
                return original(process, timeout)
            self._note("join", self._processes.index(process) + 1)
            parties = self.value._barrier.parties if self.value is not None and self.value._barrier else 0
            if self.value is not None and len(self._processes) != parties:
                self.value.stop_meeting()
            before: Stillness | None = None
            still, enough = 0, _STILL_LOOKS
            while timeout is None and still < enough:
                original(process, _LOOK_SECONDS)
                if process.exitcode is not None:
                    return None
                now = stillness(process.pid or 0) if self._nobody_reads() else None
                still = still + 1 if now is not None and now == before else 0
                before, enough = now, _STILL_LOOKS if now else _BLIND_LOOKS
            if timeout is None:
                for each in self._own:
                    each.kill()
                raise QueueNotDrained
            return original(process, timeout)

        return join

    def _nobody_reads(self) -> bool:
        """Whether a queue or pipe is full, and this process has no other thread that could empty it."""
        return (self._alone() and any(map(_is_full, self._writers))) or any(q.full() for q in self._queues)

    def _alone(self) -> bool:
        """Whether this process has no thread of the code's own; what feeds a queue reads none and ends."""
        return sum(t.name != "QueueFeederThread" for t in threading.enumerate()) <= self._threads

    def _wait_for_something(self, made: Any) -> None:
        """Wait until there is something in a queue, unless all that could put are gone."""
        while not made._reader.poll(_LOOK_SECONDS):
            if not self._own or self._pools or not self._alone():
                continue
            if len(connection.wait([p.sentinel for p in self._own], 0)) == len(self._own):
                if made._reader.poll(0):
                    return
                raise NobodyPuts

    def _pool_made(self, size: str) -> Any:
        def make(original: Any) -> Any:
            def init(made: Any, *args: Any, **kw: Any) -> Any:
                if self._refuse:
                    self.report["at_import"] += 1
                    raise _Refused
                if isinstance(made, pool.ThreadPool):
                    self.report["threads"] += 1
                    return original(made, *args, **kw)
                self._pools[id(made)] = (made, False)
                original(made, *args, **kw)
                self.report["sizes"].append(getattr(made, size))
                return None

            return init

        return make

    def _pool_shut(self, original: Any) -> Any:
        def shut(made: Any, *args: Any, **kw: Any) -> Any:
            if id(made) in self._pools and (args[0] if args else kw.get("wait", True)):
                self._pools[id(made)] = (made, True)
            return original(made, *args, **kw)

        return shut

    def _submit(self, original: Any) -> Any:
        def submit(made: Any, *args: Any, **kw: Any) -> Any:
            handed = original(made, *args, **kw)
            if self._at_home() and id(made) in self._pools:
                self._results[id(handed)] = (handed, len(self._results) + 1)
                self._note("submit", len(self._results))
            return handed

        return submit

    def _result(self, original: Any) -> Any:
        def result(handed: Any, *args: Any, **kw: Any) -> Any:
            if self._at_home() and id(handed) in self._results:
                self._note("result", self._results[id(handed)][1])
            return original(handed, *args, **kw)

        return result

    def _thread(self, original: Any) -> Any:
        def given(made: Any, *args: Any, **kw: Any) -> Any:
            if isinstance(made, ThreadPoolExecutor) or locate.is_learners(sys._getframe(1).f_code):
                self.report["threads"] += 1
            return original(made, *args, **kw)

        return given

    def _as_completed(self, original: Any) -> Any:
        """The last one first: an order in which they may complete, and never that of submission."""

        def as_completed(fs: Any, timeout: float | None = None) -> Iterator[Any]:
            wanted = list(fs)
            done = set(original(wanted, timeout))
            yield from (f for f in reversed(wanted) if f in done)

        return as_completed

    def _unordered(self, _: Any) -> Any:
        def imap_unordered(made: Any, *args: Any, **kw: Any) -> Iterator[Any]:
            return iter(list(made.imap(*args, **kw))[::-1])

        return imap_unordered

    def _queue_made(self, original: Any) -> Any:
        def init(made: Any, *args: Any, **kw: Any) -> None:
            original(made, *args, **kw)
            if not locate.is_learners(sys._getframe(2).f_code):
                return
            self._writers.append(made._writer)
            if isinstance(made, queues.Queue):
                self._queues.append(made)

        return init

    def _pipe(self, original: Any) -> Any:
        def pipe(*args: Any, **kw: Any) -> Any:
            ends = original(*args, **kw)
            if locate.is_learners(sys._getframe(2).f_code):
                self._writers += [end for end in ends if end.writable]
            return ends

        return pipe

    def _looked_at(self, worst: Any) -> Any:
        """A queue asked for the first time while processes may still put says the worst that may be true."""

        def make(original: Any) -> Any:
            def look(made: Any) -> Any:
                return worst if self._lies(made) else original(made)

            return look

        return make

    def _get(self, original: Any) -> Any:
        def get(made: Any, block: bool = True, timeout: float | None = None) -> Any:
            impatient = not block or (timeout is not None and timeout < _SHORT_SECONDS)
            if impatient and self._lies(made):
                raise queue.Empty
            if block and timeout is None and self._at_home():
                self._wait_for_something(made)
            return original(made, block, timeout)

        return get

    def _get_simple(self, original: Any) -> Any:
        def get(made: Any) -> Any:
            if self._at_home() and locate.is_learners(sys._getframe(1).f_code):
                self._wait_for_something(made)
            return original(made)

        return get

    def _lies(self, made: Any) -> bool:
        if not self._at_home() or id(made) in self._lied or not any(map(_is_open, self._own)):
            return False
        self._lied.add(id(made))
        self.report["looked"] = True
        return True

    # -- the end -------------------------------------------------------------------------------------------

    def begin(self, folder: str) -> None:
        """Be ready to see; `folder` is for the processes' notes."""
        self._folder, self._threads = folder, threading.active_count()

    def finish(self) -> None:
        """Complete the report and end what is left."""
        report = self.report
        report["open_pools"] = sum(not shut for _, shut in self._pools.values())
        left = [process for process in self._own if _is_open(process)]
        report["uncollected"] = len(left)
        notes = [note.read_text(encoding="utf-8") for note in Path(self._folder).iterdir()]
        report["ran_in"] = sum("ran " in note for note in notes)
        lines = [line for note in notes for line in note.splitlines()]
        report["errors"] = [line.removeprefix("error ") for line in lines if line.startswith("error ")]
        report["locks"] = any("lock\n" in note for note in notes)
        for made, shut in self._pools.values():
            if not shut:
                _end_pool(made)
        for process in left:
            process.kill()


def _is_open(process: BaseProcess) -> bool:
    """Whether nobody has taken note of a process' end yet."""
    popen = getattr(process, "_popen", None)
    return popen is not None and popen.returncode is None


def _is_full(writer: Any) -> bool:
    try:
        return not select.select([], [writer], [], 0)[1]
    except (OSError, ValueError):  # closed, or a system that cannot tell
        return False


def _end_pool(made: Any) -> None:
    if isinstance(made, ProcessPoolExecutor):
        for process in list((getattr(made, "_processes", None) or {}).values()):
            process.kill()
    else:
        made.terminate()


@contextlib.contextmanager
def watched(file: str, *, method: str, value: TracedValue | None = None) -> Iterator[Watch]:
    """Look on at what the learner's `file`, which is imported, does with processes inside.

    method: the start method that it finds; the system's own where there is no such. value: what the processes share.
    What may happen and seldom does is made to happen: `as_completed` and `imap_unordered` give the last
    first, and a queue that is looked at without waiting while processes may still put says that it is empty.
    A join that cannot end because a queue is full raises `QueueNotDrained`, and a queue's `get` that nobody is
    left to answer `NobodyPuts`. For a process of its own that
    ends afterwards (``@scenario(module=…, clock="real")``).
    """
    default_to(method)
    watch = Watch(file, value)
    with tempfile.TemporaryDirectory(prefix="asyncaula-") as folder, contextlib.ExitStack() as patches:
        watch.begin(folder)
        for owner, name, replacement in watch.patches():
            patches.enter_context(mock.patch.object(owner, name, replacement))
        watch.import_alone()
        try:
            yield watch
        finally:
            watch.finish()
