"""Root becomes an ordinary user before it makes a sandbox.

A sandbox that root makes is root's: RLIMIT_NPROC does not hold it, and it owns every file of root's that it
can see. So root first becomes nobody, in a mount namespace where nobody can reach Python even if that lies in
root's home. That is in a process namespace of its own because a parent's death signal does not pass from
root to another user (bubblewrap keeps no capability to send it), while the end of a namespace ends all in
it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from .errors import SandboxError

UID = GID = 65534


def needed() -> bool:
    """Tell whether this process is root's, who has to step down."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def command(bwrap: str, setpriv: str, trees: Iterable[Path]) -> list[str]:
    """Give the command that runs what follows it as nobody, who can read these folders.

    Raises `SandboxError` for a folder that forbids it to everybody but its owner.
    """
    shown: list[str] = []
    covered: list[Path] = []
    made: set[Path] = set()
    for tree in trees:
        if not _open(tree, stat.S_IROTH | stat.S_IXOTH):
            raise SandboxError(
                f"{tree} can be read by its owner alone, and a kernel that root starts runs as nobody: "
                f"chmod -R o+rX {tree}, or grade as an ordinary user"
            )
        above = list(reversed(tree.parents))
        shut = next((folder for folder in above if not _open(folder, stat.S_IXOTH)), None)
        if shut is None:
            continue
        if shut not in covered:
            covered.append(shut)
            shown += ["--perms", "0755", "--tmpfs", str(shut)]
        for folder in above[above.index(shut) + 1 :]:
            if folder not in made:
                made.add(folder)
                shown += ["--perms", "0755", "--dir", str(folder)]
        shown += ["--ro-bind", str(tree), str(tree)]
    become = [setpriv, f"--reuid={UID}", f"--regid={GID}", "--clear-groups"]
    become += ["--inh-caps=-all", "--bounding-set=-all", "--"]
    outer = [bwrap, "--unshare-pid", "--die-with-parent", "--dev-bind", "/", "/"]
    return [*outer, *shown, "--", *become]


def _open(folder: Path, bits: int) -> bool:
    return folder.stat().st_mode & bits == bits
