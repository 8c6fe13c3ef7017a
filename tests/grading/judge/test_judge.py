"""The judge: runs cells as a kernel does, reaches nothing, ends in time, and is another for each submission."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from asyncaula.grading.execute import run_notebook
from asyncaula.grading.forking import known
from asyncaula.grading.judge import client
from asyncaula.grading.judge.bench import Bench
from asyncaula.grading.judge.client import Judge, JudgeGone, a_judge
from asyncaula.grading.sandbox import probe
from asyncaula.grading.sandbox.warm.preload import libraries_in
from asyncaula.verdict import NOT_RUN

pytestmark = pytest.mark.slow

NOBODY = {"most": 1, "lines": []}
PATIENCE = 60.0


def nobody(_request: dict[str, Any], _seconds: float) -> dict[str, Any]:
    return {"lost": "died"}


def printed(judge: Judge, source: str) -> str:
    outputs = judge.run(source, nobody, PATIENCE).outputs
    assert [out["output_type"] for out in outputs] == ["stream"], outputs
    return str(outputs[0]["text"]).strip()


@pytest.fixture(params=["walled", "plain"])
def sandbox(request: pytest.FixtureRequest) -> bool:
    if request.param == "plain":
        return False
    found = probe()
    if not found.works:
        pytest.skip(f"no sandbox here: {found.problem}. {found.remedy} {found.said}")
    return True


@pytest.fixture(params=["forked", "started"])
def judge(request: pytest.FixtureRequest, sandbox: bool, monkeypatch: pytest.MonkeyPatch) -> Iterator[Judge]:
    if request.param == "started":
        monkeypatch.setattr(client, "_forked", lambda *_: None)
    with a_judge(sandbox) as made:
        made.begin(7, NOBODY)
        yield made


CELLS = (
    "print('a'); print('b')",
    "import sys; print('c', file=sys.stderr); 3 + 4",
    "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))\nNone",
    "import asyncio\nawait asyncio.sleep(0)\n'tras una espera'",
    "_ = 5; _;",
    "1/0",
    "raise SystemExit",
    "def f(:",
    "%time 1",
)


@pytest.fixture(scope="module")
def by_a_kernel(tmp_path_factory: pytest.TempPathFactory) -> Any:
    nb = new_notebook(cells=[new_code_cell(source) for source in CELLS])
    return run_notebook(nb, tmp_path_factory.mktemp("cwd"))


def test_it_leaves_what_a_kernel_leaves(judge: Judge, by_a_kernel: Any) -> None:
    for cell in by_a_kernel.cells:
        ran = judge.run(cell.source, nobody, PATIENCE)
        assert kinds(ran.outputs) == kinds(cell.outputs), cell.source


def kinds(outputs: list[Any]) -> list[Any]:
    """What is the same in two runs: no colours, no tracebacks, no names of files, no times."""
    told = []
    for out in map(nbformat.from_dict, outputs):
        match out.output_type:
            case "stream" if "Wall time" in out.text:
                told.append(("stream", out.name))
            case "stream":
                told.append(("stream", out.name, out.text))
            case "error":
                told.append(("error", out.ename, out.evalue.partition(" (")[0]))
            case kind:
                told.append((kind, dict(out.data)))
    return told


def test_the_seed_is_what_it_was_told(judge: Judge) -> None:
    assert printed(judge, "from asyncaula.checks.points import run_seed\nprint(run_seed())") == "7"


def test_it_is_told_at_once_when_its_time_is_up(judge: Judge) -> None:
    began = time.monotonic()
    with pytest.raises(JudgeGone):
        judge.run("while True: pass", nobody, 0.5)
    assert time.monotonic() - began < PATIENCE
    with pytest.raises(JudgeGone):
        judge.run("1", nobody, PATIENCE)


def test_one_that_ends_itself_is_gone(judge: Judge) -> None:
    with pytest.raises(JudgeGone):
        judge.run("import os; os._exit(0)", nobody, PATIENCE)


def test_what_one_does_the_next_does_not_see(sandbox: bool) -> None:
    seen = []
    for _ in range(2):
        with a_judge(sandbox) as judge:
            judge.begin(7, NOBODY)
            seen.append(printed(judge, "import colorsys\nprint(hasattr(colorsys, 'x'), 'mio' in dir())"))
            judge.run("colorsys.x = mio = 1", nobody, PATIENCE)
    assert seen == ["False False"] * 2


REACHED = """
import os, socket
told = [os.path.exists({course!r}), os.path.exists("/etc/shadow"), len(os.listdir("/proc")) < 200]
told.append(sorted({{line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line}}))
try:
    open("/usr/x", "w")
except OSError as error:
    told.append(type(error).__name__)
print(told, os.getuid() != 0)
"""


def test_a_walled_one_reaches_nothing() -> None:
    if not (found := probe()).works:
        pytest.skip(f"no sandbox here: {found.problem}. {found.remedy} {found.said}")
    with a_judge(sandbox=True) as judge:
        judge.begin(7, NOBODY)
        told = printed(judge, REACHED.format(course=f"{os.getcwd()}/course.toml"))
    assert told == "[False, False, True, ['lo'], 'OSError'] True"


def test_a_cell_that_costs_its_judge_costs_no_other(sandbox: bool) -> None:
    bench = Bench(sandbox, 7, NOBODY)
    try:
        assert bench.prepare("dado = 3")
        assert not bench.prepare("1/0")
        lost, number = bench.run("import os; os._exit(0)", nobody, PATIENCE)
        assert [out["ename"] for out in lost] == [NOT_RUN]
        assert number is None
        outputs, _ = bench.run("print(dado)", nobody, PATIENCE)
        assert [out["text"] for out in outputs] == ["3\n"]
    finally:
        bench.close()


def test_an_error_and_a_verdict_are_kept_whatever_was_printed_before(sandbox: bool) -> None:
    bench = Bench(sandbox, 7, NOBODY)
    try:
        outputs, _ = bench.run("print('x' * 3_000_000)\n1/0", nobody, PATIENCE)
    finally:
        bench.close()
    assert len(outputs[0]["text"]) < 1_100_000
    assert outputs[-1]["ename"] == "ZeroDivisionError"


NO_SHELL = """
import sys
from asyncaula.grading.judge import __main__ as process
def prepare():
    raise ImportError("no shell")
process.prepare = prepare
process.main(sys.argv[1:])
"""


def test_where_forking_is_not_safe_judges_are_started_and_it_is_told_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(client, "START_AS", ("-c", NO_SHELL))
    known.forget()
    try:
        assert client._forked(False) is None
        assert "no shell" in caplog.text
    finally:
        known.forget()


def test_judges_have_the_libraries_that_they_were_to_have_and_do_not_mind_one_that_is_not_there() -> None:
    lesson = 'from fractions import Fraction\\n",\n"import fastapi, httpx\\n",\n"x = important, django'
    wanted = libraries_in(lesson)
    assert wanted == ["fastapi"]  # of those that lessons use, and of the first of a line
    told = "import sys\nprint('fastapi' in sys.modules)"
    known.forget()
    try:
        for libraries, seen in (([], "False"), (["no_such_library", *wanted], "True")):
            client.begin_forking(False, libraries)
            with a_judge(sandbox=False) as judge:
                judge.begin(7, NOBODY)
                assert printed(judge, told) == seen
            known.forget()
    finally:
        known.forget()
