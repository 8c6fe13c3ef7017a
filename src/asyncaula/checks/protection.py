"""Makes a process fit for many short runs: a hanging cell can be interrupted, a collection is cheap."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal

from . import blocking

_protected = False


def protect() -> None:
    """Prepare this process for checks, once; call it in the main thread.

    In a notebook's kernel the running loop gets a wake-up file descriptor, so that an interrupt reaches a
    cell that hangs in a top-level ``await`` on an idle loop (where there is no ``SIGUSR2``, as on Windows, this is left
    out). The heap as it is now is taken out of the garbage collector's sight, which makes a collection cost
    about half a millisecond. The audit hook for blocking calls is added.
    """
    global _protected
    if _protected:
        return
    _protected = True
    blocking.install()
    gc.collect()
    gc.freeze()
    _wake_up_on_signals()


def _wake_up_on_signals() -> None:
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    number = getattr(signal, "SIGUSR2", None)
    if number is not None:
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, lambda: None)
