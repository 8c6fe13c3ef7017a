"""A browser for a story, and its steps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from . import chromium
from .story import Story


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Chromium; skips where there is none, which fails in CI.

    While Playwright is there an event loop runs in this thread: no other test may find one.
    """
    path = chromium.find()
    if path is None:
        pytest.skip(chromium.MISSING)
    expect.set_options(timeout=chromium.PATIENCE)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright, path)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A person's browser window, nothing of an earlier one in it."""
    context = browser.new_context(viewport={"width": 1360, "height": 900}, locale="es-MX")
    context.set_default_timeout(chromium.PATIENCE)
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
