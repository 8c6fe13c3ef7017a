"""A point counts only with a positive verdict; everything else is 0 with a reason."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_output

from asyncaula.verdict import MANY_VERDICTS, MIME, NO_VERDICT, read_verdict


def cell(*outputs: Any, points: float = 4) -> Any:
    about = {"grade": True, "solution": False, "points": points, "grade_id": "hidden_x"}
    return new_code_cell("", outputs=list(outputs), metadata={"nbgrader": about})


def result(points: Any, **more: Any) -> Any:
    return new_output("execute_result", {MIME: {"points": points, **more}, "text/plain": "4"})


def test_full_and_partial_credit_are_read_with_the_diagnosis() -> None:
    verdict = read_verdict(cell(result(2.5, code="E07", title="espera secuencial", message="¿En qué línea?")))
    assert (verdict.points, verdict.max_points, verdict.reason) == (2.5, 4.0, None)
    assert (verdict.code, verdict.title, verdict.message) == ("E07", "espera secuencial", "¿En qué línea?")


@pytest.mark.parametrize(("told", "points"), [(9, 4.0), (-3, 0.0), (4.0, 4.0)])
def test_points_stay_between_zero_and_the_cells_own(told: float, points: float) -> None:
    assert read_verdict(cell(result(told))).points == points


@pytest.mark.parametrize("told", [float("nan"), float("inf"), True, "4", None, [4]])
def test_a_number_that_is_none_earns_nothing(told: Any) -> None:
    verdict = read_verdict(cell(result(told)))
    assert (verdict.points, verdict.reason) == (0.0, NO_VERDICT)


def test_silence_text_and_a_bare_number_earn_nothing() -> None:
    stray = new_output("execute_result", {"text/plain": "4"})
    shown = new_output("display_data", {MIME: {"points": 4}})
    for outputs in [(), (new_output("stream", text="4"),), (stray,), (shown,)]:
        verdict = read_verdict(cell(*outputs))
        assert (verdict.points, verdict.reason) == (0.0, NO_VERDICT)


def test_an_error_drops_every_other_output() -> None:
    error = new_output("error", ename="NameError", evalue="name 'f' is not defined")
    verdict = read_verdict(cell(result(4), error))
    assert (verdict.points, verdict.reason) == (0.0, "NameError: name 'f' is not defined")


def test_a_diagnosis_is_told_by_the_verdict_published_before_it() -> None:
    shown = new_output("display_data", {MIME: {"points": 0, "code": "E07", "title": "t", "message": "m"}})
    verdict = read_verdict(cell(shown, new_output("error", ename="Diagnosis", evalue="…")))
    assert (verdict.points, verdict.code, verdict.message, verdict.reason) == (0.0, "E07", "m", None)


def test_two_verdicts_are_none() -> None:
    verdict = read_verdict(cell(result(4), result(4)))
    assert (verdict.points, verdict.reason) == (0.0, MANY_VERDICTS)
