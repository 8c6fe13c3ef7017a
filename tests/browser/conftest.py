"""Debian's Chromium, driven by Playwright; what a story needs of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from .story import Story

PATIENCE = 120_000
"""Milliseconds that a person waits for anything: a machine may be busy with other tests."""
NAMES = ("chromium", "chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; skips where there is none, which fails in CI."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("there is no Chromium here (Debian and Ubuntu: apt install chromium)")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            timeout=PATIENCE,
            args=["--no-sandbox"] if root else [],
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person's browser window, nothing of an earlier one in it."""
    context = browser.new_context(viewport={"width": 1360, "height": 900}, locale="es-MX")
    context.set_default_timeout(PATIENCE)
    context.tracing.start(screenshots=True, snapshots=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """The first tab."""
    return context.new_page()


@pytest.fixture
def story(request: pytest.FixtureRequest, context: BrowserContext, tmp_path: Path) -> Story:
    """The steps of this test."""
    return Story(request.node.name.removeprefix("test_"), context, tmp_path)
