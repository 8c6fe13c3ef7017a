"""A judging kernel reaches the learner's; the learner's does not reach the judging one."""

from __future__ import annotations

import pytest

from asyncaula.grading import sandbox

pytestmark = pytest.mark.slow

ASK = """
from jupyter_client import BlockingKernelClient
other = BlockingKernelClient(connection_file={file!r})
other.load_connection_file()
other.start_channels()
other.wait_for_ready(timeout=60)
said = []
take = lambda message: said.append(message["content"].get("text"))
other.execute_interactive("print(secreto)", timeout=60, output_hook=take)
other.stop_channels()
told = [s for s in said if s]
"""


def test_a_kernel_talks_to_its_peer(start):
    learner = start()
    learner.run("secreto = 'del estudiante'")
    judge = start(peers=[sandbox.sockets(learner.km)])
    told = judge.tells(ASK.format(file=str(sandbox.sockets(learner.km) / "c.json")))
    assert told == ["del estudiante\n"]


def test_it_can_not_write_beside_its_peers_sockets(start):
    learner = start()
    judge = start(peers=[sandbox.sockets(learner.km)])
    place = str(sandbox.sockets(learner.km) / "s" / "x")
    told = judge.tells(f"try: open({place!r}, 'w'); told = 0\nexcept OSError as e: told = e.errno")
    assert told == 30  # EROFS


def test_the_peer_does_not_see_it(start):
    learner = start()
    judge = start(peers=[sandbox.sockets(learner.km)])
    place = str(sandbox.sockets(judge.km))
    assert learner.tells(f"import os; told = os.path.lexists({place!r})") is False
