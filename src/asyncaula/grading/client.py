"""The grader's end of a kernel's sockets, which takes no more than it can hold and waits for no one for ever."""

from __future__ import annotations

from typing import Any

import zmq
import zmq.asyncio

from .prompt import PromptClient

LARGEST_MESSAGE = 4_000_000
"""Bytes of one message of a kernel. zmq takes no larger one, and nothing more over that connection."""
MESSAGES_WAITING = 32
"""Of each socket, so that what is not read yet has a bound; the rest waits in the kernel's own memory."""
SENDING = 5_000
"""Milliseconds that a message to a kernel may wait for a connection; then `zmq.Again` is raised."""


def bounded(context: Any) -> Any:
    """Give the zmq context, whose sockets from now on have these limits."""
    context.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE)
    context.setsockopt(zmq.RCVHWM, MESSAGES_WAITING)
    context.setsockopt(zmq.SNDTIMEO, SENDING)
    return context


class BoundedClient(PromptClient):
    """Jupyter's client with these limits: a kernel that writes faster than it is read, or a gigabyte at once,
    costs its own memory and not the grader's."""

    def _context_default(self) -> zmq.asyncio.Context:
        context: zmq.asyncio.Context = bounded(super()._context_default())
        return context
