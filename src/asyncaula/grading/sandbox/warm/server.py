"""The process that kernels are forked from: ``python -m asyncaula.grading.sandbox.warm.server DESCRIPTOR``."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from ...forking.server import forked
from .holding import hold
from .preload import preload


def main(descriptor: int) -> dict[str, Any]:
    """Import everything, say so, and fork a process for each kernel. Returns in a kernel alone."""
    return hold(forked(descriptor, preload))


def become_a_kernel(argv: list[str]) -> None:
    """As `kernel.become_a_kernel`, which is imported by then."""
    kernel = importlib.import_module(f"{__package__}.kernel")
    kernel.become_a_kernel(argv)


if __name__ == "__main__":
    become_a_kernel(main(int(sys.argv[1]))["arguments"])
