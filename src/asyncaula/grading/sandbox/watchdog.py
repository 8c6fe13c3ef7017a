"""Ends a sandbox that goes over a limit which the operating system does not hold."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

from . import processes
from .limits import Limits, OverLimit
from .policy import HOME, SHARED, TEMPORARY
from .warm.client import Kernel

PERIOD = 0.1
"""Seconds between two looks, and so how far `memory` and `processes` can be overshot in time."""
_BESIDE_SOCKETS = 16
"""Files that may lie beside the sockets: the connection file, five sockets, and room for one restart."""
_BESIDE_SOCKETS_BYTES = 1_000_000


class Watchdog:
    """Looks after one sandbox from a thread of its own, until it ends or `stop` is called.

    `over` is the limit that it ended the sandbox for, and None as long as it did not.
    """

    def __init__(
        self,
        process: subprocess.Popen[bytes] | Kernel,
        limits: Limits,
        sockets: Path,
        log: logging.Logger | Any,
    ) -> None:
        self.over: OverLimit | None = None
        self._process, self._limits, self._sockets, self._log = process, limits, sockets, log
        self._began, self._held = time.monotonic(), processes.own_memory()
        self._stop, self._looking = threading.Event(), threading.Lock()
        self._thread = threading.Thread(target=self._run, name=f"watchdog {process.pid}", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop looking, and return once nothing more is done."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(PERIOD) and self._process.poll() is None and self.over is None:
            self.look()

    def look(self) -> None:
        """Look now, and end the sandbox where it is over a limit. It need not wait for the next look."""
        with self._looking:
            if self.over is None and (over := self._look()) is not None:
                self.over = over
                end(self._process)
                self._log.error("The sandbox was ended: %s", over)

    def _look(self) -> OverLimit | None:
        limits = self._limits
        elapsed = time.monotonic() - self._began
        if elapsed > limits.wall:
            return OverLimit("wall", elapsed, limits.wall)
        # bubblewrap's own processes, at most four, are not the learner's
        pids = processes.tree(self._process.pid, most=limits.processes + 5)
        if len(pids) >= limits.processes + 5:
            return OverLimit("processes", limits.processes + 1, limits.processes)
        held = processes.memory(pids, limits.memory)
        if held > limits.memory:
            return OverLimit("memory", held, limits.memory)
        taken = processes.own_memory() - self._held
        if taken > limits.messages:
            return OverLimit("messages", taken, limits.messages)
        return self._full(pids) or self._beside_sockets()

    def _full(self, pids: list[int]) -> OverLimit | None:
        """A file system of the sandbox that is full: what its programs write next fails anyhow."""
        for path in (HOME, TEMPORARY, SHARED):
            state = processes.seen_from_inside(pids, path)
            if state is None:
                continue
            if state.f_blocks and state.f_bfree * state.f_bsize < 4096:
                size = state.f_blocks * state.f_bsize
                return OverLimit("scratch" if path == HOME else "temporary", size, size)
            if state.f_files - state.f_ffree > self._limits.files:
                return OverLimit("files", state.f_files - state.f_ffree, self._limits.files)
        return None

    def _beside_sockets(self) -> OverLimit | None:
        """The one folder that is shared with this side. The kernel needs it to make its sockets in."""
        written = 0
        with contextlib.suppress(OSError), os.scandir(self._sockets) as entries:
            for number, entry in enumerate(entries):
                with contextlib.suppress(OSError):
                    written += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False) or number >= _BESIDE_SOCKETS:
                        written += _BESIDE_SOCKETS_BYTES + 1
                if written > _BESIDE_SOCKETS_BYTES:
                    break
        if written > _BESIDE_SOCKETS_BYTES:
            return OverLimit("sockets", written, _BESIDE_SOCKETS_BYTES)
        return None


def end(process: subprocess.Popen[bytes] | Kernel) -> None:
    """End a sandbox now: with bubblewrap goes its namespace's first process, and with that all others."""
    if isinstance(process, Kernel):
        process.kill()
        return
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)  # started as the leader of a session
    with contextlib.suppress(OSError):
        process.kill()
