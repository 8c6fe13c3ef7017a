"""What the documentation shows to type, and one folder for what several workers share."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PROGRAMS = [
    "python3",
    "python",
    "py",
    "asyncaula",
    "nbgrader",
    "jupyter",
    "git",
    "pip",
    "mkdir",
    "source",
    "sudo",
]
COMMAND = re.compile(rf"([A-Z_]+=\S+ )?({'|'.join(PROGRAMS)}) \S")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`]+)`")
SHELL = ("", "console", "sh", "bash", "shell")
SAME = re.compile(r"(?<![\w.])(?:py|python)(?= )")


def pages() -> list[Path]:
    """Give all that is written for people to follow."""
    return [
        REPOSITORY / "README.md",
        REPOSITORY / "CONTRIBUTING.md",
        REPOSITORY / "kit/README.md",
        *sorted((REPOSITORY / "docs").glob("*.md")),
    ]


def commands(text: str) -> Iterator[str]:
    """Give every command in blocks and in code between words or in tables; `py` and `python` are `python3`."""
    for language, body in BLOCK.findall(text):
        if language in SHELL:
            yield from filter(
                COMMAND.match, (re.split(r"\s+#\s", line)[0].strip() for line in body.splitlines())
            )
    yield from filter(COMMAND.match, (" ".join(code.split()) for code in INLINE.findall(BLOCK.sub("", text))))


@pytest.fixture(scope="session")
def documented() -> dict[str, list[str]]:
    """Every documented command, and the pages that show it."""
    found: dict[str, list[str]] = {}
    for page in pages():
        for command in commands(page.read_text(encoding="utf-8")):
            found.setdefault(SAME.sub("python3", command), []).append(page.name)
    return found


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of one run of pytest see."""
    mine = tmp_path_factory.getbasetemp()
    folder = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "docs"
    folder.mkdir(exist_ok=True)
    return folder
