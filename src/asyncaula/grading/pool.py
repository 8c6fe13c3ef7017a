"""Worker processes of a grading run: long-lived, strangers to their parent's threads, and gone when it is."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import BaseContext

from .forking import known

PRELOADED = ("worker", "engines")
"""Modules that cost seconds to import."""
_PR_SET_PDEATHSIG = 1


def local_executor(workers: int | None = None, scratch: str | None = None) -> ProcessPoolExecutor:
    """Give a pool of processes on this machine, one for each core unless told otherwise.

    None of them inherits a thread, a lock or an open gradebook: on Linux they are forked from a process that has
    imported what a worker needs and nothing else, elsewhere they are spawned. They have this process's environment,
    make their temporary files in `scratch`, fork kernels and judges from the processes that this one has to fork
    from, leave Ctrl-C to their parent, and on Linux the kernel kills them when it dies.
    """
    return ProcessPoolExecutor(
        workers or os.cpu_count() or 1,
        mp_context=_context(),
        initializer=_begin,
        initargs=(scratch, dict(os.environ), known.lent()),
    )


def _context() -> BaseContext:
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.{name}" for name in PRELOADED])
    return context


def kill_workers() -> None:
    """End every process that this one has started through `multiprocessing`, now."""
    for process in multiprocessing.active_children():
        with contextlib.suppress(OSError, ValueError):
            process.kill()


def _begin(
    scratch: str | None, environment: Mapping[str, str], lent: Mapping[known.Kind, socket.socket]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":  # what it is forked from ends when this one's parent does
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        parent = multiprocessing.parent_process()
        if parent is None or not parent.is_alive():  # it died before it could be asked
            os._exit(1)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = scratch
    known.borrow(lent)
    from . import engines, worker  # noqa: F401 (where it was not forked, this is before the first job at least)

    engines.share_engines()
