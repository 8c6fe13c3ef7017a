"""The grader's side of kernels that are forked: the process they are forked from, and one kernel."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...forking import known
from ...forking.client import Forker, ForkServer, NotSafe, received, tell_senders
from .. import place, policy, stepdown
from ..environment import python_trees
from ..errors import SandboxError
from ..probe import Tools

FILTER = 9
"""The descriptor under which bubblewrap finds the filter of system calls."""
LAUNCHER = ("-m", "ipykernel_launcher")
START_AS = ("-m", f"{__package__}.server")
COLD = "ASYNCAULA_COLD"
"""Set to 1, every kernel is started anew, as where forking is not safe."""
_ENDING = 5.0
_LARGEST = 4096


def arguments(command: Sequence[str], environment: dict[str, Any]) -> list[str]:
    """Give what follows the launcher in a kernel's command. Raises `NotSafe` for a kernel that is not ours."""
    if _cold():
        raise NotSafe(f"{COLD} is set")
    if tuple(command[1:3]) != LAUNCHER:
        raise NotSafe("its kernelspec starts something else than Python's own kernel")
    if any(name.startswith("PYTHON") for name in environment):
        raise NotSafe("its environment has settings that Python reads when it starts")
    return list(command[3:])


def _cold() -> bool:
    return os.environ.get(COLD, "") not in ("", "0")


class Kernel:
    """A forked kernel, with what `LocalProvisioner` asks of a `subprocess.Popen`.

    `pid` is the process that holds the sandbox: the kernel and all that it starts are among its descendants,
    and end when it does. Safe for threads.
    """

    stdin = stdout = stderr = None

    def __init__(self, link: socket.socket, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._link = link
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """Give the exit code, 128 more than the signal that ended it, or None while it runs."""
        with self._lock:
            if (
                self.returncode is None
                and (message := _message(received(self._link, 0, _LARGEST))) is not None
            ):
                self.returncode = message.get("ended", 128 + signal.SIGKILL)
                self._link.close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and give the exit code; raises `subprocess.TimeoutExpired`."""
        until = time.monotonic() + (timeout if timeout is not None else float("inf"))
        while (code := self.poll()) is None:
            if (left := until - time.monotonic()) <= 0:
                raise subprocess.TimeoutExpired("kernel", timeout or 0)
            with contextlib.suppress(OSError, ValueError):  # closed by another thread meanwhile
                select.select([self._link], [], [], min(left, 1))
        return code

    def kill(self) -> None:
        """End the kernel and its sandbox, and come back when nothing of it is there."""
        with contextlib.suppress(OSError):
            self._link.send(b"end")
        try:
            self.wait(_ENDING)
        except subprocess.TimeoutExpired:
            self.kill_at_once()

    def kill_at_once(self) -> None:
        """End what holds the sandbox; the operating system ends the rest."""
        if self.poll() is None:
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)

    terminate = kill

    def send_signal(self, number: int) -> None:
        """As `kill`, whichever the signal: an interrupt is sent as a message."""
        self.kill()


def start(forker: Forker, request: dict[str, Any], seconds: float) -> Kernel:
    """Have a kernel forked into a sandbox of its own. Raises `SandboxError` where that fails."""
    link, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        tell_senders(link)
        try:
            link.send(json.dumps(request).encode())
            forker.fork(theirs)
        except OSError as error:
            raise SandboxError(f"The sandbox could not be made: {error}") from error
    came = received(link, seconds, _LARGEST)
    message = _message(came)
    if came is None or came[1] is None or message is None or "up" not in message:
        link.close()
        said = (message or {}).get("failed", "nothing was said")
        raise SandboxError(f"The sandbox could not be made: {said}")
    return Kernel(link, came[1])


def begin_forking(interpreter: str, tools: Tools) -> None:
    """Start the process that kernels are forked from, where there can be one, and do not wait for it."""
    if not _cold():
        known.begin(*_kind(interpreter, tools))


def forker(interpreter: str, tools: Tools) -> Forker:
    """Give the process to fork from, started at the first call. Raises `NotSafe` where there can be none."""
    return known.forker(*_kind(interpreter, tools))


def _kind(interpreter: str, tools: Tools) -> tuple[known.Kind, known.Start]:
    """Give what the process to fork kernels from is known by, and how it is started."""

    def start() -> ForkServer:
        programs = Path(interpreter)
        environment = policy.variables(programs.parent, {"PYTHONNOUSERSITE": "1"})
        return ForkServer([*_walls(programs, tools), interpreter, *START_AS], environment)

    return ("kernel", interpreter, tools), start


def _walls(interpreter: Path, tools: Tools) -> list[str]:
    """Give the command that what follows runs under: all of this machine can be read, nothing written.

    A forked kernel keeps a way to its interpreter's file as the server saw it (/proc/self/exe), which the
    sandbox's own mounts do not cover; so the server sees it read-only. Sandboxes made by it can write where
    `place` makes their folders, and no more of that than their own. /proc is as it is, or Linux would not let
    a sandbox mount one.
    """
    base = str(place.base())
    command = [tools.bwrap, "--ro-bind", "/", "/", "--dev-bind", "/dev", "/dev", "--bind", "/proc", "/proc"]
    command += ["--bind", base, base]
    if not stepdown.needed():
        return [*command, "--unshare-user", "--"]
    become = stepdown.command(tools.bwrap, tools.setpriv, python_trees(interpreter))
    return [*command, *become[become.index("/") + 2 :]]


def _message(came: tuple[bytes, int | None] | None) -> dict[str, Any] | None:
    """Give a message, {} at the end of all, None where there is none in time."""
    if came is None:
        return None
    message: dict[str, Any] = json.loads(came[0]) if came[0] else {}
    return message
