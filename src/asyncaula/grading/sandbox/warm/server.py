"""The process that kernels are forked from: ``python -m asyncaula.grading.sandbox.warm.server DESCRIPTOR``."""

from __future__ import annotations

import sys
from typing import Any

from ...forking.server import forked
from .holding import hold
from .kernel import become_a_kernel
from .preload import preload


def main(descriptor: int) -> dict[str, Any]:
    """Import everything, say so, and fork a process for each kernel. Returns in a kernel alone."""
    return hold(forked(descriptor, preload))


if __name__ == "__main__":
    become_a_kernel(main(int(sys.argv[1]))["arguments"])
