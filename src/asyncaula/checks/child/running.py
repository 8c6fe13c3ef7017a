"""A child interpreter while it runs: talk to it, wait for what it says, ask it to stop, and always end it."""

from __future__ import annotations

import contextlib
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeVar

from ..messages import _
from ..realtime import monotonic
from .capture import Capture
from .child_run import ChildRun
from .environment import child_environment
from .tree import ProcessTree, wait_unreaped

T = TypeVar("T")
Stream = Literal["stdout", "stderr", "either"]
FLAGS = ("-X", "dev", "-W", "error")
LIMIT = 1_000_000
SETTLE_SECONDS = 2.0
"""How long what outlives a child may take to end by itself before it counts as left over."""
_DRAIN_SECONDS = 1.0
_KILL_SECONDS = 2.0
_LOOK_SECONDS = 0.1


class ChildNotReady(Exception):
    """A child did not say what was waited for.

    waited: the real seconds that were granted. ended: it had ended instead. stdout, stderr: what it said so
    far.
    """

    def __init__(self, *, waited: float, ended: bool, stdout: str, stderr: str) -> None:
        self.waited, self.ended, self.stdout, self.stderr = waited, ended, stdout, stderr
        told = (
            _("El programa terminó antes de estar listo.")
            if ended
            else _("El programa no estuvo listo en {segundos:g} s.").format(segundos=waited)
        )
        super().__init__("\n".join(part for part in (told, stdout, stderr) if part))


class RunningChild:
    """A child interpreter that runs. Made by `start_child`, which also ends it.

    pid: of the child itself. can_be_asked_to_stop: whether this system delivers a polite request (POSIX:
    SIGTERM); where it does not, as on Windows, a check of how a program stops has to be left out.
    """

    def __init__(
        self, command: list[str], shown: int, env: dict[str, str], cwd: str | None, limit: int
    ) -> None:
        self._tree = ProcessTree()
        self._args = tuple(command[shown:])
        self._news = threading.Condition()
        self._began = monotonic()
        self._process = self._tree.start(command, env=env, cwd=cwd)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self.pid = self._process.pid
        self.can_be_asked_to_stop = sys.platform != "win32" and hasattr(signal, "SIGTERM")
        self._stdin = self._process.stdin
        self._out = Capture(self._process.stdout, limit, self._news)
        self._err = Capture(self._process.stderr, limit, self._news)
        self._exited = self._reaped = False
        self._finished: ChildRun | None = None
        threading.Thread(target=self._watch, name=f"child {self.pid}", daemon=True).start()

    def _watch(self) -> None:
        try:
            # Unreaped, the child keeps its number, and its group's, from being given to somebody else.
            wait_unreaped(self.pid)
        except (NotImplementedError, OSError):
            self._process.wait()
        with self._news:
            self._exited = True
            self._news.notify_all()

    # -- talking -------------------------------------------------------------------------------------------

    def write(self, text: str | bytes, *, close: bool = False) -> None:
        """Write to its standard input without waiting for it to read; what it does not read is dropped."""
        data = text.encode("utf-8") if isinstance(text, str) else text

        def deliver() -> None:
            with contextlib.suppress(OSError, ValueError):
                self._stdin.write(data)
                self._stdin.flush()
            if close:
                with contextlib.suppress(OSError, ValueError):
                    self._stdin.close()

        if len(data) <= 512 and not (close and data == b""):
            deliver()  # fits the pipe: POSIX guarantees 512 bytes
        elif data:
            threading.Thread(target=deliver, name="child input", daemon=True).start()
        else:
            deliver()

    def so_far(self) -> tuple[str, str]:
        """Give what it has written to standard output and standard error until now."""
        with self._news:
            return self._out.text(), self._err.text()

    def until(self, look: Callable[[], T | None], *, timeout: float, still: float | None = None) -> T | None:
        """Call `look`, which waits a little and tells what came, until something comes; gives it.

        None when `timeout` real seconds pass without, or once neither it nor anything that it started has
        moved for `still` seconds. A slow machine makes nobody still: whoever could run, or waits for a disk,
        moves. So `still` ends the wait for what will not come, under any load; it has to be longer than
        whatever looks again and again sleeps in between, and no less than a second, for a packet may lie a
        while with a thread of the system's. Where the system cannot tell, `timeout` ends it.
        """
        until, quiet = monotonic() + timeout, self._quiet(still)
        while (came := look()) is None and monotonic() < until and not quiet():
            pass
        return came

    def _quiet(self, still: float | None) -> Callable[[], bool]:
        """Give a question, to be asked every now and then: has nothing moved for `still` seconds from now on?"""
        last, since = None, monotonic()

        def quiet() -> bool:
            nonlocal last, since
            if still is None:
                return False
            now = self._tree.stillness()
            if not now or now != last:
                last, since = now, monotonic()
            return monotonic() - since >= still

        return quiet

    def wait_for(
        self,
        pattern: str,
        *,
        stream: Stream = "either",
        timeout: float = 10.0,
        still: float | None = None,
    ) -> re.Match[str]:
        r"""Wait until something it wrote matches `pattern` (searched, multi-line); gives the match.

        ``child.wait_for(r"http://127\.0\.0\.1:(\d+)")[1]`` is Uvicorn's port. Raises `ChildNotReady` when it
        ends or `timeout` real seconds pass without, or once it is `still` for so many (see `until`).
        """
        wanted = re.compile(pattern, re.MULTILINE)
        until, quiet = monotonic() + timeout, self._quiet(still)
        with self._news:
            while True:
                texts = {"stdout": self._out, "stderr": self._err}
                for name, capture in texts.items():
                    found = wanted.search(capture.text()) if stream in (name, "either") else None
                    if found:
                        return found
                left = until - monotonic()
                ended = self._exited and self._out.closed and self._err.closed
                if ended or left <= 0 or quiet():
                    out, err = self._out.text(), self._err.text()
                    raise ChildNotReady(waited=timeout, ended=ended, stdout=out, stderr=err)
                self._news.wait(left if still is None else min(left, _LOOK_SECONDS))

    def terminate(self) -> None:
        """Ask it to stop: SIGTERM on POSIX, Ctrl+Break on Windows (see `can_be_asked_to_stop`)."""
        self.signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM))

    def interrupt(self) -> None:
        """Send what Ctrl+C sends."""
        self.signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT))

    def signal(self, number: int) -> None:
        """Send a signal to the child alone, not to what it started; nothing happens if it has ended."""
        with self._news:
            if self._exited:
                return
        with contextlib.suppress(OSError, ValueError):
            self._process.send_signal(number)

    # -- the end -------------------------------------------------------------------------------------------

    def wait(
        self, timeout: float = 10.0, *, settle: float = SETTLE_SECONDS, still: float | None = None
    ) -> ChildRun:
        """Wait for its end, at most `timeout` real seconds, kill what is left, tell what it came to.

        still: give up as well once it is still for so many seconds (see `until`); it is ``timed_out``, too.

        Only the child's own end is waited for: a grandchild that keeps a pipe open holds nothing up.
        Called again, it gives the same answer.
        """
        if self._finished is not None:
            return self._finished
        until, quiet = monotonic() + timeout, self._quiet(still)
        try:
            with self._news:
                while not self._exited and (left := until - monotonic()) > 0 and not quiet():
                    self._news.wait(left if still is None else min(left, _LOOK_SECONDS))
                timed_out = not self._exited
            seconds = monotonic() - self._began
            leftovers = self._tree.outlived(0.0 if timed_out else settle)
        except BaseException:
            self._end()
            raise
        self._end()
        with self._news:
            self._finished = ChildRun(
                args=self._args,
                returncode=self._process.returncode,
                stdout=self._out.text(),
                stderr=self._err.text(),
                timed_out=timed_out,
                leftovers=leftovers,
                seconds=seconds,
                stdout_cut=self._out.cut,
                stderr_cut=self._err.cut,
            )
        return self._finished

    def kill(self) -> ChildRun:
        """Kill it and everything that it started, now."""
        return self.wait(0.0)

    def _end(self) -> None:
        if self._reaped:
            return
        self._tree.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_KILL_SECONDS)
            self._reaped = True
        until = monotonic() + _DRAIN_SECONDS
        with self._news:
            while not (self._out.closed and self._err.closed) and (left := until - monotonic()) > 0:
                self._news.wait(left)
        with contextlib.suppress(OSError, ValueError):
            self._stdin.close()


@contextlib.contextmanager
def start_child(
    args: Sequence[str | Path],
    *,
    cwd: str | Path | None = None,
    env: Mapping[str, str | None] | None = None,
    interpreter_flags: Sequence[str] = FLAGS,
    limit: int = LIMIT,
) -> Iterator[RunningChild]:
    """Start this interpreter with `args` (a path, or ``-m``, ``-c`` first) and end it with the block.

    cwd: its folder. env: changes to the environment (see `child_environment`), None takes a variable away.
    limit: bytes that are kept of each stream, the first and the last half. Its standard input stays open
    until it is closed by ``write(..., close=True)``.

    Whatever ends the block, an interrupt too, the child and everything that it started is killed. On Linux
    that includes processes that left its session; on Windows those only that are its descendants at that
    moment.
    """
    command = [sys.executable, *interpreter_flags]
    shown = len(command)
    command += [str(arg) for arg in args]
    child = RunningChild(command, shown, child_environment(env), str(cwd) if cwd else None, limit)
    try:
        yield child
    finally:
        child.kill()


def run_child(
    args: Sequence[str | Path],
    *,
    stdin: str | bytes = "",
    timeout: float = 10.0,
    cwd: str | Path | None = None,
    env: Mapping[str, str | None] | None = None,
    interpreter_flags: Sequence[str] = FLAGS,
    limit: int = LIMIT,
    settle: float = SETTLE_SECONDS,
) -> ChildRun:
    """Run this interpreter with `args` to its end, at most `timeout` real seconds, and tell what it came to.

    stdin: all that it can read; then its input ends. The other parameters are `start_child`'s; settle: see
    `SETTLE_SECONDS`. Raises nothing for what the child does, and leaves no process of it behind.
    """
    with start_child(args, cwd=cwd, env=env, interpreter_flags=interpreter_flags, limit=limit) as child:
        child.write(stdin, close=True)
        return child.wait(timeout, settle=settle)
