"""The process that kernels are forked from: ``python -m asyncaula.grading.sandbox.warm.server DESCRIPTOR``."""

from __future__ import annotations

import gc
import logging
import os
import sys
from typing import Any

from ...forking.server import forked
from .holding import hold
from .preload import preload


def main(descriptor: int) -> dict[str, Any]:
    """Import everything, say so, and fork a process for each kernel. Returns in a kernel alone."""
    return hold(forked(descriptor, preload))


def become_a_kernel(argv: list[str]) -> None:
    """As ``python -m ipykernel_launcher`` does with these arguments, and as `provisioner.PREPARE` would then.

    What only this process has made of itself by then is left out of every later garbage collection.
    """
    import multiprocessing.process

    multiprocessing.process.current_process().authkey = os.urandom(32)
    sys.argv = [sys.argv[0], *argv]
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize()
    app.log.setLevel(logging.WARNING)  # traitlets would make a record of every message, for nobody
    sys.path.append(os.getcwd())
    os.environ.pop("PYTHONSAFEPATH", None)
    gc.freeze()
    app.start()


if __name__ == "__main__":
    become_a_kernel(main(int(sys.argv[1]))["arguments"])
