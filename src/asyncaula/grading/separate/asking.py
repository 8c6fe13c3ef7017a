"""Has the learner's kernel observe what the judge asks for, and takes text for an answer."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import zmq
from jupyter_client.session import Session

from asyncaula.checks.observation import MAX_ANSWER
from asyncaula.checks.realtime import monotonic
from asyncaula.checks.result import Outcome

from ..judge.observer import LARGEST_TEXT

MARGIN = 20.0
"""Real seconds that an answer may take beyond the observation's own limit: starting, ending, crossing."""
LOOK = 0.2
_LARGEST_MESSAGE = 4 * MAX_ANSWER
_ASK = "__import__('asyncaula.grading.separate.answering', fromlist=['answer']).answer({request!r})"


class Asking:
    """Asks the kernel of a connection file, over a connection of its own.

    `lost` says why, once the kernel has died or fallen silent: every later request is told so at once.
    """

    def __init__(self, connection_file: str) -> None:
        about = json.loads(Path(connection_file).read_text(encoding="utf-8"))
        self._session = Session(key=about["key"].encode(), signature_scheme=about["signature_scheme"])
        self._about = about
        self.lost: Outcome | None = None
        self._socket: zmq.Socket[bytes] = zmq.Context.instance().socket(zmq.DEALER)
        self._socket.setsockopt(zmq.LINGER, 0)
        self._socket.setsockopt(zmq.MAXMSGSIZE, _LARGEST_MESSAGE)
        self._socket.connect(self._address("shell_port"))

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
        content = {
            "code": "",
            "silent": True,
            "store_history": False,
            "allow_stdin": False,
            "user_expressions": {"answer": _ASK.format(request=json.dumps(request))},
        }
        sent = self._session.send(self._socket, "execute_request", content)
        reply = self._reply_to(sent["header"]["msg_id"], min(seconds, _limit(request) + MARGIN))
        try:
            told = reply["content"]["user_expressions"]["answer"]["data"]["text/plain"]
        except (LookupError, TypeError):
            return ""
        return told if isinstance(told, str) and len(told) <= LARGEST_TEXT else ""

    def _reply_to(self, request: str, seconds: float) -> Mapping[str, Any]:
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            if not self._socket.poll(round(1000 * min(left, LOOK))):
                if not self._is_alive():
                    raise _Lost("died")
                continue
            try:
                _, message = self._session.recv(self._socket, mode=zmq.NOBLOCK)
                if message is not None and message["parent_header"]["msg_id"] == request:
                    return cast("Mapping[str, Any]", message)
            except Exception:  # wrongly signed, of another shape, or no message at all
                continue
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
