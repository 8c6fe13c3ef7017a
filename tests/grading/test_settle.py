"""After `SettleVerdicts`, nbgrader's own `determine_grade` gives what the verdict says."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from asyncaula.grading.settle import SettleVerdicts
from asyncaula.verdict import MIME

STDERR = new_output("stream", name="stderr", text="DeprecationWarning")
BARE = new_output("execute_result", {"text/plain": "3"})


def result(points: float, text: str = "4") -> Any:
    return new_output("execute_result", {MIME: {"points": points}, "text/plain": text})


@pytest.mark.parametrize(
    ("outputs", "points"),
    [
        pytest.param([result(4)], 4, id="full"),
        pytest.param([STDERR, result(4)], 4, id="stderr is no failure"),
        pytest.param([], 0, id="silence earns nothing"),
        pytest.param([STDERR], 0, id="noise earns nothing"),
        pytest.param([BARE], 0, id="a bare number earns nothing"),
        pytest.param([BARE, result(2)], 2, id="a stray result is dropped"),
        pytest.param([result(2, text="4")], 2, id="the verdict counts, not the text beside it"),
        pytest.param([result(70)], 4, id="too many points are clamped and do not raise"),
        pytest.param([result(4), new_output("error", ename="E", evalue="e")], 0, id="an error earns nothing"),
        pytest.param([result(4), result(4)], 0, id="two verdicts earn nothing"),
    ],
)
def test_determine_grade(outputs: list[Any], points: float) -> None:
    about = {"grade": True, "solution": False, "points": 4, "grade_id": "hidden_x"}
    cell = new_code_cell("", outputs=[output.copy() for output in outputs], metadata={"nbgrader": about})
    cell, _ = SettleVerdicts().preprocess_cell(cell, {}, 0)
    assert determine_grade(cell) == (points, 4)


def test_cells_that_are_no_tests_are_left_alone() -> None:
    cell = new_code_cell("", outputs=[STDERR.copy()])
    cell, _ = SettleVerdicts().preprocess_cell(cell, {}, 0)
    assert cell.outputs == [STDERR]
