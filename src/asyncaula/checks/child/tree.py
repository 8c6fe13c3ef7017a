"""A process and all that it starts: told apart from the rest, counted, and ended together.

What each system can do: Linux finds descendants by session and by a mark in their environment (which also
finds those that made a session of their own), other POSIX systems by process group, Windows asks
``taskkill`` for the tree while its root lives and cannot tell who outlived it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

from ..environ_of import environment_of
from ..realtime import monotonic, sleep
from .stillness import Stillness, stillness

MARK = "ASYNCAULA_CHILD"
_PROC = Path("/proc")
_HELPERS = (b"multiprocessing.resource_tracker", b"multiprocessing.forkserver")
_STEP = 0.005
_REAP_SECONDS = 1.0


def wait_unreaped(pid: int) -> None:
    """Wait for a child's end without collecting it; NotImplementedError on Windows and macOS before 3.13."""
    if sys.platform == "win32" or not hasattr(os, "waitid"):
        raise NotImplementedError
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


class ProcessTree:
    """One child and its descendants."""

    def __init__(self) -> None:
        self.mark = uuid.uuid4().hex
        self.process: subprocess.Popen[bytes] | None = None
        self.own_group = hasattr(os, "killpg") and hasattr(os, "setsid")

    def start(self, command: list[str], *, env: dict[str, str], cwd: str | None) -> subprocess.Popen[bytes]:
        """Start the root in a session of its own (on Windows: a process group), its three streams piped."""
        options: dict[str, Any] = {"start_new_session": True} if self.own_group else {}
        if sys.platform == "win32":
            options["creationflags"] = subprocess.CREATE_NEW_PROCESS_GROUP
        self.process = subprocess.Popen(
            command,
            env={**env, MARK: self.mark},
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )
        return self.process

    def descendants(self) -> list[int] | None:
        """Give the living processes that belong to it without its root; None where the system cannot tell."""
        assert self.process is not None
        if not self.own_group:
            return None
        if not (_PROC / "self" / "stat").exists():
            return _group_members(self.process.pid)
        return [pid for pid in _pids() if pid != self.process.pid and self._owns(pid)]

    def stillness(self) -> Stillness | None:
        """Tell how often each thread of all its processes has gone to sleep, or None while one runs or could.

        The same answer again: in between none did anything. Empty where the system cannot tell.
        """
        assert self.process is not None
        ended = self.process.returncode is not None
        found = ((str(self.process.pid), "ended"),) if ended else stillness(self.process.pid)
        for pid in (self.descendants() if found else None) or ():
            its = stillness(pid)
            if its is None or found is None:
                return None
            found += its
        return found

    def outlived(self, settle: float) -> int | None:
        """Give how many outlive the root, once those that are about to end have had up to `settle` seconds.

        `multiprocessing`'s own helper processes, which end when they notice that the root is gone, do not
        count.
        """
        until = monotonic() + settle
        while True:
            found = self.descendants()
            if found is None:
                return None
            found = [pid for pid in found if not _is_helper(pid)]
            if not found or monotonic() >= until:
                return len(found)
            sleep(_STEP)

    def kill(self) -> None:
        """End every process of the tree, now and without asking."""
        process = self.process
        assert process is not None
        if sys.platform == "win32" or not self.own_group:
            _kill_by_taskkill(process)
            return
        until = monotonic() + _REAP_SECONDS
        while True:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            found = self.descendants()
            for pid in found or ():
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)
            if not found or monotonic() >= until:
                return
            sleep(_STEP)

    def _owns(self, pid: int) -> bool:
        assert self.process is not None
        try:
            state, _, _, session = (_PROC / str(pid) / "stat").read_bytes().rpartition(b")")[2].split()[:4]
            if state in (b"Z", b"X"):
                return False
            if int(session) == self.process.pid:
                return True
            return f"{MARK}={self.mark}".encode() in environment_of(pid)
        except (OSError, ValueError):  # gone meanwhile, or somebody else's
            return False


def _pids() -> list[int]:
    return [int(name) for name in os.listdir(_PROC) if name.isdigit()]


def _is_helper(pid: int) -> bool:
    try:
        command = (_PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return False
    return any(helper in command for helper in _HELPERS)


def _group_members(group: int) -> list[int]:
    """Ask ``ps``, which POSIX has, for the living members of a process group without its leader."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=False
    ).stdout
    rows = [line.split() for line in listed.splitlines()]
    return [
        int(row[0])
        for row in rows
        if len(row) >= 3 and int(row[1]) == group and int(row[0]) != group and not row[2].startswith("Z")
    ]


def _kill_by_taskkill(process: subprocess.Popen[bytes]) -> None:
    taskkill = shutil.which("taskkill")
    if taskkill and process.poll() is None:
        subprocess.run([taskkill, "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    with contextlib.suppress(OSError):
        process.kill()
