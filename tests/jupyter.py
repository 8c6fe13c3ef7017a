"""Where a Jupyter server that a test has started can be reached."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import httpx
import pytest


def address_of(server: subprocess.Popen[bytes], runtime: Path, log: Path, seconds: float) -> str:
    """Wait until it answers and give its address. Fails, with its log, where it ends or takes longer than that."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        for found in runtime.glob("jpserver-*.json"):
            try:
                address = str(json.loads(found.read_text(encoding="utf-8"))["url"])
                httpx.get(address + "api", trust_env=False)
            except (ValueError, KeyError, httpx.TransportError):
                continue
            return address
        time.sleep(0.1)
    pytest.fail(f"Jupyter did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
