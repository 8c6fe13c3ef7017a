"""The real clocks, kept before anything patches them.

Everything in the checks that must measure or wait in real seconds imports from here, so that a
virtual clock, or a learner's own patch of `time`, never reaches it.
"""

import _thread
from time import monotonic, perf_counter, sleep

__all__ = ["monotonic", "pause", "perf_counter", "sleep"]


def pause(seconds: float) -> None:
    """Wait in real time, unseen by the guard against calls that block."""
    lock = _thread.allocate_lock()
    lock.acquire()
    lock.acquire(True, seconds)
