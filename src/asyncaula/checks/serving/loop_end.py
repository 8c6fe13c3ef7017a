"""The end of a server's event loop: torn down for certain, whatever the application does."""

from __future__ import annotations

import asyncio
import functools
from typing import Any

from ..ending import Interruptible

TASK_SECONDS = 0.3
"""What cancelled tasks get to end. One that refuses is destroyed with the loop, which its handler is told."""
_TRIES = 20


def close_for_certain(loop: asyncio.AbstractEventLoop, interruptible: Interruptible) -> None:
    """Cancel the loop's tasks, shut down its generators and its executor, and close it.

    `asyncio.Runner` waits without end for a task that does not let itself be cancelled, and leaves the loop
    open when an exception is put into its thread while it does. Here that cuts a step short, and the next try
    or the next step follows.
    """
    for step in (_cancel_tasks, _shut_down):
        for _ in range(_TRIES):
            # what is raised was put here from outside, or is the application's own in its clean-up
            if interruptible.call(functools.partial(step, loop)) is None:
                break
    loop.close()


def _cancel_tasks(loop: asyncio.AbstractEventLoop) -> None:
    tasks = {t for t in asyncio.all_tasks(loop) if not t.done()}
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(_wait(tasks))


async def _wait(tasks: set[asyncio.Task[Any]]) -> None:
    await asyncio.wait(tasks, timeout=TASK_SECONDS)


def _shut_down(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_until_complete(_shut_down_all(loop))


async def _shut_down_all(loop: asyncio.AbstractEventLoop) -> None:
    await loop.shutdown_asyncgens()
    await loop.shutdown_default_executor()
