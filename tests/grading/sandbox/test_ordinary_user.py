"""An ordinary user makes the same sandbox. Where root runs the tests, nobody does it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from asyncaula.grading.sandbox import policy, stepdown
from asyncaula.grading.sandbox.environment import python_trees
from asyncaula.grading.sandbox.probe import tools
from asyncaula.grading.sandbox.warm.client import COLD

pytestmark = pytest.mark.slow

PROGRAM = """
import json, os, tempfile
from jupyter_client import KernelManager
from asyncaula.grading import sandbox

INSIDE = '''
import json, os, socket
status = dict(line.split(":\\\\t") for line in open("/proc/self/status").read().splitlines())
try:
    socket.create_connection(("192.0.2.1", 80), 5)
    network = "reached"
except OSError as error:
    network = type(error).__name__
print(json.dumps({"uid": os.getuid(), "caps": status["CapBnd"], "network": network, "cwd": os.getcwd(),
                  "files": os.listdir(), "root": sorted(os.listdir("/"))}))
'''
FORK = '''
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
'''

def start(limits):
    km = KernelManager(kernel_name="python3")
    sandbox.use(km, limits, folder=folder)
    km.start_kernel()
    kc = km.client()
    kc.start_channels()
    kc.wait_for_ready(timeout=60)
    return km, kc

with tempfile.TemporaryDirectory() as folder:
    open(f"{folder}/datos.txt", "w").close()
    told = {"grader": os.getuid(), "probe": sandbox.probe().problem}
    km, kc = start(sandbox.Limits())
    said = []
    take = lambda message: said.append(message["content"].get("text", ""))
    kc.execute_interactive(INSIDE, timeout=60, output_hook=take)
    told["inside"] = json.loads("".join(said))
    kc.stop_channels()
    place = km.provisioner.sockets.parent
    told["process"] = type(km.provisioner.process).__name__
    km.shutdown_kernel(now=True)
    told["left"] = place.exists()
    km, kc = start(sandbox.Limits(processes=20, wall=60))
    kc.execute(FORK)
    while km.is_alive():
        pass
    told["over"] = sandbox.over_limit(km).what
    kc.stop_channels()
    km.shutdown_kernel(now=True)
print(json.dumps(told))
"""


def test_where_processes_can_not_be_watched_no_sandbox_is_made():
    found = tools()
    outer = [found.bwrap, "--unshare-user", "--unshare-pid", "--dev-bind", "/", "/"]
    ask = "from asyncaula.grading import sandbox; print(sandbox.probe().problem)"
    said = subprocess.run(
        [*outer, sys.executable, "-c", ask], capture_output=True, text=True, check=True
    ).stdout
    assert said.startswith(
        "What a sandbox uses can not be watched: /proc is that of another process namespace"
    )


@pytest.fixture(scope="module")
def told(way: str) -> dict[str, Any]:
    found = tools()
    become = stepdown.command(found.bwrap, found.setpriv, python_trees()) if stepdown.needed() else []
    become = [part for part in become if part != "--unshare-pid"]  # this grader's /proc has to be its own
    ran = subprocess.run(
        [*become, sys.executable, "-W", "ignore", "-c", PROGRAM],
        capture_output=True,
        text=True,
        timeout=110,
        cwd="/",
        env={"PATH": "/usr/bin:/bin", COLD: os.environ[COLD]},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found_out: dict[str, Any] = json.loads(ran.stdout)
    return found_out


def test_the_sandbox_works_for_an_ordinary_user(told):
    assert told["grader"] != 0
    assert told["probe"] is None


def test_it_is_started_as_it_should_be(told, way):
    assert told["process"] == ("Kernel" if way == "warm" else "Popen")


def test_the_walls_are_the_same(told):
    inside = told["inside"]
    assert inside["uid"] == policy.UID
    assert int(inside["caps"], 16) == 0
    assert inside["network"] == "OSError"
    assert inside["cwd"] == policy.WORK
    assert inside["files"] == ["datos.txt"]


def test_a_fork_bomb_is_ended(told):
    assert told["over"] == "processes"


def test_nothing_is_left(told):
    assert told["left"] is False
