"""The side that asks: starts the process to fork from, and has it fork."""

from __future__ import annotations

import select
import socket
import struct
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from .server import READY

_PATIENCE, _ENDING = 60.0, 5.0
_WHY = 4096
_CREDENTIALS = 2  # SCM_CREDENTIALS
_lock = threading.Lock()
T = TypeVar("T")


class NotSafe(Exception):
    """Nothing can be forked here; the text says why. It can be started all the same."""


class ForkServer:
    """A process to fork from; `close` ends it. It ends by itself when this process is gone.

    `command` gets the number of a descriptor for its last argument and serves it with `server.forked`.
    Raises `NotSafe` where it does not get ready.
    """

    def __init__(
        self, command: Sequence[str], environment: dict[str, str], descriptors: Sequence[int] = ()
    ) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs, tempfile.TemporaryFile() as said:
            self.process = subprocess.Popen(
                [*command, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                cwd="/",
                env=environment,
                pass_fds=[theirs.fileno(), *descriptors],
            )
            theirs.close()
            self._control.settimeout(_PATIENCE)
            try:
                answer = self._control.recv(_WHY)
            except TimeoutError:
                answer = b"it did not get ready"
            if answer != READY:
                self.close()
                said.seek(0)
                lines = said.read().decode("utf-8", "replace").strip().splitlines()
                raise NotSafe(answer.decode() or (lines[-1] if lines else "it ended at once"))
        self._control.settimeout(None)

    def lives(self) -> bool:
        """Whether it can still be asked."""
        return self.process.poll() is None

    def fork(self, theirs: socket.socket) -> None:
        """Have a process forked that holds this socket and nothing else. Raises OSError."""
        socket.send_fds(self._control, [b"+"], [theirs.fileno()])

    def close(self) -> None:
        """End it, and what was forked from it and listens to it."""
        self._control.close()
        try:
            self.process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def kept(known: Callable[..., T], *key: object) -> T:
    """Give what a cached function has for the key; a server that has ended since is made anew. Safe for threads."""
    with _lock:
        found = known(*key)
        if isinstance(found, ForkServer) and not found.lives():
            known.cache_clear()  # type: ignore[attr-defined]
            found = known(*key)
        return found


def tell_senders(link: socket.socket) -> None:
    """Have the system name the sender of whatever comes over this socket; see `received`."""
    link.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)


def received(link: socket.socket, seconds: float, most: int) -> tuple[bytes, int | None] | None:
    """Give what comes, and its sender's pid where that is told; b"" at the end, None where nothing comes in time."""
    try:
        ready, _, _ = select.select([link], [], [], seconds)
        if not ready:
            return None
        data, ancillary, _, _ = link.recvmsg(most, socket.CMSG_SPACE(12))
    except (OSError, ValueError):
        return b"", None
    pid = None
    for level, kind, content in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, _CREDENTIALS):
            pid = struct.unpack("3i", content)[0]
    return data, pid
