"""The environment that another process was started with, as Linux shows it."""

from __future__ import annotations

from pathlib import Path

from .realtime import pause

_PROC = Path("/proc")
_VSIZE, _ENV_END = 20, 48
"""Fields of ``/proc/PID/stat`` after the name (proc_pid_stat(5)): the memory's size, the environment's end."""
_LOOKS, _STEP = 1_000, 0.001


def environment_of(pid: int) -> tuple[bytes, ...]:
    """Give the ``NAME=value`` of a process' environment. OSError where it has ended or belongs to somebody else.

    In the middle of an ``exec`` a process has memory and no environment yet, and Linux shows an empty one: that is
    waited for, up to a second of real time, for who looks then would take it for a stranger.
    """
    folder = _PROC / str(pid)
    settled = False
    for _ in range(_LOOKS):
        shown = (folder / "environ").read_bytes()
        if shown or settled:
            break
        settled = not _is_between_programs(
            folder
        )  # it may have become so just now: then its environment shows
        if not settled:
            pause(_STEP)
    return tuple(shown.split(b"\0"))


def _is_between_programs(folder: Path) -> bool:
    fields = (folder / "stat").read_bytes().rpartition(b")")[2].split()
    return int(fields[_VSIZE]) > 0 and int(fields[_ENV_END]) == 0
