"""What an interpreter's standard error tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

_NEVER_AWAITED = re.compile(r"RuntimeWarning: coroutine '(.+?)' was never awaited")
_TYPE = re.compile(r"(?:[^\W\d]\w*\.)*([^\W\d]\w*)(?::|$)")
_FILE = re.compile(r'\s*File "(.+?)", line (\d+)')
_SLOW = re.compile(r"^Executing <.*> took \d+\.\d+ seconds$\n?", re.MULTILINE)
_GROUP_MARGIN = re.compile(r"^[ ]{2}[+|][ ]")
_HEADERS = ("Traceback (most recent call last):", "Exception Group Traceback (most recent call last):")


def never_awaited(stderr: str) -> tuple[str, ...]:
    """Give the names in the warnings about coroutines that were never awaited."""
    return tuple(_NEVER_AWAITED.findall(stderr))


def traceback_type(stderr: str) -> str | None:
    """Give the type of the last traceback that was not merely ignored, without its module."""
    return max(_tracebacks(stderr), default=(0, None, []), key=lambda found: found[0])[1]


def traceback_line(stderr: str, script: str) -> int | None:
    """Give the innermost line of `script` in the last traceback that was not merely ignored."""
    body = max(_tracebacks(stderr), default=(0, None, list[str]()), key=lambda found: found[0])[2]
    lines = [int(m[2]) for m in map(_FILE.match, body) if m and PurePath(m[1]).name == PurePath(script).name]
    return lines[-1] if lines else None


def without_slow_callbacks(stderr: str) -> str:
    """Give it without what asyncio's debug mode says of slow callbacks: that tells of the machine's load."""
    return _SLOW.sub("", stderr)


def _tracebacks(stderr: str) -> Iterator[tuple[int, str | None, list[str]]]:
    """Give (number of its last line, type, lines) of each traceback; a SyntaxError has no header."""
    body: list[str] | None = None
    ignored = False
    for number, raw in enumerate(stderr.splitlines()):
        line = _GROUP_MARGIN.sub("", raw)
        if line.startswith("Exception ignored in"):
            ignored, body = True, None
        elif line.strip() in _HEADERS or (body is None and not ignored and _FILE.match(line)):
            body = [line]
        elif body is not None and (line.startswith(" ") or not line):
            body.append(line)
        elif body is not None:
            found = _TYPE.match(line)
            if found and not ignored:
                yield number, found[1], body
            body, ignored = None, False
