"""Waiting for an event as long as somebody could have set it, on a machine that may have much else to do."""

from __future__ import annotations

import threading
from pathlib import Path
from time import process_time

from .realtime import monotonic

SLICE = 0.05
"""Real seconds between two looks."""
STARVED = 0.2
"""The part of a slice that a process which is let run uses at least, where one of its threads wants to."""


def wait_patiently(event: threading.Event, seconds: float, thread: threading.Thread) -> bool:
    """Wait for an event that `thread` is to set, and give whether it was.

    Of the real seconds only those count in which the thread could go on: not those in which the whole process
    stood still, nor (told from Linux's ``/proc``) those in which the thread wanted a processor and got none.
    """
    task = Path("/proc/self/task", str(thread.native_id))
    spent = 0.0
    while spent < seconds:
        began, used = monotonic(), process_time()
        if event.wait(min(SLICE, seconds - spent)):
            return True
        elapsed = monotonic() - began
        if process_time() - used < STARVED * elapsed and wants_a_processor(task):
            continue
        spent += min(elapsed, 2 * SLICE)
    return event.is_set()


def wants_a_processor(task: Path) -> bool:
    """Whether a thread, told by its folder in Linux's ``/proc``, runs, or waits for a processor or a disk.

    False where it is not shown, or has ended.
    """
    try:
        return (task / "stat").read_text(errors="replace").rpartition(")")[2].split()[0] in "RD"
    except (OSError, IndexError):
        return False
