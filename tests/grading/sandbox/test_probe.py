"""Where no sandbox can be made, the reason and the remedy are told, and nothing runs without one."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys

import pytest
from jupyter_client import KernelManager

from asyncaula.grading import sandbox
from asyncaula.grading.sandbox.probe import Facts, Probe, diagnosis, probe_now, tools

MODULE = sys.modules["asyncaula.grading.sandbox.probe"]  # `sandbox.probe` is its function
NOTHING = Facts(container=False, apparmor=False, no_namespaces=False, no_clone=False)

# What bubblewrap has been seen to say; the numbers are issues of containers/bubblewrap.
SAID = {
    "proc": "bwrap: Can't mount proc on /newroot/proc: Operation not permitted",  # 505
    "map": "bwrap: setting up uid map: Permission denied",  # 632
    "loopback": "bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted",  # 632
    "namespace": "bwrap: No permissions to create new namespace, likely because the kernel does not allow "
    "non-privileged user namespaces.",
    "limit": "bwrap: Creating new namespace failed, likely because the kernel does not support "
    "user namespaces.",
}


@pytest.mark.parametrize(
    ("said", "known", "remedy"),
    [
        ("proc", {"container": True}, "systempaths=unconfined"),
        ("map", {"apparmor": True}, "bwrap-userns-restrict"),
        ("loopback", {"apparmor": True}, "bwrap-userns-restrict"),
        ("limit", {"no_namespaces": True}, "user.max_user_namespaces"),
        ("namespace", {"no_clone": True}, "kernel.unprivileged_userns_clone"),
        ("namespace", {"container": True}, "seccomp=unconfined"),
        ("namespace", {}, "seccomp=unconfined"),
    ],
)
def test_the_remedy_fits_what_bubblewrap_said(said, known, remedy):
    problem, told = diagnosis(SAID[said], dataclasses.replace(NOTHING, **known))
    assert remedy in told
    assert problem


def test_what_is_not_known_is_told_in_bubblewraps_words():
    problem, _ = diagnosis("bwrap: something new", NOTHING)
    assert problem == "bubblewrap failed: bwrap: something new"


def test_a_release_without_disable_userns_is_too_old(monkeypatch):
    monkeypatch.setattr(MODULE, "_version", lambda bwrap: "0.6.1")
    assert probe_now().problem == "bubblewrap 0.6.1 is too old"


@pytest.mark.slow
def test_inside_a_sandbox_none_can_be_made_and_that_is_told(start):
    told = start().tells(
        "from asyncaula.grading.sandbox.probe import probe_now\n"
        "found = probe_now()\ntold = [found.works, found.problem, found.remedy, found.said]"
    )
    assert told[0] is False
    assert "forbids what a sandbox is made of" in told[1]
    assert "seccomp=unconfined" in told[2]
    assert told[3].startswith("bwrap: ")


def test_a_kernel_is_never_started_without_the_sandbox_that_was_asked_for(monkeypatch, tmp_path):
    found = Probe(problem="The sandbox needs Linux", remedy="Grade on Linux.")
    monkeypatch.setattr(MODULE, "probe", lambda: found)
    km = KernelManager(kernel_name="python3")
    sandbox.use(km, folder=tmp_path)
    with pytest.raises(sandbox.SandboxError, match=r"The sandbox needs Linux\. Grade on Linux\."):
        km.start_kernel()
    km.cleanup_resources()


def test_without_bubblewrap_the_doctor_says_how_to_get_it_and_exits_1():
    ran = _doctor(tools().bwrap, "--dev-bind", "/", "/", "--ro-bind", "/dev/null", tools().bwrap)
    assert ran.returncode == 1
    assert "bwrap not found" in ran.stdout
    assert "apt install bubblewrap" in ran.stdout
    assert "Not ready to grade: Sandbox" in ran.stdout


@pytest.mark.slow
def test_where_all_is_there_the_doctor_exits_0_and_has_run_code_in_the_sandbox():
    ran = _doctor()
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "runs code in the sandbox" in ran.stdout


def test_a_wrong_call_of_the_doctor_exits_2():
    assert _doctor(arguments=("--nonsense",)).returncode == 2


def _doctor(*before: str, arguments: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, sys.executable, "-m", "asyncaula", "doctor", *arguments],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        env={name: value for name, value in os.environ.items() if name != "PYTHONASYNCIODEBUG"},
    )
