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


def activity(before: set[int | None]) -> Activity:
    """Tell what all threads but the calling one and those of `before` are doing."""
    here = threading.get_ident()
    others = [t for t in threading.enumerate() if t.ident not in before and t.ident != here]
    if not others:
        return Activity.NONE
    frames = sys._current_frames()
    if all(_waits_for_others(frames.get(t.ident or -1)) for t in others):
        return Activity.WAITING
    return Activity.BUSY


def _waits_for_others(frame: FrameType | None) -> bool:
    if frame is None:
        return True
    file, name = frame.f_code.co_filename.replace("\\", "/"), frame.f_code.co_name
    values = frame.f_locals
    if name == "_worker" and file.endswith("concurrent/futures/thread.py"):
        queue = values.get("work_queue")
        return queue is None or queue.empty()
    if not file.endswith("/threading.py") or values.get("timeout") not in (None, -1):
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
