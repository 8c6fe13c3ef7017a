"""Has the learner's kernel observe what the judge asks for, and takes text for an answer."""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import zmq

from asyncaula.checks.observation import MAX_ANSWER
from asyncaula.checks.realtime import monotonic
from asyncaula.checks.result import Outcome

from .answering import signature

MARGIN = 20.0
"""Real seconds that an answer may take beyond the observation's own limit: starting, ending, crossing."""
LOOK = 0.2


class Asking:
    """Asks the kernel of a connection file, over a connection of its own.

    `lost` says why, once the kernel has died or fallen silent: every later request is told so at once.
    """

    def __init__(self, connection_file: str) -> None:
        about = json.loads(Path(connection_file).read_text(encoding="utf-8"))
        self._about = about
        self.lost: Outcome | None = None
        self._socket: zmq.Socket[bytes] = zmq.Context.instance().socket(zmq.DEALER)
        self._socket.setsockopt(zmq.LINGER, 0)
        self._socket.setsockopt(zmq.MAXMSGSIZE, MAX_ANSWER)
        self._socket.connect(self._address("stdin_port"))

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def ask(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """Give the answer's text, or how the kernel was lost; at most so many seconds are waited."""
        if self.lost is None:
            try:
                return {"text": self._ask(request, seconds)}
            except _Lost as lost:
                self.lost = lost.outcome
        return {"lost": self.lost}

    def _ask(self, request: Mapping[str, Any], seconds: float) -> str:
        word, told = secrets.token_bytes(16), json.dumps(request).encode()
        self._socket.send_multipart([word, signature(self._about["key"].encode(), told), told])
        answer = self._answer_to(word, min(seconds, _limit(request) + MARGIN))
        return answer.decode("utf-8", "replace") if len(answer) <= MAX_ANSWER else ""

    def _answer_to(self, word: bytes, seconds: float) -> bytes:
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            if not self._socket.poll(round(1000 * min(left, LOOK))):
                if not self._is_alive():
                    raise _Lost("died")
                continue
            parts = self._socket.recv_multipart()
            if len(parts) == 2 and parts[0] == word:  # else it was sent before anything was asked
                return parts[1]
        raise _Lost("stuck")

    def _is_alive(self) -> bool:
        """Whether somebody still listens where the other kernel's heart beats."""
        about = self._about
        ipc = about["transport"] == "ipc"
        where: Any = f"{about['ip']}-{about['hb_port']}" if ipc else (about["ip"], about["hb_port"])
        with socket.socket(socket.AF_UNIX if ipc else socket.AF_INET) as probe:
            probe.settimeout(1.0)
            try:
                probe.connect(where)
            except TimeoutError:  # its queue is full: something is there
                return True
            except OSError:
                return False
        return True

    def _address(self, port: str) -> str:
        about = self._about
        if about["transport"] == "ipc":
            return f"ipc://{about['ip']}-{about[port]}"
        return f"tcp://{about['ip']}:{about[port]}"


class _Lost(Exception):
    """The other kernel will not answer any more."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def _limit(request: Mapping[str, Any]) -> float:
    """Give the real seconds that the request itself allows."""
    return float(request["timeout"] if request["kind"] == "script" else request["options"]["timeout"])
