"""Facts about processes and threads: whether one has ended, was waited for, or is asleep."""

from __future__ import annotations

import contextlib
import os
import select
import selectors
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Literal

from ..clock import CountingSelector, VirtualSelector
from ..environ_of import environment_of
from ..patience import wants_a_processor

State = Literal["running", "ended", "reaped"]
_PROC = Path("/proc")
VISIBLE = (_PROC / "self" / "task").is_dir()
"""Whether this system shows what its processes are doing."""
NEAR_SECONDS = 1.0
"""A loop whose next timer is due within this may be polling: it does not rest."""
_FATAL = 1 << 8 | 1 << 14  # SIGKILL, SIGTERM
_EXITING = 0x4  # PF_EXITING
_LOOP_WAITS = {VirtualSelector.select.__code__, CountingSelector.select.__code__}
_POLLS_FOR_END = {
    fn.__code__ for fn in (getattr(subprocess.Popen, "_wait", None), subprocess.Popen.wait) if fn is not None
}


def state(child: subprocess.Popen[bytes]) -> State:
    """Tell whether a child runs, has ended, or was also waited for; leaves it as it is, except on Windows.

    ``reaped`` holds whoever waited: `Popen.wait`, an event loop, or `os.waitpid`.
    """
    if child.returncode is not None:
        return "reaped"
    if sys.platform == "win32" or not hasattr(os, "waitid"):
        return "running" if child.poll() is None else "ended"
    try:
        seen = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return "reaped"
    return "running" if seen is None else "ended"


def is_dying(pid: int) -> bool:
    """Whether a signal that ends a running process is on its way to it; False where the system does not tell."""
    try:
        told = _status(_PROC / str(pid))
        flags = int((_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[6])
    except (OSError, ValueError, IndexError):
        return not VISIBLE or not (_PROC / str(pid)).exists()
    pending = int(told.get("SigPnd", "0"), 16) | int(told.get("ShdPnd", "0"), 16)
    return bool(pending & ~int(told.get("SigBlk", "0"), 16) & _FATAL or flags & _EXITING)


def _status(folder: Path) -> dict[str, str]:
    lines = (folder / "status").read_text(encoding="utf-8", errors="replace").splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def kill(child: subprocess.Popen[bytes]) -> None:
    """Kill a child without taking its end away from whoever waits for it."""
    if state(child) != "running":
        return
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            child.kill()
        else:
            os.kill(child.pid, signal.SIGKILL)


def descendants(pid: int) -> list[int]:
    """Give a process' living descendants, parents first; none where the system does not list them."""
    found: list[int] = []
    for task in _tasks(pid):
        with contextlib.suppress(OSError, ValueError):
            for child in map(int, (task / "children").read_text(encoding="ascii").split()):
                found += [child, *descendants(child)]
    return found


def _tasks(pid: int) -> list[Path]:
    """Give the folders of a process' threads; none where it has ended, at whichever moment of looking."""
    folder = _PROC / str(pid) / "task"
    try:
        return [folder / name for name in sorted(os.listdir(folder))]
    except OSError:  # `Path.glob` raises it too, where a process ends between its steps
        return []


def marked(name: str, value: str, pids: Iterable[int] | None = None) -> list[int]:
    """Give the other living processes whose environment has that variable, wherever their parents went.

    Looks at `pids`, or at all that there are.
    """
    wanted, found = f"{name}={value}".encode(), []
    everybody = (int(path.name) for path in _PROC.glob("[0-9]*"))
    for pid in everybody if pids is None else pids:
        with contextlib.suppress(OSError):
            if pid != os.getpid() and wanted in environment_of(pid):
                found.append(pid)
    return found


def _asleep(task: Path) -> tuple[str, ...] | None:
    """Give how often a thread has slept, or None where it is not asleep or cannot be seen."""
    try:
        told = _status(task)
    except OSError:
        return None
    if told.get("State", "").split()[:1] != ["S"]:
        return None
    return tuple(told.get(f"{kind}_ctxt_switches", "") for kind in ("voluntary", "nonvoluntary"))


def any_awake(threads: Iterable[threading.Thread], processes: Iterable[int]) -> bool:
    """Whether one of these threads of ours, or of those processes', runs, or waits for a processor or a disk."""
    tasks = [_PROC / "self" / "task" / str(thread.native_id) for thread in threads]
    for pid in processes:
        tasks += _tasks(pid)
    return any(map(wants_a_processor, tasks))


def has_news(clock: selectors.BaseSelector) -> bool:
    """Whether a selector has something to tell. Its thread may still look asleep: it waits for its turn to speak."""
    fileno = getattr(clock, "fileno", None)
    if fileno is None or not hasattr(select, "poll"):
        return False
    look = select.poll()
    try:
        look.register(fileno(), select.POLLIN)
        return bool(look.poll(0))
    except (OSError, ValueError):  # closed
        return False


def process_at_rest(pid: int) -> tuple[object, ...] | None:
    """Give a picture of a process that is asleep: the same one twice means that it never woke between.

    None where it is awake, or where the system does not show it.
    """
    seen = [_asleep(task) for task in _tasks(pid)]
    return (pid, *seen) if seen and None not in seen else None


def thread_at_rest(thread: threading.Thread, frame: FrameType | None) -> tuple[object, ...] | None:
    """Give such a picture of a thread of this process.

    A loop's thread is at rest while its loop gets nothing to do and no timer is near, one in `Popen.wait` while
    that has not returned: both wake by themselves, and only to look again.
    """
    asleep = _asleep(_PROC / "self" / "task" / str(thread.native_id))
    for seen in _stack(frame):
        if seen.f_code in _POLLS_FOR_END:
            return (thread.native_id, "waits for an end")
        if seen.f_code in _LOOP_WAITS:
            clock = seen.f_locals["self"]
            timer = seen.f_locals.get("timeout")
            far = timer is None or timer > NEAR_SECONDS
            at_rest = asleep is not None and far and getattr(clock, "idle", False) and not has_news(clock)
            return (thread.native_id, "loop", getattr(clock, "ticks", None)) if at_rest else None
    return (thread.native_id, asleep) if asleep is not None else None


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back
