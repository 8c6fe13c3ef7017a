"""The event loop that jupyter_core makes for a thread that calls its blocking functions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from jupyter_core.utils import ensure_event_loop


@contextmanager
def loop_of_this_thread() -> Iterator[None]:
    """Close that loop at the end of the block: nobody else does, and a thread that ends leaves it open."""
    try:
        yield
    finally:
        ensure_event_loop().close()
