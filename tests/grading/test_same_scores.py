"""One class, three ways to grade it: `asyncaula grade`, `nbgrader autograde`, and Formgrader's button by HTTP."""

from __future__ import annotations

import contextlib
import copy
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from asyncaula.checks.realtime import monotonic, sleep
from asyncaula.grading.nbgrader_calls import load_config, open_gradebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

RIGHT = {"doble": "def doble(n):\n    return 2 * n", "triple": "def triple(n):\n    return 3 * n"}
CLASS: dict[str, tuple[dict[str, str], dict[str, float]]] = {
    "ana-bien": (RIGHT, {"test_doble": 1, "hidden_doble": 4, "test_triple": 1, "hidden_triple": 4}),
    "beto-a-medias": (
        RIGHT | {"triple": "def triple(n):\n    return 9"},
        {"test_doble": 1, "hidden_doble": 4, "test_triple": 1, "hidden_triple": 0},
    ),
    "caro-nada": ({}, {"test_doble": 0, "hidden_doble": 0, "test_triple": 0, "hidden_triple": 0}),
    # With the tests in the learner's kernel, as stock nbgrader has them, each of these gets points.
    "dani-calla": (
        {"doble": "import ast\nclass Vacia(ast.NodeTransformer):\n    def visit_Module(self, node):\n"
         "        node.body = []\n        return node\nget_ipython().ast_transformers.append(Vacia())"},
        {"test_doble": 0, "hidden_doble": 0, "test_triple": 0, "hidden_triple": 0},
    ),
    "ema-muere": (
        RIGHT | {"triple": "def triple(n):\n    import os\n    os._exit(0)"},
        {"test_doble": 1, "hidden_doble": 4, "test_triple": 0, "hidden_triple": 0},
    ),
}  # fmt: skip
CUT_UP = "ema-muere"
"""Hands in a notebook with one test cell copied and another deleted, besides."""


@pytest.fixture
def class_of(course: Path, hand_in: Callable[..., Path], released: Any) -> Path:
    """The course with the whole class handed in."""
    for student, (answers, _expected) in CLASS.items():
        nb = copy.deepcopy(released)
        if student == CUT_UP:
            cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nb.cells}
            nb.cells.remove(cells["hidden_doble"])
            nb.cells.insert(1, copy.deepcopy(cells["test_doble"]))
            nb.cells[1]["id"] = "copia"
        hand_in(student, nb, **answers)
    return course


def scores(course: Path) -> dict[str, dict[str, float | None]]:
    with open_gradebook(load_config(course / "nbgrader_config.py", course)) as gradebook:
        return {
            submission.student.id: {
                grade.name: grade.auto_score for nb in submission.notebooks for grade in nb.grades
            }
            for submission in gradebook.assignment_submissions("uno")
        }


def environment(private: Path) -> dict[str, str]:
    """What a shell with the course's environment has, and nobody's own settings of Jupyter."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {f"JUPYTER_{kind}_DIR": str(private / kind.lower()) for kind in ("CONFIG", "RUNTIME", "DATA")}
    return os.environ | own | {"PATH": path, "PYTHONASYNCIODEBUG": ""}


def run(course: Path, private: Path, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=course,
        env=environment(private),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@contextlib.contextmanager
def formgrader(course: Path, private: Path) -> Iterator[Callable[[str, str], Any]]:
    """A Jupyter server over the course; gives what calls its API as Formgrader's page does."""
    token = secrets.token_hex(16)
    log = private / "server.log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", "--port=0"),
                "--ServerApp.ip=127.0.0.1",
                f"--IdentityProvider.token={token}",
                "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
            ],
            cwd=course,
            env=environment(private),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )

    def call(method: str, path: str) -> Any:
        about = next((private / "runtime").glob("jpserver-*.json"))
        url = f"{json.loads(about.read_text(encoding='utf-8'))['url']}formgrader/api/{path}"
        request = urllib.request.Request(url, method=method, headers={"Authorization": f"token {token}"})
        with urllib.request.urlopen(request, timeout=300) as answer:
            return json.loads(answer.read())

    try:
        until = monotonic() + 100
        while not list((private / "runtime").glob("jpserver-*.json")):
            assert server.poll() is None, log.read_text(encoding="utf-8", errors="replace")
            assert monotonic() < until, log.read_text(encoding="utf-8", errors="replace")
            sleep(0.1)
        yield call
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def test_the_command_the_stock_command_and_formgraders_button_give_the_same_scores(
    class_of: Path, tmp_path: Path
) -> None:
    ways = {name: tmp_path / name for name in ("asyncaula", "nbgrader", "formgrader")}
    for course in ways.values():
        shutil.copytree(class_of, course)
        course.with_suffix(".jupyter").mkdir()

    run(ways["asyncaula"], ways["asyncaula"].with_suffix(".jupyter"), "asyncaula", "grade", "--workers", "2")
    run(ways["nbgrader"], ways["nbgrader"].with_suffix(".jupyter"), "nbgrader", "autograde", "uno")
    with formgrader(ways["formgrader"], ways["formgrader"].with_suffix(".jupyter")) as call:
        assert {told["id"] for told in call("GET", "students")} <= CLASS.keys()
        for student in CLASS:
            told = call("POST", f"submission/uno/{student}/autograde")
            assert told["success"], told
        shown = {told["student"]: told["score"] for told in call("GET", "submissions/uno")}

    expected = {student: points for student, (_answers, points) in CLASS.items()}
    assert {name: scores(course) for name, course in ways.items()} == dict.fromkeys(ways, expected)
    assert shown == {student: sum(points.values()) for student, points in expected.items()}
