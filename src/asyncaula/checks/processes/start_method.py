"""Which way of starting processes a program finds."""

from __future__ import annotations

import multiprocessing
from multiprocessing import context
from typing import Any


def default_to(method: str) -> None:
    """Make `method` the default where this system has it, for the rest of this process.

    It is not *set*: the code may still call `multiprocessing.set_start_method` itself. A fork server imports
    once what each of its processes would.
    """
    if method not in multiprocessing.get_all_start_methods():
        return
    default: Any = context._default_context
    default._default_context = multiprocessing.get_context(method)
    if method == "forkserver":
        multiprocessing.set_forkserver_preload(["__main__", f"{__package__}.inside", f"{__package__}.value"])
