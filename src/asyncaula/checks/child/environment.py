"""The environment of a child interpreter: the caller's, without what would change how Python behaves."""

from __future__ import annotations

import os
from collections.abc import Mapping

_DROPPED_PREFIXES = ("JPY_", "IPYTHON", "JUPYTER_", "PYDEVD", "PYTEST_", "COVERAGE_", "COV_CORE_")
_DROPPED = {
    "CLICOLOR_FORCE",
    "FORCE_COLOR",
    "MPLBACKEND",
    "PYTHONASYNCIODEBUG",
    "PYTHONBREAKPOINT",
    "PYTHONDEVMODE",
    "PYTHONFAULTHANDLER",
    "PYTHONHOME",
    "PYTHONINSPECT",
    "PYTHONOPTIMIZE",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "PYTHONTRACEMALLOC",
    "PYTHONVERBOSE",
    "PYTHONWARNINGS",
    "PYTHON_COLORS",
    "WEB_CONCURRENCY",
}
_SET = {
    "NO_COLOR": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONUNBUFFERED": "1",
    "PYTHONUTF8": "1",
}


def child_environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Give the environment for a child interpreter, with `changes` on top (None takes a variable away).

    Left out are the kernel's own variables and those that change Python's flags, paths or colours. Standard
    streams speak UTF-8 and are unbuffered, so that what was printed before a kill is not lost; no
    ``__pycache__`` is left.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _DROPPED and not name.startswith(_DROPPED_PREFIXES)
    }
    merged: dict[str, str | None] = {**kept, **_SET, **(changes or {})}
    return {name: value for name, value in merged.items() if value is not None}
