"""What happened during a run, in order: the events of a timeline and the recorder that collects them."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

EventKind = Literal["start", "end", "cancel", "fail", "mark", "task", "task_end", "task_cancel", "task_fail"]
KINDS: tuple[str, ...] = get_args(EventKind)
MAX_EVENTS = 20_000
ROOT = "principal"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `at` is in seconds on the run's clock. ``start``, ``end``, ``cancel`` and ``fail`` are a laboratory
    job's life (`name` is the job's); ``task``, ``task_end``, ``task_cancel`` and ``task_fail`` that of a task
    of the learner's (`name` is the task's); ``mark`` is a note that a scenario wrote. `task` tells in
    which task it happened: ``"principal"`` is the scenario's own.
    """

    at: float
    kind: EventKind
    name: str
    task: str = ROOT
    detail: Any = None


class Recorder:
    """Collects events, from any thread, each with the time its clock shows. Keeps the first `MAX_EVENTS`.

    It holds no task alive: whether anybody does is something that checks ask about.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._events: list[Event] = []
        self._labels: weakref.WeakKeyDictionary[asyncio.Task[Any], str] = weakref.WeakKeyDictionary()
        self._births = 0
        self._renamed: dict[str, str] = {}
        self._closed = False

    def note(self, kind: EventKind, name: str, detail: Any = None, task: str | None = None) -> None:
        """Write an event down, in the running task's name unless another is given."""
        event = Event(self._now(), kind, name, task or self.current_task(), detail)
        with self._lock:
            if len(self._events) < MAX_EVENTS and not self._closed:
                self._events.append(event)

    def label(self, task: asyncio.Task[Any], name: str | None = None) -> str:
        """Give a task's stable name: the learner's own where one was given, else ``T1``, ``T2``… by birth."""
        with self._lock:
            known = self._labels.get(task)
            if known is None:
                if name is None:
                    self._births += 1
                known = self._labels[task] = name or f"T{self._births}"
            return self._own_name(task, known)

    def _own_name(self, task: asyncio.Task[Any], label: str) -> str:
        """Give the learner's name for a task. CPython 3.11 sets it only after the task was made."""
        own = task.get_name()
        if label != ROOT and not own.startswith("Task-"):
            self._renamed[label] = own
        return self._renamed.get(label, label)

    def current_task(self) -> str:
        """Give the stable name of the task that is running here, or the thread's name outside a loop."""
        try:
            task = asyncio.current_task()
        except RuntimeError:
            task = None
        return self.label(task) if task is not None else threading.current_thread().name

    def watch(self, task: asyncio.Task[Any]) -> None:
        """Record a task's birth now and its end when it comes."""
        self.note("task", self.label(task))
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        label = self.label(task)
        if task.cancelled():
            self.note("task_cancel", label, task=label)
        elif task._exception is not None:  # .exception() would mark it as retrieved
            self.note("task_fail", label, type(task._exception).__name__, task=label)
        else:
            self.note("task_end", label, task=label)

    def events(self) -> tuple[Event, ...]:
        """Give what was recorded so far, in order."""
        with self._lock:
            for task, label in list(self._labels.items()):
                self._own_name(task, label)
            return tuple(map(self._with_own_names, self._events))

    def _with_own_names(self, event: Event) -> Event:
        task = self._renamed.get(event.task, event.task)
        if not event.kind.startswith("task"):
            return event if task == event.task else replace(event, task=task)
        return replace(event, name=self._renamed.get(event.name, event.name), task=task)

    def close(self) -> None:
        """Record nothing more: what happens from now on is the run's own tear-down."""
        self._closed = True
