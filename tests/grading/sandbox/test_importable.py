"""The package can be imported anywhere; on other systems it says that the sandbox needs Linux."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import os, signal, sys
import jupyter_client.provisioning, rich.console, rich.table, click, asyncaula
for name in ("fcntl", "resource", "pwd", "grp", "termios", "psutil"):
    sys.modules[name] = None
for name in ("geteuid", "getuid", "chown", "killpg", "sched_getaffinity", "mkfifo", "O_NOFOLLOW"):
    delattr(os, name)
for name in ("SIGKILL", "SIGXCPU"):
    delattr(signal, name)
sys.platform = "darwin"
from asyncaula.grading import doctor_command, sandbox
from asyncaula.grading.sandbox import provisioner
print(sandbox.probe().problem)
print([f.subject for f in doctor_command.examine() if f.standing == "bad"])
"""


def test_it_can_be_imported_without_what_linux_alone_has():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == ["The sandbox needs Linux", "['Sandbox']"]
