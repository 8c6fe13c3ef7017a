"""The grader's end of a kernel's sockets, which takes no more than it can hold and waits for no one for ever."""

from __future__ import annotations

from hmac import compare_digest
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.session import Session

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


class PlainSession(Session):  # type: ignore[misc]
    """Jupyter's session, faster to read: times stay text, and messages are of today's protocol."""

    def deserialize(self, msg_list: Any, content: bool = True, copy: bool = True) -> dict[str, Any]:
        """As `Session`'s: raises ValueError for a message that is not signed, or was seen before, or is too short."""
        parts = msg_list if copy else [part.bytes for part in msg_list]
        if len(parts) < 5:
            raise ValueError(f"a message of {len(parts)} parts")
        if self.auth is not None:
            signature = bytes(parts[0])
            if not signature or signature in self.digest_history:
                raise ValueError("a message without a signature, or one that was seen before")
            self._add_digest(signature)
            if not compare_digest(signature, self.sign(parts[1:5])):
                raise ValueError("a message with another's signature")
        header, parent, metadata = (self.unpack(part) for part in parts[1:4])
        return {
            "header": header,
            "msg_id": header["msg_id"],
            "msg_type": header["msg_type"],
            "parent_header": parent,
            "metadata": metadata,
            "content": self.unpack(parts[4]) if content else parts[4],
            "buffers": [memoryview(part) for part in parts[5:]],
        }
