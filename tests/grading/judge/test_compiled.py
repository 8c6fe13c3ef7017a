"""A cell that the grader compiled leaves what it leaves where the judge reads it."""

from __future__ import annotations

from typing import Any

import pytest

from asyncaula.grading.judge.bench import Bench
from asyncaula.grading.judge.client import a_judge
from asyncaula.grading.judge.compiled import compiled

NOBODY = {"most": 1, "lines": []}
PATIENCE = 60.0

CELLS = (
    "import warnings\n\n\ndef f():\n    return 1 / 0",
    "print('a')\nf()\nprint('not any more')",
    "x = 3\nx + 4",
    "x = 3\nx + 4;",
    "'''a; b'''\nx",
    "import asyncio\nawait asyncio.sleep(0)\n'after a wait'",
    "warnings.warn('told with its place')\nNone",
    "for i in range(2):\n    i",
    "raise SystemExit\nx",
    "from asyncaula.checks import expect, scenario\n@scenario\nasync def s(lab):\n    return 1\n(s.name, s.source)",
    "x = 1\nexpect(s).returns(1).worth(1)\n",
    "_i, _, list(Out)\nIn",
)

NOT_COMPILED = (
    "%time 1\n2",
    "!true\n2",
    "x = 1",
    "pwd",
    "from __future__ import annotations\nx = 1",
    "get_ipython().ast_transformers.append(None)\n2",
    "def f(:\n    pass",
    "x = '\\d'\nx",
    "return 3\n4",
    "",
    "\n\nx = 1",
)


def nobody(_request: dict[str, Any], _seconds: float) -> dict[str, Any]:
    return {"lost": "died"}


@pytest.mark.slow
def test_it_leaves_what_one_leaves_that_the_judge_reads() -> None:
    left = []
    for made in (compiled, lambda _source: None):
        with a_judge(sandbox=False) as judge:
            judge.begin(7, NOBODY)
            left.append([judge.run(source, nobody, PATIENCE, made(source)) for source in CELLS])
    for source, one, other in zip(CELLS, *left, strict=True):
        assert compiled(source), source
        assert one == other, source


@pytest.mark.parametrize("source", NOT_COMPILED)
def test_what_is_not_plain_python_is_for_the_judge_to_read(source: str) -> None:
    assert compiled(source) is None


@pytest.mark.slow
def test_after_a_cell_that_may_change_how_cells_are_read_the_judge_reads_them() -> None:
    changes = "from __future__ import annotations\nx = 1"
    noted = "def f(a: int):\n    pass\nprint(f.__annotations__)"
    with a_judge(sandbox=False) as judge:
        judge.begin(7, NOBODY)
        told = [
            judge.run(source, nobody, PATIENCE, compiled(source)).outputs
            for source in (noted, changes, noted)
        ]
    assert [[out["text"] for out in outputs] for outputs in told] == [
        ["{'a': <class 'int'>}\n"],
        [],
        ["{'a': 'int'}\n"],
    ]


@pytest.mark.slow
def test_nothing_is_compiled_but_what_was_released(monkeypatch: pytest.MonkeyPatch) -> None:
    released, other = "x = 1\nx", "x = 2\nx"
    seen: list[str] = []
    monkeypatch.setattr("asyncaula.grading.judge.bench.compiled", seen.append)
    bench = Bench(False, 7, NOBODY, [released])
    try:
        for source in (released, other):
            bench.run(source, nobody, PATIENCE)
    finally:
        bench.close()
    assert seen == [released]
