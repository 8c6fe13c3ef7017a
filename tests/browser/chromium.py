"""Debian's Chromium, without a window."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Browser, Playwright

PATIENCE = 120_000
"""Milliseconds that a person waits for anything: a machine may be busy with other tests."""
MISSING = "there is no Chromium here (Debian and Ubuntu: apt install chromium)"
_NAMES = ("chromium", "chromium-browser")


def find() -> str | None:
    """Give the path of Chromium, or None where there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def launch(playwright: Playwright, path: str) -> Browser:
    """Start it; as root, as in a container, it runs without a sandbox of its own, which it would refuse."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(
        executable_path=path, timeout=PATIENCE, args=["--no-sandbox"] if root else []
    )
