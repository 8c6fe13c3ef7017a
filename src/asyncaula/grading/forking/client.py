"""The side that asks: starts a process to fork from, and has it fork."""

from __future__ import annotations

import select
import socket
import struct
import subprocess
import tempfile
from collections.abc import Sequence

from .server import READY

_PATIENCE, _ENDING = 60.0, 5.0
_WHY = 4096
_CREDENTIALS = 2  # SCM_CREDENTIALS


class NotSafe(Exception):
    """Nothing can be forked here; the text says why. It can be started all the same."""


class Forker:
    """A process to fork from, by its control socket, which several processes may hold."""

    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self._hangup = select.poll()
        self._hangup.register(control, 0)

    def lives(self) -> bool:
        """Whether it can still be asked."""
        return self.control.fileno() >= 0 and not self._hangup.poll(0)

    def fork(self, theirs: socket.socket) -> None:
        """Have a process forked that holds this socket and nothing else. Raises OSError. Safe for threads."""
        socket.send_fds(self.control, [b"+"], [theirs.fileno()])


class ForkServer(Forker):
    """A `Forker` that this process starts; `close` ends it. It ends by itself when nobody holds its socket any more.

    `command` gets the number of a descriptor for its last argument and serves it with `server.forked`. It can be
    asked as soon as `wait_until_ready` has returned.
    """

    def __init__(
        self, command: Sequence[str], environment: dict[str, str], descriptors: Sequence[int] = ()
    ) -> None:
        control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        super().__init__(control)
        self.ready = False
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (`wait_until_ready` closes it)
        with theirs:
            self.process = subprocess.Popen(
                [*command, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._said,
                cwd="/",
                env=environment,
                pass_fds=[theirs.fileno(), *descriptors],
            )

    def lives(self) -> bool:
        """Whether it can still be asked. Until it is ready it counts as living: `wait_until_ready` tells."""
        return not self.ready or super().lives()

    def wait_until_ready(self) -> None:
        """Wait until it has imported everything. Raises `NotSafe`, and has ended it, where it does not come to that."""
        if self.ready:
            return
        self.control.settimeout(_PATIENCE)
        try:
            answer = self.control.recv(_WHY)
        except TimeoutError:
            answer = b"it did not get ready"
        except OSError as error:
            answer = str(error).encode()
        with self._said as said:
            if answer != READY:
                self._end()
                said.seek(0)
                lines = said.read().decode("utf-8", "replace").strip().splitlines()
                raise NotSafe(answer.decode() or (lines[-1] if lines else "it ended at once"))
        self.control.settimeout(None)
        self.ready = True

    def close(self) -> None:
        """End it, and what was forked from it and listens to it."""
        self._end()
        self._said.close()

    def _end(self) -> None:
        self.control.close()
        try:
            self.process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def tell_senders(link: socket.socket) -> None:
    """Have the system name the sender of whatever comes over this socket; see `received`."""
    link.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)


def received(link: socket.socket, seconds: float, most: int) -> tuple[bytes, int | None] | None:
    """Give what comes, and its sender's pid where that is told; b"" at the end, None where nothing comes in time.

    At the end Linux names pid 0 for the sender. It is nobody, and must never get as far as `os.kill`: that would end
    the caller's whole process group.
    """
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
    return data, pid or None
