"""What holds for every test: asyncio's debug mode, the longest first, and in CI a skipped test is a failed one."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest

os.environ["PYTHONASYNCIODEBUG"] = "1"

# A reason to skip that no CI machine of ours can do anything about: what belongs to another system.
ALLOWED_IN_CI = ("only on Windows", "only on macOS", "only before Python", "only from Python")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    report = yield
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if not any(allowed in reason for allowed in ALLOWED_IN_CI):
            report.outcome = "failed"
            report.longrepr = f"skipped in CI, where nothing may be missing: {reason}"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that may take longest, so that no long one is begun when the others have ended."""
    longest: dict[str, tuple[float, int]] = {}
    for item in items:
        limit = item.get_closest_marker("timeout")
        seconds, slow = longest.get(item.location[0], (0.0, 0))
        longest[item.location[0]] = (
            max(seconds, float(limit.args[0]) if limit is not None else 0.0),
            slow + (item.get_closest_marker("slow") is not None),
        )
    items.sort(key=lambda item: longest[item.location[0]], reverse=True)
