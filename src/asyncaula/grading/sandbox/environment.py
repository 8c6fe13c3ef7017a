"""What of this machine a sandboxed kernel sees, read-only: its programs, and Python with its packages."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import asyncaula

from .errors import SandboxError

SYSTEM = Path("/usr")
# What programs look up outside /usr, none of it private. /etc/ssl as a whole would show root its own keys.
FROM_ETC = (
    "/etc/alternatives",
    "/etc/crypto-policies",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/ssl/certs",
    "/etc/ssl/openssl.cnf",
)
# Below /usr, and other people's: where nbgrader's exchange lies by default.
COVERED = (Path("/usr/local/share/nbgrader"),)


def interpreter(argv: list[str]) -> Path:
    """Give the interpreter that a kernelspec's command names; this process's own if it names none by path."""
    return Path(argv[0]) if argv and os.path.isabs(argv[0]) else Path(sys.executable)


def python_trees(program: Path | None = None) -> list[Path]:
    """Give the folders outside /usr that Python needs, parents first: its own, its packages', this package.

    Of a course's repository that is the virtual environment and `src/asyncaula`, and nothing else. `program`
    is the kernel's interpreter where that is another one than this process's. A folder with a link in its
    path is given under both names.
    """
    wanted = [Path(sys.prefix), Path(sys.base_prefix), Path(asyncaula.__file__).parent]
    if program is not None:
        wanted += [path.parent.parent for path in (program, program.resolve()) if path.parent != Path("/bin")]
    found: list[Path] = []
    for path in sorted({*wanted, *(path.resolve() for path in wanted)}):
        if path == Path(path.anchor):
            raise SandboxError(f"Python lies in {path}, which would show the sandbox the whole machine")
        if not any(path.is_relative_to(other) for other in (SYSTEM, *found)):
            found.append(path)
    return found


def refuse_if_visible(folder: Path, trees: list[Path]) -> None:
    """Raise `SandboxError` where the sandbox would see the very folder whose files it gets copies of."""
    for tree in (SYSTEM, *trees):
        if folder.resolve().is_relative_to(tree.resolve()):
            raise SandboxError(
                f"{folder} lies inside {tree}, which every sandboxed kernel can read: "
                "keep submissions outside of Python's environment"
            )
