"""An event loop for one server, torn down for certain, whatever the application does."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Any

TASK_SECONDS = 0.3
"""What cancelled tasks get to end. One that refuses is destroyed with the loop, which its handler is told."""
_TRIES = 20


@contextlib.contextmanager
def own_loop(
    make: Callable[[], asyncio.AbstractEventLoop],
    unhandled: Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None],
) -> Iterator[asyncio.AbstractEventLoop]:
    """Make a loop, and afterwards cancel its tasks, shut down its generators and executor, and close it.

    `asyncio.Runner` waits without end for a task that does not let itself be cancelled, and leaves the loop
    open when an exception is put into its thread while it does.
    """
    loop = make()
    loop.set_exception_handler(unhandled)
    try:
        yield loop
    finally:
        for step in (_cancel_tasks, _shut_down, _close):
            _insist(step, loop)


def _insist(step: Callable[[asyncio.AbstractEventLoop], None], loop: asyncio.AbstractEventLoop) -> None:
    """Carry a step out although exceptions are put into this thread to end it."""
    for _ in range(_TRIES):
        try:
            step(loop)
        except BaseException:  # put here from outside, or the application's own in its clean-up
            continue
        return


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


def _close(loop: asyncio.AbstractEventLoop) -> None:
    loop.close()
