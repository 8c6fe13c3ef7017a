"""Waiting for threads that have done their job and not yet let go of what it gave.

A worker tells its result and drops it a moment later. Until then it holds, say, a coroutine that nobody awaited, which
is only told of when it is dropped: whether a verdict saw it would depend on how fast a thread was.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from types import FrameType

from .patience import wants_a_processor
from .realtime import monotonic, pause
from .threads import is_asleep, is_file, waits_for_others

LONGEST = 0.25
"""Real seconds that are waited at most, without those in which the thread got no processor."""
LOOK = 0.0005
_MACHINERY = (
    "/threading.py",
    "/queue.py",
    "/concurrent/futures/_base.py",
    "/concurrent/futures/thread.py",
    "/asyncio/base_events.py",
    "/asyncio/futures.py",
    "/asyncio/selector_events.py",
    "/asyncaula/checks/clock.py",
    "/anyio/_backends/_asyncio.py",
)


def let_finish(threads: Iterable[threading.Thread]) -> None:
    """Come back when none of these threads is on its way from a job that is over to its next one."""
    for thread in threads:
        spent = 0.0
        while spent < LONGEST and is_finishing(sys._current_frames().get(thread.ident or -1)):
            task, began = Path("/proc/self/task", str(thread.native_id)), monotonic()
            pause(LOOK)
            if not wants_a_processor(task):
                spent += monotonic() - began


def is_finishing(frame: FrameType | None) -> bool:
    """Whether a worker, told from its innermost frame, runs nobody's job and does not wait for one either."""
    if frame is None or is_asleep(frame) or waits_for_others(frame):
        return False
    while frame is not None:
        if not is_file(frame, _MACHINERY):
            return False
        frame = frame.f_back
    return True
