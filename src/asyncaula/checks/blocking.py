"""Calls that stop the event loop: noticed without waiting, named with the learner's line.

An audit hook sees them when a loop of a run is running in the thread that makes the call; `time.sleep` has
an audit event from CPython 3.13 only, so it is replaced during a run before that. `open()` is not flagged: it
blocks, but every course uses it. Calls made by asyncio itself, by `multiprocessing` and by
`concurrent.futures` are exempt, and so are AF_UNIX sockets (multiprocessing's own channels).
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from . import locate
from .clock import Ended, running_loop
from .result import Blocking

SLEEP_NEEDS_PATCH = sys.version_info < (3, 13)
EVENTS = {
    "time.sleep": "time.sleep",
    "socket.connect": "socket.connect",
    "socket.getaddrinfo": "socket.getaddrinfo",
    "subprocess.Popen": "subprocess",
    "os.system": "os.system",
    "builtins.input": "input",
    "sqlite3.connect": "sqlite3.connect",
    "urllib.Request": "urllib.request.urlopen",
}
_MACHINERY = ("/asyncio/", "/multiprocessing/", "/concurrent/futures/")
WAITING_MACHINERY = ("/asyncio/", "/multiprocessing/", "/ipykernel/")


class BlockingCall(Ended):
    """The code called something that blocks while its event loop was running."""


def _called_by(frame: FrameType | None, folders: tuple[str, ...]) -> bool:
    while frame is not None and not locate.is_learners(frame.f_code):
        if any(part in frame.f_code.co_filename.replace("\\", "/") for part in folders):
            return True
        frame = frame.f_back
    return False


def noticed(call: str, frame: FrameType | None, exempt: tuple[str, ...] = _MACHINERY) -> None:
    """Take note of a call that stops the loop running here; raises `BlockingCall` if the run asks for it."""
    loop = running_loop()
    if loop is None:
        return
    run: Any = loop.run_context
    if run.blocking == "allow" or _called_by(frame, exempt):
        return
    run.blocking_calls.append(Blocking(call, locate.of_frame(frame)))
    if run.blocking == "raise":
        raise BlockingCall(call)


def _audit(event: str, args: tuple[Any, ...]) -> None:
    if event not in EVENTS:
        return
    if event == "socket.connect" and not _would_block(args[0]):
        return
    noticed(EVENTS[event], sys._getframe(1))


def _would_block(sock: socket.socket) -> bool:
    return sock.getblocking() and sock.family != getattr(socket, "AF_UNIX", None)


def watched_sleep(sleep: Callable[[float], None]) -> Callable[[float], None]:
    """Give a `time.sleep` that is noticed like the other blocking calls."""

    def watched(seconds: float) -> None:
        noticed("time.sleep", sys._getframe(1))
        sleep(seconds)

    watched.__name__ = watched.__qualname__ = "sleep"
    return watched


def watched_wait(wait: Callable[..., bool]) -> Callable[..., bool]:
    """Give a `threading.Condition.wait` (events, queues, barriers stand on it) that is noticed likewise."""

    def watched(self: threading.Condition, timeout: float | None = None) -> bool:
        frame = sys._getframe(1)
        polls = timeout is not None and timeout <= 0
        if not polls and running_loop() is not None and not _starts_thread(frame):
            noticed(_outermost_call(frame), frame, WAITING_MACHINERY)
        return wait(self, timeout)

    watched.__name__ = "wait"
    return watched


def _outermost_call(frame: FrameType | None) -> str:
    """Name the library call that the learner made, such as ``Future.result`` or ``Queue.get``."""
    name = "Condition.wait"
    while frame is not None and not locate.is_learners(frame.f_code):
        name = frame.f_code.co_qualname
        frame = frame.f_back
    return name


def _starts_thread(frame: FrameType | None) -> bool:
    """Whether the wait is `Thread.start`'s own, which is over as soon as the thread is there."""
    for _ in range(3):
        if frame is None:
            return False
        if frame.f_code is threading.Thread.start.__code__:
            return True
        frame = frame.f_back
    return False


_installed = False


def install() -> None:
    """Add the audit hook, once a process; an audit hook cannot be removed."""
    global _installed
    if not _installed:
        _installed = True
        sys.addaudithook(_audit)
