"""Worker processes of a grading run: long-lived, spawned, and gone when their parent is."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor

from ..importing import uncollected
from .forking import known

_PR_SET_PDEATHSIG = 1


def usual_workers() -> int:
    """Give how many submissions are graded at once: half as many again as there are cores.

    A worker waits a quarter of its time, for a sandbox, a kernel, or what a learner's code waits for.
    """
    cores = os.cpu_count() or 1
    return cores + (cores + 1) // 2


def local_executor(workers: int, scratch: str | None = None) -> ProcessPoolExecutor:
    """Give a pool of that many processes on this machine.

    They are spawned, not forked, so that none of them inherits a thread, a lock or an open gradebook. They
    make their temporary files in `scratch`, fork from the processes that this one has to fork from, leave
    Ctrl-C to their parent, and on Linux the kernel kills them when it dies.
    """
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(
        workers,
        mp_context=context,
        initializer=_begin,
        initargs=(scratch, os.getpid(), known.lent()),
    )


def kill_workers() -> None:
    """End every process that this one has started through `multiprocessing`, now."""
    for process in multiprocessing.active_children():
        with contextlib.suppress(OSError, ValueError):
            process.kill()


def _begin(scratch: str | None, parent: int, lent: Mapping[known.Kind, socket.socket]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died before it could be asked
            os._exit(1)
    tempfile.tempdir = scratch
    known.borrow(lent)
    with uncollected():
        from . import engines, worker  # noqa: F401 (what is slow to import is imported before the first job)
    gc.freeze()  # it is there to the end: no later collection has to look at it
    engines.share_engines()
