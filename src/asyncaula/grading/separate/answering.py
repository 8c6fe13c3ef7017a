"""In the learner's kernel: carry out an observation that the judge asks for.

The learner's code may have rewritten all of this; whatever comes back is data, and judged elsewhere.
"""

from __future__ import annotations

import hmac
import json
from typing import Any

from IPython.core.getipython import get_ipython

from asyncaula.checks.observation import MAX_ANSWER, observe_here


def signature(key: bytes, request: bytes) -> bytes:
    """Give what shows that a request comes from somebody who has the connection file."""
    return hmac.digest(key, request, "sha256")


def listen() -> None:
    """In a kernel, from now on: answer what is asked on the socket of `input`, which grading does not allow.

    A request comes as three parts, a word that its answer is known by, its signature, and JSON; an answer goes
    back as two, that word and its text. Of a cell's round nothing is needed here: no history, no states to
    publish, no thread in between. As in a cell, an interrupt is a `KeyboardInterrupt`, and ends that request.
    """
    from zmq.eventloop.zmqstream import ZMQStream

    kernel: Any = get_ipython().kernel  # type: ignore[union-attr]
    key: bytes = kernel.session.key
    stream = ZMQStream(kernel.stdin_socket, kernel.io_loop)

    async def asked(parts: list[bytes]) -> None:
        identity, word, signed, request = parts
        if not hmac.compare_digest(signed, signature(key, request)):
            return
        kernel.pre_handler_hook()
        try:
            told = answer(request.decode()).encode("utf-8", "replace")
        except BaseException:
            told = b""
        finally:
            kernel.post_handler_hook()
        stream.send_multipart([identity, word, told])

    stream.on_recv(asked)


def answer(request: str) -> str:
    """Carry a request (JSON) out on the names of the notebook's namespace and give the result as JSON.

    A result larger than `MAX_ANSWER` is given as an empty text, which no judge takes for a result.
    """
    shell = get_ipython()
    namespace = {} if shell is None else shell.user_ns
    told = json.dumps(observe_here(json.loads(request), namespace))
    return told if len(told) <= MAX_ANSWER else ""
