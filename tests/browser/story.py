"""A story in named steps: what a failing step leaves to look at, and pictures of a passing one for who asks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext

KEEP = "ASYNCAULA_SCREENSHOTS"
"""Name of a variable: the folder in which a passing run leaves a picture of each step."""


class Story:
    """Steps in one browser. A step that fails names itself, and where its picture and its trace are."""

    def __init__(self, name: str, context: BrowserContext, folder: Path) -> None:
        self._name = name
        self._context = context
        self._folder = folder
        self._count = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Do what the block does under a name."""
        self._count += 1
        try:
            yield
        except BaseException as error:
            error.add_note(f"in step {self._count}, {name!r}; kept: {', '.join(map(str, self._evidence()))}")
            raise
        if os.environ.get(KEEP):
            self._pictures(Path(os.environ[KEEP]), name)

    def _evidence(self) -> list[Path]:
        trace = self._folder / "trace.zip"
        self._context.tracing.stop(path=trace)
        return [*self._pictures(self._folder, "failed"), trace]

    def _pictures(self, folder: Path, name: str) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for i, page in enumerate(self._context.pages):
            named = re.sub(r"\W+", "-", f"{self._name}-{self._count:02}-{name}-{i}")
            paths.append(folder / f"{named}.png")
            page.screenshot(path=paths[-1])
        return paths
