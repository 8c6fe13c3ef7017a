"""The process that kernels are forked from: ``python -m asyncaula.grading.sandbox.warm.server DESCRIPTOR``.

It reads nothing: each request comes by a socket of its own, which the process forked for it reads, so that
nothing of one kernel is in the memory of the next. It ends when the grader is gone.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import socket
import sys
from typing import Any

from . import namespaces
from .holding import hold
from .preload import preload

READY = b"ready"


def main(descriptor: int) -> dict[str, Any]:
    """Import everything, say so, and fork a process for each kernel. Returns in a kernel alone."""
    for inherited in namespaces.descriptors():  # bubblewrap leaves its own open
        if inherited not in (0, 1, 2, descriptor):
            os.close(inherited)
    control = socket.socket(fileno=descriptor)
    preload()
    for wrong, why in (
        (namespaces.threads() != 1, "a library starts a thread when it is imported"),
        (set(namespaces.descriptors()) - {0, 1, 2, descriptor}, "a library keeps a file open"),
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
        with socket.socket(fileno=descriptors[0]) as told:
            if os.fork() == 0:
                control.close()
                return hold(told)


def become_a_kernel(argv: list[str]) -> None:
    """As ``python -m ipykernel_launcher`` does with these arguments."""
    import multiprocessing.process

    multiprocessing.process.current_process().authkey = os.urandom(32)
    sys.argv = [sys.argv[0], *argv]
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()


if __name__ == "__main__":
    become_a_kernel(main(int(sys.argv[1]))["arguments"])
