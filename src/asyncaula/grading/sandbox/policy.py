"""The command line that makes a sandbox.

Facts that it rests on (bubblewrap 0.8, Linux 6.x; each has a test):

- Started by root, `--unshare-all` alone keeps every capability, and a process of root's in a user namespace
  still owns root's files: without capabilities it could write `/proc/sys/kernel/core_pattern`, which
  bubblewrap leaves open, and so run programs on the host. Hence `stepdown`, and `/proc` is read-only here.
- The first process in the namespace is bubblewrap itself, without the filter of `seccomp`, and its memory
  could be written through `/proc/1/mem`: it is covered.
- `--remount-ro` does not reach what is mounted below. On a device it would also make it unusable (nodev).
- Folders that bubblewrap makes on the way to a mount have mode 0700.
- The walls hold no memory of the kernel's own (buffers of sockets and pipes): a control group would.
- `/proc` can only be mounted where the surrounding container shows all of its own (bubblewrap issue 505).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from .environment import COVERED, FROM_ETC, SYSTEM
from .limits import Limits

USER, HOST = "learner", "aula"
UID = 1000
HOME = f"/home/{USER}"
WORK = f"{HOME}/work"
TEMPORARY, SHARED = "/tmp", "/dev/shm"
FILES = "/run/files"

ETC = {
    "passwd": f"{USER}:x:{UID}:{UID}::{HOME}:/bin/sh\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n",
    "group": f"{USER}:x:{UID}:\nnogroup:x:65534:\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    "hosts": f"127.0.0.1 localhost {HOST}\n",
}
"""What stands in /etc besides links and caches."""
HOSTS_V6 = "::1 localhost\n"
"""What /etc/hosts says as well where there is IPv6."""

# Copies the files handed in, says that the sandbox is up, and becomes the kernel.
START = 'cp -R "$0"/. . && echo up && exec "$@" > /dev/null'

# The same where a kernel joins: the sandbox is there until its standard input ends.
HOLD = 'cp -R "$0"/. . && echo up && read _'


def walls(bwrap: str, trees: Iterable[Path], limits: Limits) -> list[str]:
    """Give the part that is the same for every kernel: what it is cut off from, and what it sees instead."""
    command = [bwrap, "--unshare-all", "--unshare-user", "--disable-userns"]
    command += ["--uid", str(UID), "--gid", str(UID), "--cap-drop", "ALL", "--hostname", HOST]
    command += ["--die-with-parent", "--new-session", "--clearenv"]
    command += ["--ro-bind", str(SYSTEM), str(SYSTEM)]
    for path in COVERED:
        if path.is_dir():
            command += ["--tmpfs", str(path), "--remount-ro", str(path)]
    for path in map(Path, ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")):
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            command += ["--ro-bind", str(path), str(path)]
    for name in FROM_ETC:
        command += ["--ro-bind-try", name, name]
    command += ["--proc", "/proc", "--perms", "0555", "--tmpfs", "/proc/1"]
    command += ["--remount-ro", "/proc/1", "--remount-ro", "/proc", "--dev", "/dev"]
    for path_, size, mode in (
        (TEMPORARY, limits.temporary, "1777"),
        (SHARED, limits.temporary, "1777"),
        (HOME, limits.scratch, "0755"),
    ):
        command += ["--perms", mode, "--size", str(size), "--tmpfs", path_]
    for tree in trees:  # after the places to write in: a checkout may lie in /tmp, or in a home of that name
        command += ["--ro-bind", str(tree), str(tree)]
    return [*command, "--remount-ro", "/dev", "--perms", "0755", "--dir", WORK]


def inside(
    *,
    etc: Path,
    files: Path,
    meeting: Path,
    sockets: Path,
    environment: Mapping[str, str],
    filter_fd: int | None,
) -> list[str]:
    """Give the part that is one kernel's own; it comes after `walls` and before `limited`."""
    command = []
    for path in sorted(etc.iterdir()):
        command += ["--ro-bind", str(path), f"/etc/{path.name}"]
    command += ["--ro-bind", str(files), FILES]
    command += ["--ro-bind", str(meeting), str(meeting), "--bind", str(sockets), str(sockets)]
    return [*command, *closed(environment, filter_fd)]


def closed(environment: Mapping[str, str], filter_fd: int | None) -> list[str]:
    """Give what ends the making of a sandbox: nothing more is mounted, and who comes in finds this environment."""
    command = ["--remount-ro", "/", "--chdir", WORK]
    for name, value in environment.items():
        command += ["--setenv", name, value]
    if filter_fd is not None:
        command += ["--seccomp", str(filter_fd)]
    return [*command, "--"]


def limited(prlimit: str, limits: Limits) -> list[str]:
    """Give the command that holds what follows it to the limits of the operating system."""
    held = (f"--{name}={soft}:{hard}" for name, soft, hard in resources(limits))
    return [prlimit, *held, "--"]


def resources(limits: Limits) -> list[tuple[str, int, int]]:
    """Give the limits of the operating system: name, soft and hard, of each."""
    most = {
        "as": limits.address_space,
        "fsize": limits.file_size,
        "nofile": limits.open_files,
        "nproc": limits.tasks,
        "core": 0,
    }
    return [("cpu", limits.cpu, limits.cpu + 5), *((name, most[name], most[name]) for name in most)]


def variables(programs: Path, extra: Mapping[str, str]) -> dict[str, str]:
    """Give the kernel's whole environment. Numeric libraries get one thread: many kernels share a machine."""
    return {
        "HOME": HOME,
        "USER": USER,
        "LOGNAME": USER,
        "LANG": "C.UTF-8",
        "PATH": f"{programs}:/usr/bin:/bin",
        "PYTHONSAFEPATH": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **extra,
    }
