"""What a run's other threads are doing: whether one of them may still wake a loop by itself.

A thread that waits for a task of an executor, for another thread, or for a lock without a time-out does
nothing until somebody else moves. Told from its innermost frame, without touching it.
"""

from __future__ import annotations

import sys
import threading
from enum import IntEnum
from types import FrameType
from typing import Any


class Activity(IntEnum):
    """What the threads that a run has started are up to."""

    NONE = 0
    """There are none."""
    WAITING = 1
    """All of them wait for somebody else."""
    BUSY = 2
    """At least one may do something by itself."""


def executor_workers() -> set[int]:
    """Give the idents of the threads that belong to an executor (`concurrent.futures.ThreadPoolExecutor`)."""
    return {ident for ident, frame in sys._current_frames().items() if _worker_frame(frame) is not None}


def activity(before: set[int | None], workers: set[int]) -> Activity:
    """Tell what all threads but the calling one and those of `before` are doing.

    An executor outlives a run: those of `before` that are `workers` count as well, while they have a job.
    """
    here = threading.get_ident()
    ours = before - _busy(workers) if workers else before
    others = [t for t in threading.enumerate() if t.ident not in ours and t.ident != here]
    if not others:
        return Activity.NONE
    frames = sys._current_frames()
    if all(_waits_for_others(frames.get(t.ident or -1)) for t in others):
        return Activity.WAITING
    return Activity.BUSY


def _worker_frame(frame: FrameType | None) -> FrameType | None:
    """Find the frame of an executor's worker in a stack."""
    while frame is not None:
        if frame.f_code.co_name == "_worker" and _is_file(frame, "concurrent/futures/thread.py"):
            return frame
        frame = frame.f_back
    return None


def _busy(workers: set[int]) -> set[int]:
    """Give those of an executor's threads that have a job in hand or in their queue."""
    frames = sys._current_frames()
    found = {ident: frame for ident in workers if (frame := _worker_frame(frames.get(ident))) is not None}
    return {ident for ident, frame in found.items() if frame is not frames[ident] or not _has_no_job(frame)}


def _has_no_job(worker: FrameType) -> bool:
    queue = worker.f_locals.get("work_queue")
    return worker.f_locals.get("work_item") is None and (queue is None or queue.empty())


def _is_file(frame: FrameType, path: str) -> bool:
    return frame.f_code.co_filename.replace("\\", "/").endswith(path)


def _waits_for_others(frame: FrameType | None) -> bool:
    if frame is None:
        return True
    name, values = frame.f_code.co_name, frame.f_locals
    if name == "_worker" and _is_file(frame, "concurrent/futures/thread.py"):
        return _has_no_job(frame)
    if not _is_file(frame, "/threading.py") or values.get("timeout") not in (None, -1):
        return False
    if name == "wait":  # Condition.wait: somebody else has to release the waiter
        waiter = values.get("waiter")
        return waiter is not None and waiter.locked()
    if name in ("join", "_wait_for_tstate_lock"):
        return not _is_over(values.get("self"))
    return False


def _is_over(thread: Any) -> bool:
    """Whether a thread has ended; reads 3.12's lock without taking it, which `is_alive` would do."""
    if hasattr(thread, "_tstate_lock"):
        lock = thread._tstate_lock
        return lock is None or not lock.locked()
    return not thread.is_alive()
