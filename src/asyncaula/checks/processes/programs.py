"""Running a file as ``python file`` would, under a given start method of `multiprocessing`."""

from __future__ import annotations

from ..scripts import Script


def program(path: str, *, method: str = "spawn", timeout: float = 15.0) -> Script:
    """Give a program for `expect` to run; its processes start as `method` says unless it says otherwise.

    With ``spawn`` every new process imports the program's file afresh, as on Windows and macOS. The file is
    the main module of the interpreter and of its processes, as it would be.
    """
    return Script(path, (method,), timeout=timeout, flags=(), under=f"{__package__}.under")
