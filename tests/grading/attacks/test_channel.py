"""Attacks on what crosses between the kernels, and between a kernel and the grader: nothing but data is taken, and
never too much of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

ANSWER = """
import json, sys
import asyncaula.grading.separate.answering as answering
def told(**more):
    return {"outcome": "ok", "value": None, "error": None, "elapsed": 0.0, "real": 0.0, "waiting": [],
        "leaked": [], "never_awaited": [], "unretrieved": [], "pending": [], "cancelling": [], "printed": "",
        "blocking": [], "events": [], "extra": ["dict", []], **more}
def answers(data):
    answering.answer = lambda request: data if isinstance(data, str) else json.dumps(data)
"""
"""Begins an attack that gives its own answer, instead of running the scenario."""
ANSWERS_BY_SCENARIO = """
nan, inf = float("nan"), float("inf")
by_scenario = globals().setdefault("by_scenario", {})
def answer(request):
    data = by_scenario[json.loads(request)["name"]]()
    return data if isinstance(data, str) else json.dumps(data)
answering.answer = answer
"""
REPLIES = """
import json
import asyncaula.grading.separate.answering as answering
from zmq.eventloop.zmqstream import ZMQStream
seen, real_answer, real_send = [], answering.answer, ZMQStream.send_multipart
by_scenario = globals().setdefault("by_scenario", {})
def answer(request):
    seen.append(json.loads(request)["name"])
    return real_answer(request)
def send(self, parts, *args, **more):
    if len(parts) == 3 and seen:
        parts = by_scenario.get(seen[-1], lambda *sent: sent)(*parts)
    return real_send(self, parts, *args, **more)
answering.answer, ZMQStream.send_multipart = answer, send
"""
"""Begins an attack that sends something else than the parts of a reply: who asked, its word, the answer."""
FORGED: dict[str, dict[str, str]] = {
    "doble_de_tres": {
        "answer-always-ok": "told()",
        "answer-says-unavailable": 'told(outcome="unavailable")',
        "answer-with-unhashable-kinds": 'told(value=6, events=[[0.0, ["start"], "a", "T1", None]] * 10)',
        "answer-with-times-that-are-no-numbers": "told(value=6, elapsed=nan, real=inf)",
        "answer-no-json": '\'{"outcome": "ok", \'',
    },
    "sorteo_de_doble": {
        "answer-with-its-own-verdict": "dict(told(), points=4.0, verdict={VERDICT}, max=4.0)",
        "answer-of-a-type-of-its-own": 'told(value=["opaque", ["int", "object", ["int", "float"]]])',
        "answer-with-a-class-to-import": "told(value=['object', ['os', 'system', ['exit']]], extra=['module', 'os'])",
        "answer-of-a-huge-number": 'told(value=["int", "0x" + "f" * 100_000])',
        "answer-too-deep": "'[' * 200_000 + ']' * 200_000",
    },
    "juntos_dos": {
        "answer-not-a-number": """told(value=["list", [10, nan]], elapsed=nan, real=inf, events=[
            [nan, "start", "a", "T1", None], [inf, "end", "a", "T1", None], [-inf, "start", "b", "T1", None]])""",
        "answer-with-endless-events": 'told(value=5, events=[[0.0, "start", "a", "T1", None]] * 150_000)',
        "answer-says-missing": 'told(outcome="missing", extra=["dict", [["missing", "x"]]])',
        "answer-of-another-shape": "[told()]",
        "answer-empty": "''",
    },
    "sorteo_de_juntos": {
        "answer-infinite": "told(value=inf, elapsed=-inf, real=-inf)",
        "answer-too-large": 'told(value="x" * 12_000_000)',
        "answer-of-many-items": 'told(value=["list", [1] * 2_000_000])',
        "answer-with-events-of-no-kind": 'told(value=["list", []], events=[[0.0, "x", "a", "T1", None]] * 4)',
        "answer-with-half-a-surrogate": r"told(value='\ud800', printed='\ud800', pending=['\ud800'])",
    },
}
"""Answers, instead of running the scenario, by the scenario that is asked for: four of them share a submission."""
MISSHAPEN: dict[str, dict[str, str]] = {
    "doble_de_tres": {
        "reply-in-no-encoding": r"(who, word, b'\xff\xfe' * 1000)",
        "reply-is-code": "(who, word, b\"__import__('os')._exit(0) or '{}'\")",
    },
    "sorteo_de_doble": {"reply-with-a-zero-byte": r"(who, word, b'{}\0' + b'x' * 1_000_000)"},
    "juntos_dos": {"reply-breaks-a-parser": "(who, word, b'-' * 1_000_000 + b'1')"},
    "sorteo_de_juntos": {"reply-nests-brackets": "(who, word, b'[' * 1_000_000)"},
}
"""Parts in place of a reply's, where there are as many."""
IOPUB = """
kernel = get_ipython().kernel
def sends(kind, content, parent=None):
    parent = kernel.get_parent() if parent is None else parent
    kernel.session.send(kernel.iopub_socket, kind, content, parent=parent)
"""
"""Begins an attack that sends messages of its own to the grader."""
VERDICT = '{"application/vnd.asyncaula.verdict+json": {"points": 4.0, "max": 4.0}, "text/plain": "4.0"}'


def _by_scenario(
    kind: str, begin: str, forged: dict[str, dict[str, str]], takes: str = ""
) -> dict[str, dict[str, Any]]:
    """Seat together one attack for each scenario, whose name is split: feedback shows these lines."""
    return {
        name: {
            "seat": f"{kind}-{i}",
            "first": f"{begin}by_scenario['{scenario[:7]}' '{scenario[7:]}'] = lambda {takes}: "
            + expression.replace("{VERDICT}", VERDICT),
        }
        for scenario, expressions in forged.items()
        for i, (name, expression) in enumerate(expressions.items())
    }


ATTACKS: dict[str, dict[str, Any]] = {
    **_by_scenario("answers", ANSWER + ANSWERS_BY_SCENARIO, FORGED),
    **_by_scenario("replies", REPLIES, MISSHAPEN, "who, word, told"),
    # -- forged answers and replies -----------------------------------------------------------------------
    "answer-replayed": {
        # What was right for the visible test is given to the hidden one too.
        "first": f"{ANSWER}answers(told(value=6, elapsed=2.0))",
        "points": 1,
    },
    "answer-echoes-the-request": {
        "first": f"""{ANSWER}
def eco(request):
    asked = json.loads(request)
    return json.dumps(told(value=asked["data"].get("n", asked["source"])))
answering.answer = eco
"""
    },
    "answer-a-pickle": {
        "first": f"""{ANSWER}
import base64, os, pickle
class Bomba:
    def __reduce__(self):
        return (os.system, ("echo canario > /tmp/bomba",))
bomb = pickle.dumps(Bomba())
answers(told(value=["bytes", base64.b64encode(bomb).decode()], extra=["pickle", base64.b64encode(bomb).decode()]))
"""
    },
    "answer-above-the-message-limit": {
        "first": f"{REPLIES}by_scenario['doble_d' 'e_tres'] = lambda who, word, told: (who, word, b'x' * 50_000_000)"
    },
    "reply-of-many-parts": {
        "first": f"{REPLIES}by_scenario['doble_d' 'e_tres'] = lambda who, word, told: (who, word, *[told] * 10_000)"
    },
    "replies-before-they-are-asked-for": {
        # What is right for the visible test is there already, a hundred times, when the next one is asked.
        "answers": {"doble": "def doble(n):\n    return 6"},
        "first": f"""{REPLIES}
kept = []
def send(self, parts, *args, **more):
    if len(parts) == 3 and seen:
        kept[:] = kept or [parts]
        for _ in range(100):
            real_send(self, kept[0])
            real_send(self, [parts[0], b"", kept[0][2]])
            real_send(self, [parts[0], kept[0][2]])
    return real_send(self, parts, *args, **more)
ZMQStream.send_multipart = send
""",
        "points": 1,
    },
    "reply-has-odd-headers": {
        "first": """
kernel = get_ipython().kernel
session = type(kernel.session)
antes = session.send
def send(self, stream, kind, content=None, parent=None, ident=None, **more):
    if kind == "execute_reply":
        for header in ({"msg_id": 1, "version": ["x"]}, {"msg_id": [], "version": "x.y"}, {}):
            for other in ([], "x", {"msg_id": None}):
                try:
                    antes(self, stream, kind, content, parent=other, ident=ident, header=header)
                except Exception:
                    pass
        content = {"user_expressions": []}
    return antes(self, stream, kind, content, parent=parent, ident=ident, **more)
session.send = send
""",
    },
    "reply-wrongly-signed": {
        "first": """
kernel = get_ipython().kernel
kernel.session.key = b"otra"
"""
    },
    # -- messages to the grader ----------------------------------------------------------------------------
    "messages-of-no-shape": {
        "seat": "messages",
        "last": f"""{IOPUB}
for kind in ("stream", "error", "display_data", "execute_result", "update_display_data", "clear_output",
             "comm_open", "comm_msg", "comm_close", "input_request", "otra"):
    for content in ({{}}, {{"data": None}}, {{"text": 7}}, {{"name": [], "text": {{}}}}, {{"transient": "x"}},
                    {{"data": {{"text/plain": 3}}, "metadata": [], "execution_count": "x"}}):
        sends(kind, content)
""",
        "points": 0,
    },
    "messages-of-widgets": {
        "seat": "floods",
        "last": f"""{IOPUB}
for i in range(300):
    sends("comm_open", {{"comm_id": str(i), "target_name": "jupyter.widget", "data": {{"buffer_paths": [], "state": {{
        "_model_module": "@jupyter-widgets/output", "_model_name": "OutputModel", "outputs": [],
        "msg_id": kernel.get_parent()["header"]["msg_id"], "relleno": "x" * 1_000_000}}}}}})
print("tragado")
""",
    },
    "display-updated-without-end": {
        "seat": "floods",
        "last": f"""{IOPUB}
empty = {{"metadata": {{}}, "transient": {{"display_id": "a"}}}}
sends("display_data", {{"data": {{"text/plain": "x"}}, **empty}})
sends("update_display_data", {{"data": {{"text/plain": "x" * 30_000_000}}, **empty}})
""",
    },
    "message-without-a-last-part": {
        # zmq keeps the parts of a message, in the grader, until the last one is there. It says so in no document, so
        # the attack speaks zmq's own protocol (ZMTP 3.0): greeting, READY, and parts that are followed by another.
        "seat": "messages",
        "last": """
import json, os, socket, struct, ipykernel
about = json.load(open(ipykernel.get_connection_file()))
name = f"{about['ip']}-{about['iopub_port']}"
os.unlink(name)
server = socket.socket(socket.AF_UNIX)
server.bind(name)
server.listen()
for number in map(int, os.listdir("/proc/self/fd")):
    try:
        other = socket.socket(fileno=os.dup(number))
        if other.getsockname() == name and other is not server and not other.getsockopt(
                socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            other.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
grader, _ = server.accept()
ready = bytes([5]) + b"READY" + bytes([11]) + b"Socket-Type" + struct.pack("!I", 3) + b"PUB"
grader.sendall(bytes([255, *[0] * 8, 127, 3, 0]) + b"NULL".ljust(20, bytes(1)) + bytes(32))
grader.sendall(bytes([4, len(ready)]) + ready)
grader.recv(1000)
part = bytes([3]) + struct.pack("!Q", 1_000_000) + bytes(1_000_000)
while True:
    grader.sendall(part)
""",
        "points": 0,
    },
    "one-large-display": {
        "seat": "floods",
        "last": f"""{IOPUB}
sends("display_data", {{"data": {{"text/plain": "x" * 30_000_000}}, "metadata": {{}}}})
sends("error", {{"ename": "E", "evalue": "x" * 30_000_000, "traceback": ["x" * 30_000_000]}})
""",
    },
    "verdict-displayed": {
        "seat": "messages",
        "last": f"""{IOPUB}
for kind in ("display_data", "execute_result", "update_display_data"):
    sends(kind, {{"data": {VERDICT}, "metadata": {{}}, "execution_count": 1, "transient": {{"display_id": "v"}}}})
""",
        "first": f"""{IOPUB}
sends("display_data", {{"data": {VERDICT}, "metadata": {{}}, "transient": {{"display_id": "v"}}}})
""",
    },
    "cell-says-it-is-over": {
        # The grader is told that the cell is done while it still works, and goes on to the tests.
        "first": f"""{IOPUB}
import time
parent = kernel.get_parent()
sends("status", {{"execution_state": "idle"}})
kernel.session.send(kernel.shell_stream, "execute_reply", {{"status": "ok", "execution_count": 1}}, parent=parent,
    ident=parent.get("header", {{}}).get("session", "x").encode())
time.sleep(1)
""",
    },
    "asks-for-input": {
        "seat": "messages",
        "last": f"""{IOPUB}
kernel.session.send(kernel.stdin_socket, "input_request", {{"prompt": "clave: ", "password": True}})
try:
    print(kernel.raw_input("clave: "))
except Exception as error:
    print(type(error).__name__)
input()
""",
    },
    # -- the other kernel ----------------------------------------------------------------------------------
    "looks-for-the-other-kernel": {
        "seat": "other-kernel",
        "last": """
import glob, json, os, socket, ipykernel
own = os.path.dirname(ipykernel.get_connection_file())
found = []
for place in ("/dev/shm", "/tmp", "/run", "/var", os.path.dirname(os.path.dirname(own)), "/home", "/proc"):
    for here, folders, files in os.walk(place):
        if not here.startswith((own, "/proc/self", "/proc/sys")):
            found += [os.path.join(here, f) for f in files if f == "c.json" or f.startswith("s-")]
sockets = [line.split()[-1] for line in open("/proc/net/unix").read().splitlines()[1:] if "/" in line or "@" in line]
print("OTROS", found, [s for s in sockets if not s.startswith(own)])
""",
    },
    "sockets-replaced": {
        # A link in a socket's place leads nowhere that the other side has not got itself.
        "first": """
import glob, os, ipykernel
own = os.path.join(os.path.dirname(ipykernel.get_connection_file()), "s")
for name in glob.glob(own + "/s-*"):
    os.unlink(name)
    os.symlink("@ROOT@/gradebook.db", name)
for i in range(40):
    os.symlink("@ROOT@", os.path.join(own, f"x{i}"))
"""
    },
    "sockets-taken": {
        # A server of the learner's own where the kernel's shell was.
        "first": """
import glob, json, os, threading, zmq, ipykernel
about = json.load(open(ipykernel.get_connection_file()))
name = f"{about['ip']}-{about['shell_port']}"
os.unlink(name)
context = zmq.Context()
server = context.socket(zmq.ROUTER)
server.bind("ipc://" + name)
def contesta():
    while True:
        parts = server.recv_multipart()
        server.send_multipart([parts[0], b"<IDS|MSG>", b"", b"{}", b"{}", b"{}", b"{}"])
        server.send_multipart([parts[0], b"x" * 1000])
threading.Thread(target=contesta, daemon=True).start()
"""
    },
    "connection-file-rewritten": {
        "seat": "other-kernel",
        "first": """
import os, ipykernel
path = ipykernel.get_connection_file()
for call in (lambda: os.unlink(path), lambda: open(path, "w"), lambda: os.chmod(path, 0o777)):
    try:
        call()
        print("ESCRITO")
    except OSError as error:
        print(error.errno)
""",
    },
}


@pytest.fixture(scope="module")
def graded(grade_class: Callable[..., Any]) -> Any:
    return grade_class(__name__, ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_wins(graded: Any, attack: str) -> None:
    graded.check(attack)


def test_of_the_other_kernel_nothing_is_found(graded: Any) -> None:
    assert "OTROS [] []" in graded.output("looks-for-the-other-kernel")
    assert "ESCRITO" not in graded.output("connection-file-rewritten")


def test_a_message_without_a_last_part_is_not_kept_for_ever(graded: Any) -> None:
    assert "límite de mensajes" in graded.output("message-without-a-last-part")


@pytest.mark.parametrize("attack", ["display-updated-without-end", "one-large-display"])
def test_of_a_flood_little_is_kept(graded: Any, attack: str) -> None:
    assert len(graded.output(attack)) < 1_000_000
    assert len(graded.feedback(attack)) < 5_000_000


def test_at_most_one_test_waits_for_a_kernel_that_does_not_answer(graded: Any) -> None:
    for seat in {graded.seat(name) for name in ATTACKS}:
        assert str(graded.record(seat).cells).count("CellTimeoutError") <= 1, seat
