"""Whether a process moves at all: not whether it is slow, which on a loaded machine any is."""

from __future__ import annotations

from pathlib import Path

Stillness = tuple[tuple[str, str], ...]


def stillness(pid: int) -> Stillness | None:
    """Tell how often each thread of a process has gone to sleep, or None while one of them runs or could.

    The same answer again: in between it did nothing, and waits for somebody else, or has ended. Read from
    Linux's ``/proc``; empty where there is none.
    """
    found = []
    try:
        for task in sorted(Path("/proc", str(pid), "task").iterdir()):
            lines = (task / "status").read_text(encoding="utf-8").splitlines()
            status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
            if not status["State"].startswith(("S", "Z", "X")):
                return None
            found.append((task.name, status["voluntary_ctxt_switches"]))
    except (OSError, KeyError):
        return ()
    return tuple(found)
