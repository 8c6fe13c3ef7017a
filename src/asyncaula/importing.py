"""Imports of much at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Have the garbage collector rest meanwhile, where it would look again and again at what modules are made of.

    They throw hardly anything away. With as much as nbgrader brings in, a quarter of the time was that.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
