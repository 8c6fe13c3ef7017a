"""What a verdict depends on besides submission and tests: the interpreter, the libraries, the grader itself."""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@lru_cache(maxsize=1)
def environment() -> str:
    """Give a fingerprint of this Python, of every installed distribution, and of the grader's own code."""
    installed = sorted({f"{d.name}=={d.version}" for d in distributions()})
    own = [_sources(_PACKAGE / room) for room in ("checks", "grading")]
    own.append(hashlib.sha256((_PACKAGE / "verdict.py").read_bytes()).hexdigest())
    said = "\n".join([platform.python_version(), platform.system(), *installed, *own])
    return hashlib.sha256(said.encode()).hexdigest()


def _sources(folder: Path) -> str:
    """Give what tells a package's code from any other: not its byte code, which comes with any import."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()}\0{digest}\n".encode())
    return whole.hexdigest()
