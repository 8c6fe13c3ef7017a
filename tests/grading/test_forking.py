"""What a run's workers fork from: their parent's, and one of their own where that is gone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from asyncaula.grading.forking import known
from asyncaula.grading.forking.client import Forker, ForkServer, NotSafe, received, tell_senders
from asyncaula.grading.judge import client
from asyncaula.grading.pool import local_executor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone"),
]


@pytest.fixture(autouse=True)
def none_from_other_tests() -> Iterator[None]:
    known.forget()
    yield
    known.forget()


def judges() -> tuple[bool, int, str]:
    """Have a judge run a cell; gives whether the forker is borrowed, how many processes are own, and what was said."""
    with client.a_judge(False) as judge:
        judge.begin(1, {"most": 1, "lines": []})
        ran = judge.run("print(6 * 7)", lambda _request, _seconds: {}, 30)
    forker = known.forker(*client._kind(False))
    children = psutil.Process().children(recursive=True)
    own = sum(child.status() != psutil.STATUS_ZOMBIE for child in children)
    return type(forker) is Forker, own, ran.outputs[0]["text"]


def test_workers_fork_from_what_their_parent_has_started() -> None:
    client.begin_forking(False)
    with local_executor(2) as pool:
        told = [future.result() for future in [pool.submit(judges) for _ in range(4)]]
    assert told == [(True, 0, "42\n")] * 4


def test_a_worker_whose_parents_is_gone_starts_its_own() -> None:
    client.begin_forking(False)
    with local_executor(1) as pool:
        assert pool.submit(judges).result() == (True, 0, "42\n")
        parents = known.forker(*client._kind(False))
        assert isinstance(parents, ForkServer)
        os.kill(parents.process.pid, signal.SIGKILL)
        until = time.monotonic() + 30
        while parents.lives():
            assert time.monotonic() < until
            time.sleep(0.01)
        borrowed, own, said = pool.submit(judges).result()
    assert (borrowed, own >= 1, said) == (False, True, "42\n")


def test_where_the_parent_can_have_none_nothing_is_lent_and_it_is_known_why() -> None:
    def start() -> ForkServer:
        return ForkServer([sys.executable, "-c", "raise SystemExit('there is no shell')"], dict(os.environ))

    known.begin("one", start)
    assert known.lent() == {}
    with pytest.raises(NotSafe, match="there is no shell"):
        known.forker("one", start)


def test_it_ends_when_nobody_can_ask_it_any_more() -> None:
    program = (
        "import os; from asyncaula.grading.judge import client; from asyncaula.grading.forking import known; "
        "forker = known.forker(*client._kind(False)); print(forker.process.pid, flush=True); os._exit(0)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8")
    pid, until = int(told.stdout), time.monotonic() + 30
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_who_ends_before_it_has_said_a_word_is_nobody() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        tell_senders(ours)
        theirs.send(b"+")
        assert received(ours, 5, 1) == (b"+", os.getpid())
        theirs.close()
        assert received(ours, 5, 1) == (b"", None)


def test_where_the_fork_ends_at_once_the_judge_is_started() -> None:
    """As when the process to fork from ends in this moment: nothing may be killed for it but what was started."""

    class Ending(Forker):
        def fork(self, theirs: socket.socket) -> None:
            pass  # its socket is closed, unused

    control, _other = socket.socketpair()
    with control, _other:
        known._known[os.getpid(), ("judge", False)] = Ending(control)
        _borrowed, _own, said = judges()
    assert said == "42\n"
