"""What the processes of one sandbox use, read from /proc. Linux alone; elsewhere everything is empty."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")


def tree(root: int, most: int) -> list[int]:
    """Give the process and its descendants, parents first, and stop looking at `most`.

    What is orphaned in a process namespace belongs to its first process, so nothing escapes by a double
    fork. A process that starts others while this looks may be missed until the next look.
    """
    found = [root]
    for pid in found:
        for child in children(pid):
            found.append(child)
            if len(found) >= most:
                return found
    return found


def children(pid: int) -> Iterator[int]:
    """Of each thread, as proc(5) has it (CONFIG_PROC_CHILDREN)."""
    with contextlib.suppress(OSError):
        for thread in os.listdir(_PROC / str(pid) / "task"):
            with contextlib.suppress(OSError):
                yield from map(int, (_PROC / str(pid) / "task" / thread / "children").read_bytes().split())


def blind() -> str | None:
    """Say why a tree of processes can not be found here, which would leave limits unwatched; else None."""
    me = str(os.getpid())
    try:
        if os.readlink(_PROC / "self") != me:
            return "/proc is that of another process namespace"
    except OSError:
        return "/proc is not there"
    if not (_PROC / me / "task" / me / "children").exists():
        return "the kernel does not list a process's children (it was made without CONFIG_PROC_CHILDREN)"
    return None


def memory(pids: list[int], most: int) -> int:
    """Give the bytes of memory and swap that these processes hold together.

    Shared pages count once for each process while that stays below `most`, and once in all (proportional set
    size) above it, which is a costly question.
    """
    resident = sum(map(_resident, pids))
    if resident <= most:
        return resident
    return sum(_kilobytes(pid, "smaps_rollup", (b"Pss:", b"SwapPss:")) for pid in pids) * 1024


def own_memory() -> int:
    """Give the bytes of memory and swap that this process holds."""
    return _resident(os.getpid())


def _resident(pid: int) -> int:
    return _kilobytes(pid, "status", (b"VmRSS:", b"VmSwap:")) * 1024


def _kilobytes(pid: int, file: str, wanted: tuple[bytes, ...]) -> int:
    total = 0
    with contextlib.suppress(OSError):  # it has just ended
        for line in (_PROC / str(pid) / file).read_bytes().splitlines():
            if line.startswith(wanted):
                total += int(line.split()[1])
    return total


def seen_from_inside(pids: list[int], path: str) -> os.statvfs_result | None:
    """Give the state of the file system at `path` as the sandbox sees it; None while that can not be told.

    Asked through whichever of these processes has another root than this one.
    """
    here = os.stat("/")
    for pid in reversed(pids):
        root = _PROC / str(pid) / "root"
        with contextlib.suppress(OSError):
            if not os.path.samestat(os.stat(root), here):
                return os.statvfs(f"{root}{path}")
    return None
