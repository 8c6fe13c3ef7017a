"""In the judging kernel: have a scenario observed in the learner's kernel, and take nothing but data for it.

Fails closed: a kernel that died, that does not answer in time, or whose answer is no result, is told as such
and never as a result that holds.
"""

from __future__ import annotations

import ast
import json
import os
import socket
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, cast

import zmq
from jupyter_client.session import Session

from asyncaula.checks.observation import MAX_ANSWER, set_observer
from asyncaula.checks.points import SEED_VARIABLE
from asyncaula.checks.realtime import monotonic
from asyncaula.checks.result import Outcome, Result

from .vouching import HandedIn

MARGIN = 20.0
"""Real seconds that an answer may take beyond the observation's own limit: starting, ending, crossing."""
LOOK = 0.2
_LARGEST_TEXT = 2 * MAX_ANSWER
_LARGEST_MESSAGE = 4 * MAX_ANSWER
_ASK = "__import__('asyncaula.grading.separate.answering', fromlist=['answer']).answer({request!r})"


def attach(connection_file: str, seed: int) -> None:
    """Let this kernel's checks observe through the kernel of that connection file, with the run's seed."""
    os.environ[SEED_VARIABLE] = str(seed)
    set_observer(RemoteObserver(connection_file, HandedIn.read()))


class RemoteObserver:
    """An observer (`asyncaula.checks.observation.Observer`) that asks another kernel.

    After the other kernel has died or fallen silent every later request is told so at once.
    """

    def __init__(self, connection_file: str, handed_in: HandedIn) -> None:
        self._handed_in = handed_in
        about = json.loads(Path(connection_file).read_text(encoding="utf-8"))
        self._session = Session(key=about["key"].encode(), signature_scheme=about["signature_scheme"])
        self._about = about
        self._lost: Outcome | None = None
        self._socket: zmq.Socket[bytes] = zmq.Context.instance().socket(zmq.DEALER)
        self._socket.setsockopt(zmq.LINGER, 0)
        self._socket.setsockopt(zmq.MAXMSGSIZE, _LARGEST_MESSAGE)
        self._socket.connect(self._address("shell_port"))

    def __call__(self, request: Mapping[str, Any], namespace: MutableMapping[str, Any]) -> Mapping[str, Any]:
        """Give the result of a request as data; `namespace`, this kernel's own, is none of its business."""
        if self._lost is not None:
            return Result(self._lost).to_data()
        try:
            return self._ask(request)
        except _Lost as lost:
            self._lost = lost.outcome
            return Result(lost.outcome).to_data()
        except KeyboardInterrupt:  # the test cell's time is up; nor does any later one get an answer
            self._lost = "stuck"
            raise

    def _ask(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        content = {
            "code": "",
            "silent": True,
            "store_history": False,
            "allow_stdin": False,
            "user_expressions": {"answer": _ASK.format(request=json.dumps(request))},
        }
        sent = self._session.send(self._socket, "execute_request", content)
        reply = self._reply_to(sent["header"]["msg_id"], _limit(request) + MARGIN)
        try:
            told = reply["content"]["user_expressions"]["answer"]["data"]["text/plain"]
            answer = _read(told)
            Result.from_data(answer)
            return self._handed_in.vouched(answer, request.get("needs", ()))
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError, OverflowError):
            return Result("unreadable").to_data()

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


def _read(told: Any) -> Any:
    """Read the JSON in the `repr` of a string, which is what an answer has to be.

    Anything else would have Python's parser go through megabytes of somebody else's making.
    """
    if not isinstance(told, str) or len(told) > _LARGEST_TEXT or told[:1] not in ("'", '"'):
        raise ValueError("not the repr of a string")
    try:
        text = ast.literal_eval(told)
    except (SyntaxError, MemoryError) as error:
        raise ValueError("not the repr of a string") from error
    if not isinstance(text, str) or len(text) > MAX_ANSWER:
        raise ValueError("not a string, or too long")
    return json.loads(text)


class _Lost(Exception):
    """The other kernel will not answer any more."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def _limit(request: Mapping[str, Any]) -> float:
    """Give the real seconds that the request itself allows."""
    return float(request["timeout"] if request["kind"] == "script" else request["options"]["timeout"])
