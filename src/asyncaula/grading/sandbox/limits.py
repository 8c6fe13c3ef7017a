"""What a sandboxed kernel may use, and the limit that one went over."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """The most that one kernel and all that it starts may use. Sizes are in bytes, times in real seconds.

    Held by the operating system: `cpu` and `address_space` and `file_size` and `open_files` for each process,
    `tasks` for all processes and threads together, `scratch` and `temporary` and `files` as the size of file
    systems. Held by a watchdog that looks ten times a second and ends the kernel: `wall`, `memory`,
    `processes`, `messages`, and a full file system. Core dumps are never written.
    """

    wall: float = 600.0
    """From the kernel's start to its end."""
    cpu: int = 300
    """Processor time of each process; it gets SIGXCPU, and five seconds later SIGKILL."""
    memory: int = 2048 * MB
    """All processes together; pages that several of them share count once (proportional set size)."""
    address_space: int = 4096 * MB
    """Of each process. A request above it is a MemoryError, which a program can handle."""
    processes: int = 64
    """All processes together."""
    tasks: int = 512
    """All processes and threads together; one more is refused with BlockingIOError or RuntimeError."""
    open_files: int = 1024
    """Of each process."""
    file_size: int = 100 * MB
    """Of each file."""
    scratch: int = 256 * MB
    """What is written in the home folder, which holds the working directory. Kept in memory."""
    temporary: int = 64 * MB
    """What is written in /tmp, and the same again for /dev/shm. Kept in memory."""
    files: int = 20_000
    """Files and folders in each of these three places."""
    messages: int = 512 * MB
    """What the process that started the kernel may come to hold more than it did then: zmq keeps the parts of a
    message until its last one is there, which never has to come. Several kernels of one process share it."""

    def __post_init__(self) -> None:
        for field in fields(self):
            if getattr(self, field.name) <= 0:
                raise ValueError(f"{field.name} has to be more than 0")


What = Literal["wall", "cpu", "memory", "processes", "scratch", "temporary", "files", "sockets", "messages"]
_BYTES = {"memory", "scratch", "temporary", "sockets", "messages"}
_NAMES = {
    "wall": "real time",
    "cpu": "processor time",
    "memory": "memory",
    "processes": "processes",
    "scratch": "files written in the working directory",
    "temporary": "files written in /tmp or /dev/shm",
    "files": "number of files",
    "sockets": "files written beside the kernel's sockets",
    "messages": "messages that have no end",
}


@dataclass(frozen=True)
class OverLimit:
    """The limit that ended a kernel: which, what was used when that was seen, and what was allowed.

    `used` can be below `allowed` for what the operating system holds, as a file system that is full.
    """

    what: What
    used: float
    allowed: float

    def __str__(self) -> str:
        if self.what in _BYTES:
            amounts = f"{self.used / MB:.0f} MB of {self.allowed / MB:.0f} MB"
        elif self.what in ("wall", "cpu"):
            amounts = f"{self.used:.0f} s of {self.allowed:g} s"
        else:
            amounts = f"{self.used:.0f} of {self.allowed:.0f}"
        return f"{_NAMES[self.what]}: {amounts}"
