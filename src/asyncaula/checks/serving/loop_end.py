"""The end of a server's event loop: torn down for certain, whatever the application does."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Coroutine
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
            coroutine = step(loop)
            # what is raised was put here from outside, or is the application's own in its clean-up
            if interruptible.call(functools.partial(loop.run_until_complete, coroutine)) is None:
                break
            _give_up(loop, coroutine)
    loop.close()


async def _cancel_tasks(loop: asyncio.AbstractEventLoop) -> None:
    tasks = {t for t in asyncio.all_tasks(loop) if not t.done()} - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=TASK_SECONDS)


async def _shut_down(loop: asyncio.AbstractEventLoop) -> None:
    await loop.shutdown_asyncgens()
    await loop.shutdown_default_executor()


def _give_up(loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, None]) -> None:
    """Have a coroutine that was cut short end in the loop's next run, or now where no task of it was made yet."""
    task = next((t for t in asyncio.all_tasks(loop) if t.get_coro() is coroutine), None)
    if task is None:
        coroutine.close()
    else:
        task.cancel()
