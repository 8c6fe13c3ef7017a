"""The grader's side of a judge."""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ..execute import plain_environment
from ..forking import known
from ..forking.client import ForkServer, NotSafe, received, tell_senders
from ..sandbox import seccomp
from ..sandbox.probe import tools
from .frames import Frames
from .walls import walled

START_AS = ("-m", __package__)
_STARTING = 60.0
log = logging.getLogger(__name__)

Ask = Callable[[dict[str, Any], float], dict[str, Any]]
"""Has a request observed within so many real seconds; gives `{"text": …}` or `{"lost": …}`."""


class JudgeGone(Exception):
    """The judge ended, or was ended because its time was up."""


@dataclass(frozen=True)
class Ran:
    """What a cell left: outputs as a notebook has them, and its number."""

    outputs: list[dict[str, Any]]
    number: int


class Judge:
    """One judge, for one submission. Every method raises `JudgeGone` when it is not there any more."""

    def __init__(self, link: Frames, kill: Callable[[], object]) -> None:
        self._link, self._kill = link, kill
        self._reads_as_at_first = True

    def begin(self, seed: int, handed_in: dict[str, Any]) -> None:
        """Tell it what hidden tests draw from, and the submission's lines (`vouching.handed_in`)."""
        try:
            self._link.send({"begin": {"seed": seed, "handed_in": handed_in}})
        except (OSError, ValueError) as error:
            raise JudgeGone from error

    def run(self, source: str, ask: Ask, seconds: float, compiled: Mapping[str, Any] | None = None) -> Ran:
        """Run a cell, answer what it asks, and give what it left; after so many seconds the judge is ended.

        `compiled` is what `compiled.compiled` gives for the source; the judge may do without.
        """
        if not self._reads_as_at_first:
            compiled = None
        self._reads_as_at_first = compiled is not None  # what it reads itself may change how it reads
        until = time.monotonic() + seconds
        timer = threading.Timer(seconds, self._kill)
        timer.daemon = True
        timer.start()
        try:
            self._link.send({"run": source, "compiled": compiled})
            while "ask" in (told := self._link.receive()):
                self._link.send(ask(told["ask"], until - time.monotonic()))
            return Ran(told["outputs"], told["number"])
        except (EOFError, OSError, ValueError) as error:
            raise JudgeGone from error
        finally:
            timer.cancel()

    def close(self) -> None:
        """End it."""
        self._link.close()
        self._kill()


@contextmanager
def a_judge(sandbox: bool) -> Iterator[Judge]:
    """Have a judge: forked from one that is ready, or else started. In a sandbox raises `SandboxError` without one."""
    judge = _forked(sandbox) or _started(sandbox)
    try:
        yield judge
    finally:
        judge.close()


def begin_forking(sandbox: bool, libraries: Sequence[str] = ()) -> None:
    """Start the process that judges are forked from, where there can be one, and do not wait for it.

    It imports the libraries, those that there are, so that no judge has to.
    """
    known.begin(*_kind(sandbox, libraries))


def _forked(sandbox: bool) -> Judge | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        forker = known.forker(*_kind(sandbox))
    except NotSafe as why:
        _tell_once(str(why))
        return None
    ours, theirs = socket.socketpair()
    with theirs:
        tell_senders(ours)
        forker.fork(theirs)
    came = received(ours, _STARTING, 1)
    if came is None or came[1] is None:
        ours.close()
        return None
    pid = came[1]

    def kill() -> None:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)

    with ours:
        return Judge(Frames(ours.makefile("rb"), ours.makefile("wb")), kill)


def _started(sandbox: bool) -> Judge:
    with _command(sandbox) as (command, descriptors):
        process = subprocess.Popen(
            [*command, sys.executable, *START_AS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=plain_environment(),
            pass_fds=descriptors,
        )
    assert process.stdin is not None
    assert process.stdout is not None

    def kill() -> None:
        process.kill()
        process.wait()

    return Judge(Frames(process.stdout, process.stdin), kill)  # type: ignore[arg-type]


def _kind(sandbox: bool, libraries: Sequence[str] = ()) -> tuple[known.Kind, known.Start]:
    """Give what the process to fork judges from is known by, and how it is started."""

    def start() -> ForkServer:
        with _command(sandbox) as (command, descriptors):
            started = [*command, sys.executable, *START_AS, *libraries]
            return ForkServer(started, plain_environment(), descriptors)

    return ("judge", sandbox), start


@functools.cache
def _tell_once(why: str) -> None:
    log.warning("Judges are started one by one, which is slower: %s", why)


@contextmanager
def _command(sandbox: bool) -> Iterator[tuple[list[str], list[int]]]:
    """Give what goes before a judge's command, and the descriptors that it needs."""
    if not sandbox:
        yield [], []
        return
    found = tools()
    filter_fd = seccomp.opened()
    try:
        yield walled(found, filter_fd), [] if filter_fd is None else [filter_fd]
    finally:
        if filter_fd is not None:
            os.close(filter_fd)
