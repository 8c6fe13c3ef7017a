"""Whichever way a kernel ends, nothing of it stays: no process, no folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from asyncaula.grading.sandbox import processes

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("way")]

DAEMON = """
import os, signal
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        signal.pause()
    os._exit(0)
os.wait()
"""
GRADER = """
import sys, time
from jupyter_client import KernelManager
from asyncaula.grading import sandbox
km = KernelManager(kernel_name="python3")
sandbox.use(km, folder=sys.argv[1])
km.start_kernel()
kc = km.client(); kc.start_channels(); kc.wait_for_ready(timeout=60)
print(km.provisioner.process.pid, km.provisioner.sockets.parent, flush=True)
time.sleep(600)
"""


def _gone(pids: list[int]) -> bool:
    until = time.monotonic() + 60
    while alive := [pid for pid in pids if _lives(pid)]:
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return not alive


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b") ")[2][:1] not in (b"Z", b"X")
    except OSError:
        return False


def _everything_of(inside) -> tuple[list[int], Path]:
    return processes.tree(inside.km.provisioner.process.pid, 100), inside.km.provisioner.sockets.parent


def test_a_shutdown_leaves_nothing(start):
    inside = start()
    inside.run(DAEMON)
    pids, folder = _everything_of(inside)
    assert len(pids) >= 4
    inside.km.shutdown_kernel()
    assert _gone(pids)
    assert not folder.exists()


def test_a_kill_leaves_nothing(start):
    inside = start()
    inside.run(DAEMON)
    pids, folder = _everything_of(inside)
    inside.km.shutdown_kernel(now=True)
    assert _gone(pids)
    assert not folder.exists()


def test_a_daemon_ends_with_the_kernel_that_started_it(start):
    inside = start()
    inside.run(DAEMON)
    pids, _ = _everything_of(inside)
    inside.start("import os; os._exit(0)")
    inside.wait_until_dead()
    assert _gone(pids)


def test_a_folder_that_the_code_has_shut_is_removed_all_the_same(start):
    inside = start()
    _, folder = _everything_of(inside)
    inside.run(
        f"import os; os.makedirs({str(folder / 'k' / 's' / 'a' / 'b')!r}); "
        f"os.chmod({str(folder / 'k' / 's' / 'a')!r}, 0); os.chmod({str(folder / 'k' / 's')!r}, 0)"
    )
    inside.end()
    assert not folder.exists()


def test_the_kernel_ends_when_the_grader_is_killed(tmp_path):
    grader = subprocess.Popen(
        [sys.executable, "-c", GRADER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with grader:
        pid, folder = grader.stdout.readline().split()
        pids = processes.tree(int(pid), 100)
        assert len(pids) >= 3
        grader.kill()
        assert _gone(pids)
    subprocess.run(["rm", "-rf", folder], check=True)


def test_a_grader_that_forgets_its_kernel_leaves_no_folder(tmp_path):
    code = GRADER.replace("time.sleep(600)", "")
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    pid, folder = ran.stdout.split()
    assert _gone([int(pid)])
    assert not os.path.exists(folder)


def test_a_restarted_kernel_is_in_a_sandbox_again(start):
    inside = start()
    (before, folder) = _everything_of(inside)
    inside.km.restart_kernel(now=True)
    inside.kc.wait_for_ready(timeout=60)
    assert inside.tells("import os; told = [os.getuid(), os.getcwd()]") == [1000, "/home/learner/work"]
    assert _gone(before)
    assert inside.km.provisioner.sockets.parent == folder


def test_a_kernel_that_can_not_be_started_is_told_and_leaves_no_folder(start, monkeypatch):
    from asyncaula.grading.sandbox import SandboxError, place, policy

    own = f"aula-kernel-{os.getpid()}-*"  # other tests have theirs at the same time
    before = set(place.base().glob(own))
    monkeypatch.setattr(policy, "WORK", "/proc/no/place")
    with pytest.raises(SandboxError, match="could not be made: bwrap: "):
        start()
    assert set(place.base().glob(own)) <= before
