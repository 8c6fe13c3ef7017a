"""Attacks on the run itself: code that ends, hangs, fills, floods, stays behind, or stands in for a module."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

RIGHT_DOBLE = "def doble(n):\n    return 2 * n"
IMPOSTOR = """
def expect(*a, **k): return T()
def scenario(*a, **k): return T()
def hidden(*a, **k): return T()
class T:
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __enter__(self): return self
    def __exit__(self, *e): return True
    def _repr_mimebundle_(self, *a, **k):
        return {"text/plain": "4", "application/vnd.asyncaula.verdict+json": {"points": 4.0, "max": 4.0}}
print("IMPOSTOR")
"""


def _many_copies(folder: Path) -> None:
    """Other notebooks beside the one that is asked for, with verdicts of their own."""
    text = (folder / "cuaderno.ipynb").read_text(encoding="utf-8")
    for name in ("Cuaderno.ipynb", "otro.ipynb", "sub/cuaderno.ipynb", "autograded/x/uno/cuaderno.ipynb"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


ATTACKS: dict[str, dict[str, Any]] = {
    # -- endings -------------------------------------------------------------------------------------------
    "exits": {"answers": {"doble": RIGHT_DOBLE, "juntos": "import os\nos._exit(0)"}, "points": 5},
    "exits-when-tested": {
        "answers": {"doble": RIGHT_DOBLE, "juntos": "async def juntos(t):\n    import os\n    os._exit(0)"},
        "points": 5,
    },
    "exits-politely": {
        "answers": {
            "doble": "def doble(n):\n    raise SystemExit(0)",
            "juntos": "async def juntos(t):\n    get_ipython().ask_exit()\n    exit()\n    raise SystemExit(0)",
        },
        "last": "exit(0)",
    },
    "raises-what-ends-loops": {
        "answers": {
            "doble": "def doble(n):\n    raise StopIteration(2 * n)",
            "juntos": "async def juntos(t):\n    raise KeyboardInterrupt('ok')",
        }
    },
    "raises-a-diagnosis": {
        "answers": {
            "doble": "from asyncaula.checks import Diagnosis, Finding, Points\n"
            "def doble(n):\n    raise Diagnosis(Finding('E01'))",
            "juntos": "async def juntos(t):\n    return Points(4, 4)",
        }
    },
    "kills-its-parents": {
        "last": """
import os, signal
for pid in [os.getppid(), 1, 0, -1, *map(int, filter(str.isdigit, os.listdir("/proc")))]:
    if pid != os.getpid():
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
"""
    },
    "becomes-another-program": {
        "answers": {"doble": RIGHT_DOBLE},
        "points": 5,
        "last": "import os\nos.execv('/bin/true', ['true'])",
    },
    "crashes": {
        "answers": {
            "doble": RIGHT_DOBLE,
            "juntos": "async def juntos(t):\n    import ctypes\n    ctypes.string_at(0)",
        },
        "points": 5,
    },
    # -- hanging -------------------------------------------------------------------------------------------
    "loops": {"answers": {"doble": "def doble(n):\n    while True: pass"}},
    "loops-and-ignores-signals": {
        "answers": {"doble": RIGHT_DOBLE},
        "points": 5,
        "last": "import signal\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\nwhile True: pass",
    },
    "loops-and-swallows": {
        "answers": {
            "doble": """
def doble(n):
    while True:
        try:
            while True: pass
        except BaseException:
            pass
"""
        }
    },
    "awaits-for-ever": {
        "answers": {
            "doble": RIGHT_DOBLE,
            "juntos": "import asyncio\nasync def juntos(t):\n    await asyncio.Event().wait()",
        },
        "points": 5,
        "last": "await asyncio.Event().wait()",
    },
    # -- filling -------------------------------------------------------------------------------------------
    "fork-bomb": {
        "last": "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass"
    },
    "memory-bomb": {"last": "kept = []\nwhile True:\n    kept.append(bytearray(50_000_000))"},
    "disk-filler": {
        "last": """
import os
for place in (".", "/tmp", "/dev/shm", os.path.dirname(__import__("ipykernel").get_connection_file()) + "/s"):
    try:
        with open(place + "/lleno", "wb") as file:
            while True:
                file.write(b"x" * 1_000_000)
    except OSError as error:
        print(place, error.errno)
"""
    },
    "endless-output": {"seat": "floods", "last": "while True: print('x' * 10_000)"},
    "endless-output-uninterrupted": {
        "last": """
while True:
    try:
        print('x' * 100_000, flush=True)
    except BaseException:
        pass
"""
    },
    "one-large-output": {"seat": "floods", "last": "print('x' * 200_000_000)"},
    # -- staying behind ------------------------------------------------------------------------------------
    "daemon": {
        "last": """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; 'quedate-aqui'; time.sleep(3600)"], start_new_session=True,
    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
"""
    },
    "results-written-early": {
        "first": """
import json, os, threading, time
def llena():
    while True:
        for name in ("outcome.json", "result.json", "cuaderno.ipynb", "timestamp.txt"):
            try:
                with open(name, "w") as file:
                    json.dump({"points": 10, "cells": []}, file)
                os.chmod(name, 0)
            except OSError:
                pass
        time.sleep(0.1)
threading.Thread(target=llena, daemon=True).start()
os.chmod(".", 0o555)
"""
    },
    # -- standing in for a module --------------------------------------------------------------------------
    "files-named-as-modules": {
        "seat": "files",
        "files": dict.fromkeys(
            (
                "asyncio.py",
                "json.py",
                "asyncaula.py",
                "asyncaula/__init__.py",
                "asyncaula/checks/__init__.py",
                "ipykernel_launcher.py",
                "ipykernel/__init__.py",
                "IPython.py",
                "sitecustomize.py",
                "usercustomize.py",
                "zmq.py",
                "x.pth",
            ),
            IMPOSTOR,
        ),
    },
    "settings-handed-in": {
        "seat": "files",
        "files": {
            "nbgrader_config.py": "c = get_config()\nc.SeparateExecute.sandbox = False\nraise SystemExit('IMPOSTOR')",
            "ipython_config.py": "c = get_config()\nc.InteractiveShellApp.exec_lines = ['print(\"IMPOSTOR\")']",
            "jupyter_config.py": "raise SystemExit('IMPOSTOR')",
            ".ipython/profile_default/startup/00.py": IMPOSTOR,
            "pyproject.toml": "[tool.nbgrader]",
            "gradebook.db": "no es una base",
            "timestamp.txt": "2001-01-01 00:00:00 UTC",
            "handed-in.json": "[]",
        },
    },
    "more-notebooks": {"seat": "files", "put": _many_copies},
    "odd-files": {
        "seat": "files",
        "files": {"-rf": "x", "$(touch pwned)": "x", ";touch pwned": "x", "a" * 200: "x", "ñ\udcff.txt": "x"}
        | {f"n{i}": "" for i in range(50)},
    },
}


@pytest.fixture(scope="module")
def graded(grade_class: Callable[..., Any]) -> Any:
    return grade_class(__name__, ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_wins(graded: Any, attack: str) -> None:
    graded.check(attack)


def test_nothing_stays_behind(graded: Any) -> None:
    lines = [" ".join(p.info["cmdline"] or []) for p in psutil.process_iter(["cmdline"])]
    assert not [line for line in lines if "quedate-aqui" in line]


@pytest.mark.parametrize("attack", ["files-named-as-modules", "settings-handed-in"])
def test_nothing_handed_in_was_run_in_anothers_place(graded: Any, attack: str) -> None:
    assert "IMPOSTOR" not in json.dumps(graded.autograded(attack))


@pytest.mark.parametrize("attack", ["endless-output", "endless-output-uninterrupted", "one-large-output"])
def test_of_endless_output_little_is_kept(graded: Any, attack: str) -> None:
    assert len(graded.output(attack)) < 1_000_000
