"""A queue that counts, and takes part in `Turns`."""

from __future__ import annotations

import queue
from typing import Any

from .actor import current_actor
from .locks import TracedCondition, TracedLock
from .steps import Step, StepKind


class TracedQueue(queue.Queue[Any]):
    """A `queue.Queue` whose waiting takes part in `Turns`, so that a missing sentinel is a deadlock told at
    once.

    puts, gets, task_dones: how often each was done. balance: items taken that nobody called ``task_done``
    for; unfinished: items put that nobody called it for; too_many: calls of it beyond that (they raise
    ValueError as ever). most: the largest number of items it held. log: the steps on it.
    """

    def __init__(self, maxsize: int = 0, name: str = "cola") -> None:
        super().__init__(maxsize)
        self.name = name
        self.log: list[Step] = []
        self.puts = self.gets = self.task_dones = self.too_many = self.most = 0
        lock: Any = TracedLock(f"candado de {name}")
        not_empty: Any = TracedCondition(lock, f"get de {name}")
        not_full: Any = TracedCondition(lock, f"put de {name}")
        all_done: Any = TracedCondition(lock, f"join de {name}")
        self.mutex, self.not_empty, self.not_full, self.all_tasks_done = lock, not_empty, not_full, all_done

    @property
    def balance(self) -> int:
        """Items taken for which `task_done` has not been called."""
        return self.gets - self.task_dones

    @property
    def unfinished(self) -> int:
        """Items put for which `task_done` has not been called."""
        return self.unfinished_tasks

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Put an item; as `queue.Queue.put`, the time-out being virtual inside `Turns.run`."""
        if block and timeout is not None and self.maxsize > 0 and current_actor() is not None:
            if timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            with self.mutex:
                self.not_full.wait_for(lambda: self._qsize() < self.maxsize, timeout)
            block, timeout = False, None
        super().put(item, block, timeout)

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take an item; as `queue.Queue.get`, the time-out being virtual inside `Turns.run`."""
        if block and timeout is not None and current_actor() is not None:
            if timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            with self.not_empty:
                self.not_empty.wait_for(self._qsize, timeout)
            block, timeout = False, None
        return super().get(block, timeout)

    def task_done(self) -> None:
        """Tell that an item that was taken is finished."""
        try:
            super().task_done()
        except ValueError:
            self.too_many += 1
            raise
        self.task_dones += 1
        self._note("task_done")

    def _put(self, item: Any) -> None:
        super()._put(item)
        self.puts += 1
        self.most = max(self.most, self._qsize())
        self._note("put", item)

    def _get(self) -> Any:
        item = super()._get()
        self.gets += 1
        self._note("get", item)
        return item

    def _note(self, kind: StepKind, item: Any = None) -> None:
        actor = current_actor()
        if actor is not None:
            self.log.append(actor.turns.note(kind, self.name, item))
