"""Forked kernels: they are like started ones, share nothing, and where there are none it is told."""

from __future__ import annotations

import sys
import time

import psutil
import pytest
from tests.grading.sandbox.conftest import started

from asyncaula.grading.forking import known
from asyncaula.grading.forking.client import ForkServer
from asyncaula.grading.sandbox.probe import tools
from asyncaula.grading.sandbox.warm import client

pytestmark = pytest.mark.slow

ABOUT = """
import gc, os, random, signal, sys, threading
told = {
    "environment": dict(os.environ),
    "files": sorted(os.listdir("/proc/self/fd"))[:3],
    "cwd": os.getcwd(),
    "umask": os.umask(0o022),
    "executable": sys.executable,
    "path": sys.path,
    "flags": [sys.flags.safe_path, sys.flags.dev_mode, sys.flags.optimize],
    "main": sorted(n for n in vars(sys.modules["__main__"]) if not n.startswith("_")),
    "interrupt": signal.getsignal(signal.SIGINT) is signal.default_int_handler,
    "ignored": [int(s) for s in signal.valid_signals() if signal.getsignal(s) == signal.SIG_IGN],
    "limits": open("/proc/self/limits").read(),
    "status": [l for l in open("/proc/self/status") if l.split(":")[0] in
               ("Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp")],
    "thread": threading.current_thread() is threading.main_thread(),
    "threads": sorted(t.name.partition("-")[0] for t in threading.enumerate()),
    "history": str(get_ipython().history_manager.hist_file),
    "profile": str(get_ipython().profile_dir.location),
    "mode": get_ipython().InteractiveTB.mode,
}
"""
NBCLIENTS = "--HistoryManager.hist_file=:memory:"


@pytest.fixture
def ways(monkeypatch, tmp_path):
    """Start a kernel in a named way."""
    (folder := tmp_path / "empty").mkdir()

    def begin(way, **options):
        monkeypatch.setenv(client.COLD, "1" if way == "cold" else "0")
        return started(folder=folder, **options)

    return begin


@pytest.mark.parametrize(
    "arguments",
    [[], [NBCLIENTS], ["--InteractiveShell.xmode=Plain", "--no-secure"]],
    ids=["none", "usual", "odd"],
)
def test_a_forked_kernel_finds_what_a_started_one_does(ways, arguments):
    told = {}
    for way in ("warm", "cold"):
        with ways(way, arguments=arguments) as kernel:
            told[way] = kernel.tells(ABOUT)
    warm, cold = told["warm"], told["cold"]
    # A shell sets these while it starts a kernel; a program that reads them learns nothing that matters here.
    for told_ in (warm, cold):
        for name in ("OLDPWD", "PWD", "SHLVL", "_", "JPY_PARENT_PID", "PYTHONSAFEPATH"):
            told_["environment"].pop(name, None)
    assert warm == cold


def test_kernels_draw_different_random_numbers(ways):
    drawn = []
    for _ in range(2):
        with ways("warm") as kernel:
            drawn.append(kernel.tells("import random, uuid; told = [random.random(), str(uuid.uuid4())]"))
    assert drawn[0][0] != drawn[1][0]
    assert drawn[0][1] != drawn[1][1]


def test_what_one_kernel_does_to_its_libraries_the_next_does_not_see(ways):
    with ways("warm") as kernel:
        assert kernel.run("import colorsys, os; colorsys.rgb_to_hsv = None; os.spoilt = True").status == "ok"
    with ways("warm") as kernel:
        assert kernel.tells(
            "import colorsys, os; told = [callable(colorsys.rgb_to_hsv), hasattr(os, 'spoilt')]"
        ) == [True, False]


def test_it_can_not_change_the_interpreter_that_the_next_is_forked_from(ways):
    with ways("warm") as kernel:
        told = kernel.tells(
            """
import os
told = []
for path in ("/proc/self/exe", "/proc/%d/exe" % os.getppid(), os.path.realpath("/proc/self/exe")):
    for mode in ("ab", "r+b"):
        try:
            open(path, mode).close()
        except OSError as error:
            told.append(type(error).__name__)
        else:
            told.append("opened " + path)
"""
        )
    assert not [word for word in told if word.startswith("opened")]


def test_two_kernels_at_once_do_not_see_each_other(ways):
    with ways("warm") as one, ways("warm") as other:
        mark = "import pathlib, os; pathlib.Path('/tmp/huella').touch(); pathlib.Path('huella').touch()"
        assert one.run(mark).status == "ok"
        look = "import os; told = [os.path.exists('/tmp/huella'), os.path.exists('huella')]"
        assert one.tells(look) == [True, True]
        assert other.tells(look) == [False, False]
        served = one.tells(
            "import socket; s = socket.create_server(('127.0.0.1', 0)); told = s.getsockname()[1]"
        )
        assert other.tells(f"import socket\ntold = socket.socket().connect_ex(('127.0.0.1', {served}))") != 0
        processes = "import os; told = [int(p) for p in os.listdir('/proc') if p.isdigit()]"
        assert len(other.tells(processes)) <= 4


def test_when_the_process_to_fork_from_is_gone_another_takes_its_place(ways):
    with ways("warm") as kernel:
        assert kernel.tells("told = 1") == 1
    server = client.forker(sys.executable, tools())
    assert isinstance(server, ForkServer)
    outside = psutil.Process(server.process.pid)
    for process in (*outside.children(recursive=True), outside):
        process.kill()
    until = time.monotonic() + 30
    while server.lives():
        assert time.monotonic() < until
        time.sleep(0.01)
    with ways("warm") as kernel:
        assert kernel.tells("told = 2") == 2


@pytest.mark.parametrize(
    ("breaks", "why"),
    [
        (
            "import threading, time; threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
            "thread",
        ),
        ("import os; kept = os.open('/dev/null', os.O_RDONLY)", "file open"),
        ("raise ImportError('no such kernel')", "no such kernel"),
    ],
)
def test_where_forking_is_not_safe_a_kernel_is_started_and_it_is_told_why(monkeypatch, tmp_path, breaks, why):
    program = (
        "import sys\n"
        "from asyncaula.grading.sandbox.warm import server\n"
        f"server.preload = lambda: exec({breaks!r}, globals())\n"
        "server.main(int(sys.argv[1]))\n"
    )
    monkeypatch.setattr(client, "START_AS", ("-c", program))
    known.forget()
    try:
        monkeypatch.setenv(client.COLD, "0")
        (folder := tmp_path / "empty").mkdir()
        with pytest.raises(client.NotSafe, match=why):
            client.forker(sys.executable, tools())
        with started(folder=folder, forked=False) as kernel:
            assert kernel.tells("told = 3") == 3
    finally:
        known.forget()
