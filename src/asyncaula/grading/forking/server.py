"""The side that forks: imports everything, and is copied for each that is asked for.

It reads nothing but a byte for each: what a copy has to know comes by a socket of that copy's own, so that nothing
of one is in the memory of the next.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import socket
from collections.abc import Callable

READY = b"ready"


def forked(descriptor: int, prepare: Callable[[], object]) -> socket.socket:
    """Prepare, say so over that descriptor, and fork for each request; ends when the asking side is gone.

    Returns in a fork alone, with the socket that it was made for. What it inherited besides is closed. Where
    `prepare` leaves a thread or an open file, which a fork would not get or would share, it says so and exits.
    """
    for inherited in open_files():  # bubblewrap leaves its own open
        if inherited not in (0, 1, 2, descriptor):
            os.close(inherited)
    control = socket.socket(fileno=descriptor)
    prepare()
    for wrong, why in (
        (threads() != 1, "a library starts a thread when it is imported"),
        (set(open_files()) - {0, 1, 2, descriptor}, "a library keeps a file open"),
    ):
        if wrong:
            control.send(why.encode())
            raise SystemExit(1)
    gc.collect()
    gc.freeze()
    control.send(READY)
    while True:
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass
        ready, _, _ = select.select([control], [], [], 5)
        if not ready:
            continue
        data, descriptors, _, _ = socket.recv_fds(control, 16, 1)
        if not data:
            os._exit(0)
        link = socket.socket(fileno=descriptors[0])
        if os.fork() == 0:
            control.close()
            return link
        link.close()


def threads() -> int:
    """Give the number of this process's threads, those that Python does not know of included."""
    return len(os.listdir("/proc/self/task"))


def open_files() -> list[int]:
    """Give the numbers of this process's open files."""
    there = []
    for number in map(int, os.listdir("/proc/self/fd")):
        with contextlib.suppress(OSError):  # the one by which they were listed
            os.fstat(number)
            there.append(number)
    return there
