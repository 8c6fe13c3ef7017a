"""The folder of one sandboxed kernel on this side: its sockets and what is handed to it."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from . import policy, stepdown
from .errors import SandboxError

# A unix socket's path has room for 107 bytes (unix(7)), of which "/s-12345" comes after the folder's.
_LONGEST = 98
_PREFIX = "aula-kernel-"


@dataclass(frozen=True)
class Place:
    """One kernel's folder. It can write in `sockets`, and read the rest at most."""

    root: Path

    @property
    def meeting(self) -> Path:
        """All that is needed to talk to the kernel: the connection file and, below it, the sockets."""
        return self.root / "k"

    @property
    def connection_file(self) -> Path:
        """Where the kernel cannot write, so that no link of its making leads who writes it here elsewhere."""
        return self.meeting / "c.json"

    @property
    def sockets(self) -> Path:
        """The only place that both sides write to."""
        return self.meeting / "s"

    @property
    def files(self) -> Path:
        """The copies that the working directory is filled with."""
        return self.root / "files"

    @property
    def etc(self) -> Path:
        """What the kernel finds in /etc."""
        return self.root / "etc"

    @classmethod
    def make(cls, folder: Path, most: int) -> Place:
        """Make one, with copies of `folder`'s files. Raises `SandboxError` above `most` bytes."""
        place = cls(Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=base())))
        try:
            if len(os.fsencode(place.sockets)) > _LONGEST:
                raise SandboxError(
                    f"{place.root} is too long a path for a socket: set TMPDIR to a shorter one"
                )
            for path in (place.meeting, place.sockets, place.files, place.etc):
                path.mkdir()
            _copy(folder, place.files, most)
            for name, text in policy.ETC.items():
                (place.etc / name).write_text(text, encoding="utf-8")
            if Path("/proc/net/if_inet6").exists():
                with (place.etc / "hosts").open("a", encoding="utf-8") as hosts:
                    hosts.write(policy.HOSTS_V6)
            place.hand_over()
        except BaseException:
            remove(place.root)
            raise
        return place

    def hand_over(self) -> None:
        """Let the sandbox's user read it; call it again once the connection file is written."""
        for path in (self.meeting, self.files, self.etc, *self.files.rglob("*"), *self.etc.iterdir()):
            path.chmod(0o755 if path.is_dir() else 0o644)
        if stepdown.needed():
            for path in (self.root, self.sockets, self.connection_file):
                if path.exists():
                    os.chown(path, stepdown.UID, stepdown.GID)


def base() -> Path:
    """Where the folders are made: in memory where there is such a place, and where a path to it is short.

    Root's runtime folder is closed to the user that root steps down to.
    """
    own = [] if stepdown.needed() else [os.environ.get("XDG_RUNTIME_DIR", "")]
    for candidate in (*own, "/dev/shm"):
        if candidate and os.path.isdir(candidate) and os.access(candidate, os.W_OK | os.X_OK):
            return Path(candidate)
    return Path(tempfile.gettempdir())


def remove_orphans() -> None:
    """Remove the folders of kernels whose grader was killed before it could do so. Linux alone has them."""
    if not Path("/proc/self").exists():
        return
    for left in base().glob(f"{_PREFIX}*-*"):
        pid = left.name.removeprefix(_PREFIX).split("-")[0]
        with contextlib.suppress(OSError):
            ours = left.lstat().st_uid in (os.getuid(), stepdown.UID)
            if ours and pid.isdigit() and not Path("/proc", pid).exists():
                remove(left)


def _copy(source: Path, target: Path, most: int) -> None:
    """Copy plain files and folders. A notebook could be read ahead; a link or a device could be anything."""
    left = most
    waiting = [(source, target)]
    while waiting:
        here, there = waiting.pop()
        with os.scandir(here) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and entry.name != ".ipynb_checkpoints":
                (there / entry.name).mkdir()
                waiting.append((Path(entry.path), there / entry.name))
            elif entry.is_file(follow_symlinks=False) and not entry.name.lower().endswith(".ipynb"):
                left -= _copy_file(entry.path, there / entry.name, left)
            if left < 0:
                raise SandboxError(f"The files in {source} are more than {most} bytes")


def _copy_file(source: str, target: Path, most: int) -> int:
    """Copy at most `most` bytes of a file and give its size; nothing if it turns out to be something else."""
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as read:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            return 0
        if state.st_size <= most:
            with target.open("wb") as written:
                shutil.copyfileobj(read, written)
        return state.st_size


def remove(root: Path) -> None:
    """Remove a folder whatever was made of it, and follow no link. Nothing happens if it is not there."""
    for here, folders, _ in os.walk(root, topdown=True):  # a folder is opened before it is listed
        for name in folders:
            path = os.path.join(here, name)
            if not os.path.islink(path):
                with contextlib.suppress(OSError):
                    os.chmod(path, 0o700)
    shutil.rmtree(root, ignore_errors=True)
