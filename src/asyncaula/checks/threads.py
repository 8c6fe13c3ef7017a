"""What a run's other threads are doing: whether one of them may still wake a loop by itself.

A thread that waits for a task of an executor, for another thread, or for a lock without a time-out does
nothing until somebody else moves. Told from its innermost frame, without touching it.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection
from enum import IntEnum
from types import FrameType
from typing import Any

from .submitted import has_not_begun


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


def activity(before: Collection[threading.Thread], workers: set[int]) -> Activity:
    """Tell what all threads but the calling one and those of `before` are doing.

    Threads are told apart by their objects: a new one often has the ident of one that has just ended. One that
    is being started counts as busy. An executor outlives a run: its threads of `before`, which are `workers`,
    count as well, while they have a job.
    """
    here = threading.get_ident()
    others = [t.ident for t in threading.enumerate() if t not in before and t.ident != here]
    if None in others:
        return Activity.BUSY
    if not others and not workers:
        return Activity.NONE
    frames = sys._current_frames()
    at_work = [ident for ident in workers if _has_job(frames.get(ident))]
    idle = [frames[ident] for ident in {*others, *workers} if ident in frames and _is_idle(frames[ident])]
    if _job_is_on_its_way(idle):
        return Activity.BUSY
    concerned = [*others, *at_work]
    if not concerned:
        return Activity.NONE
    if all(waits_for_others(frames.get(ident or -1)) for ident in concerned):
        return Activity.WAITING
    return Activity.BUSY


def _worker_frame(frame: FrameType | None) -> FrameType | None:
    """Find the frame of an executor's worker in a stack."""
    while frame is not None:
        if frame.f_code.co_name == "_worker" and is_file(frame, "concurrent/futures/thread.py"):
            return frame
        frame = frame.f_back
    return None


def _has_job(frame: FrameType | None) -> bool:
    return frame is not None and _worker_frame(frame) is not None and not _is_idle(frame)


def _is_idle(frame: FrameType) -> bool:
    """Whether this is the innermost frame of an executor's worker that has no job in hand or in its queue."""
    if _worker_frame(frame) is not frame:
        return False
    queue = frame.f_locals.get("work_queue")
    return frame.f_locals.get("work_item") is None and (queue is None or queue.empty())


def _job_is_on_its_way(idle: list[FrameType]) -> bool:
    """Whether one of these workers has taken a job from the queue and not yet put its name to it."""
    references = (frame.f_locals.get("executor_reference") for frame in idle)
    return has_not_begun([reference() for reference in references if callable(reference)])


def is_file(frame: FrameType, path: str | tuple[str, ...]) -> bool:
    """Whether a frame's code is of a file whose path ends so, or in one of these ways."""
    return frame.f_code.co_filename.replace("\\", "/").endswith(path)


def is_asleep(frame: FrameType | None) -> bool:
    """Whether a thread, told from its innermost frame, sleeps in `Condition.wait` and nobody has woken it.

    Events, queues, barriers and futures stand on it. Not the wait of `Thread.start`, which is over by itself.
    """
    if frame is None or frame.f_code.co_name != "wait" or not is_file(frame, "/threading.py"):
        return False
    # Who was woken has its waiter back in hand (locked again), but no longer in the condition's list.
    waiter, waiters = frame.f_locals.get("waiter"), getattr(frame.f_locals.get("self"), "_waiters", ())
    if waiter is None or not waiter.locked() or waiter not in tuple(waiters):
        return False
    caller = frame.f_back
    while caller is not None and is_file(caller, "/threading.py"):
        if caller.f_code.co_name == "start":
            return False
        caller = caller.f_back
    return True


def waits_for_others(frame: FrameType | None) -> bool:
    """Whether a thread, told from its innermost frame, does nothing until somebody else moves."""
    if frame is None:
        return True
    name, values = frame.f_code.co_name, frame.f_locals
    if name == "_worker" and is_file(frame, "concurrent/futures/thread.py"):
        return _is_idle(frame)
    if not is_file(frame, "/threading.py") or values.get("timeout") not in (None, -1):
        return False
    if name == "wait":  # Condition.wait: somebody else has to release the waiter
        return is_asleep(frame)
    if name in ("join", "_wait_for_tstate_lock"):
        return not _is_over(values.get("self"))
    return False


def _is_over(thread: Any) -> bool:
    """Whether a thread has ended; reads 3.12's lock without taking it, which `is_alive` would do."""
    if hasattr(thread, "_tstate_lock"):
        lock = thread._tstate_lock
        return lock is None or not lock.locked()
    return not thread.is_alive()
