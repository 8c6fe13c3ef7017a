"""`run_notebook` comes back with every cell's outputs, whatever the cells do to their kernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from asyncaula.grading.execute import run_notebook
from asyncaula.grading.kept import CUT

GOOD = "1 + 1"


def run(tmp_path: Path, *sources: str, **limits: Any) -> list[Any]:
    nb = new_notebook(cells=[new_code_cell(source) for source in sources])
    return [cell.outputs for cell in run_notebook(nb, tmp_path, **limits).cells]


def names(outputs: list[Any]) -> list[str]:
    return [out.get("ename", out.output_type) for out in outputs]


def test_cells_run_in_order_in_the_folder_given(tmp_path: Path) -> None:
    first, second = run(tmp_path, "import os; x = os.getcwd()", "x")
    assert first == []
    assert second[0].data["text/plain"] == repr(str(tmp_path))


def test_an_error_is_an_output_and_the_next_cell_runs(tmp_path: Path) -> None:
    failed, good = run(tmp_path, "1 / 0", GOOD)
    assert (names(failed), names(good)) == (["ZeroDivisionError"], ["execute_result"])


@pytest.mark.slow
@pytest.mark.parametrize(
    "hanging",
    [
        pytest.param("import asyncio\nawait asyncio.Event().wait()", id="top-level await"),
        pytest.param("while True: pass", id="busy loop"),
        pytest.param("import time\ntime.sleep(1000)", id="sleep"),
    ],
)
def test_a_hanging_cell_is_interrupted_and_the_next_one_runs(tmp_path: Path, hanging: str) -> None:
    before, hung, good = run(tmp_path, GOOD, hanging, GOOD, timeout=1)
    assert names(before) == ["execute_result"]
    assert "CellTimeoutError" in names(hung)
    assert names(good) == ["execute_result"]


@pytest.mark.slow
def test_a_cell_that_cannot_be_interrupted_ends_the_run_with_a_reason(tmp_path: Path) -> None:
    stubborn = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    before, _, later = run(tmp_path, GOOD, stubborn, GOOD, timeout=1)
    assert names(before) == ["execute_result"]
    assert names(later) == ["NoEjecutada"]
    assert "ni siquiera al interrumpirla" in later[0].evalue


@pytest.mark.slow
def test_what_a_dead_kernel_did_before_stands(tmp_path: Path) -> None:
    before, fatal, later = run(tmp_path, GOOD, "import os\nos._exit(0)", GOOD)
    assert names(before) == ["execute_result"]
    assert names(fatal) == ["DeadKernelError"]
    assert names(later) == ["NoEjecutada"]


@pytest.mark.slow
def test_the_notebook_has_a_budget_of_seconds(tmp_path: Path) -> None:
    first, second = run(tmp_path, GOOD, GOOD, budget=0.0)
    assert (names(first), names(second)) == (["NoEjecutada"], ["NoEjecutada"])


@pytest.mark.slow
def test_endless_output_is_cut_while_it_comes_in_and_then_interrupted(tmp_path: Path) -> None:
    endless, good = run(tmp_path, "while True: print('x' * 10_000)", GOOD)
    text = "".join(out.text for out in endless if out.output_type == "stream")
    assert text.endswith(CUT)
    assert len(text) < 150_000
    assert "KeyboardInterrupt" in names(endless)
    assert names(good) == ["execute_result"]
