"""The environment of another process: also of one that is just about to become another program."""

import subprocess
import sys

import pytest

from asyncaula.checks import environ_of
from asyncaula.checks.children import facts
from asyncaula.checks.environ_of import environment_of

pytestmark = pytest.mark.skipif(not facts.VISIBLE, reason="this system does not show its processes")
WAITS = [sys.executable, "-I", "-S", "-c", "input()"]


@pytest.fixture
def child():
    """Give a function that starts a process with an environment, and end it afterwards."""
    started = []

    def start(**env):
        started.append(subprocess.Popen(WAITS, stdin=subprocess.PIPE, env=env))
        return started[-1].pid

    yield start
    for process in started:
        process.communicate(b"\n")


def test_what_a_process_was_started_with_is_told(child):
    assert b"QUIEN=yo" in environment_of(child(QUIEN="yo", OTRA="x"))


def test_a_process_with_an_empty_environment_is_not_waited_for(child):
    pid = child()
    assert environment_of(pid) == (b"",)


def test_a_process_that_ended_has_none():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    with pytest.raises(OSError, match=str(process.pid)):
        environment_of(process.pid)


def test_a_process_between_two_programs_is_looked_at_again(monkeypatch, tmp_path):
    """Told by the kernel's own files, kept from such a moment: memory, and no end of an environment."""
    between = tmp_path / "7"
    between.mkdir()
    (between / "environ").write_bytes(b"")
    fields = ["0"] * 50
    fields[20] = "4096"
    (between / "stat").write_text("7 (sh) " + " ".join(fields))

    def goes_on(_seconds):
        (between / "environ").write_bytes(b"QUIEN=yo\0")

    monkeypatch.setattr(environ_of, "_PROC", tmp_path)
    monkeypatch.setattr(environ_of, "pause", goes_on)
    assert environment_of(7) == (b"QUIEN=yo", b"")


def test_one_that_went_on_while_it_was_looked_at_is_looked_at_again(monkeypatch, tmp_path):
    folder = tmp_path / "7"
    folder.mkdir()
    (folder / "environ").write_bytes(b"")

    def has_gone_on(_folder):
        (folder / "environ").write_bytes(b"QUIEN=yo\0")
        return False

    monkeypatch.setattr(environ_of, "_PROC", tmp_path)
    monkeypatch.setattr(environ_of, "_is_between_programs", has_gone_on)
    assert environment_of(7) == (b"QUIEN=yo", b"")
