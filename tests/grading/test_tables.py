"""The table at the end of a run: every figure whole, however many assignments there are."""

from __future__ import annotations

from typing import Any

import pytest
from rich.console import Console

from asyncaula.grading.records import Record
from asyncaula.grading.tables import class_table


def record(student: str, assignment: str, points: float | None) -> Record:
    return Record(
        assignment=assignment,
        student=student,
        key="",
        points=points,
        max_points=20.0,
        reason=None if points is not None else "no notebook",
        seconds=3.25,
        seed=1,
        graded_at="2026-01-01T00:00:00+00:00",
        sandbox=True,
        cells=(),
    )


def shown(records: list[Record], width: int = 120) -> str:
    console: Any = Console(width=width, record=True, file=None)
    with console.capture() as captured:
        console.print(class_table(records, ("ana.cruz", "beto.cruz")))
    return str(captured.get())


@pytest.mark.parametrize("count", [1, 14])
def test_no_figure_is_cut_short(count: int) -> None:
    told = shown([record("ana.cruz", f"{n:02}_una_leccion", 19.75) for n in range(1, count + 1)])
    assert told.count("19.75") == count + (count == 1)
    assert f"{19.75 * count:g}" in told
    assert "…" not in told


@pytest.mark.parametrize("count", [1, 14])
def test_what_could_not_be_graded_or_was_not_handed_in_is_no_number(count: int) -> None:
    told = shown([record("ana.cruz", f"{n:02}_una_leccion", None) for n in range(1, count + 1)])
    ana = next(line for line in told.splitlines() if "ana.cruz" in line)
    beto = next(line for line in told.splitlines() if "beto.cruz" in line)
    assert (ana.count("×") or ana.count("not gradable")) == count
    assert beto.count("—") == count
    assert "not gradable" in told
