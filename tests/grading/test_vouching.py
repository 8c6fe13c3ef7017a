"""A diagnosis names lines of the submission, and a kernel that says otherwise is not believed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from asyncaula.checks.encoding import see_error
from asyncaula.checks.result import Blocking, Place, Result
from asyncaula.grading.judge.vouching import HandedIn
from asyncaula.grading.judge.vouching import handed_in as lines_of

TEST = {"nbgrader": {"grade": True, "solution": False, "points": 4, "grade_id": "test_x"}}


@pytest.fixture
def handed_in(tmp_path: Path) -> HandedIn:
    (folder := tmp_path / "entrega").mkdir()
    (folder / "triples.py").write_text("def triple(n):\n    return 3 * n", encoding="utf-8")
    (folder / "lejos.py").symlink_to("/etc/passwd")
    cells = [
        new_code_cell("async def doble(n):\n    await otra(n)"),
        new_code_cell("clave_oculta = 77", metadata=TEST),
    ]
    return HandedIn(**lines_of(new_notebook(cells=cells), folder))


def vouched(handed_in: HandedIn, result: Result, needs: tuple[str, ...] = ()) -> Result:
    told: dict[str, Any] = handed_in.vouched(result.to_data(), needs)
    return Result.from_data(told)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (Place(2, "doble", "    await otra(n)", "T1"), Place(2, "doble", "    await otra(n)", "T1")),
        (Place(2, "triple", "return 3 * n", "T1"), Place(2, "triple", "return 3 * n", "T1")),
        (Place(1, "<module>", "otra cosa", "T1"), Place(1, "<module>", "", "T1")),
        (Place(1, "clave_oculta", "await otra(n)", "T1"), Place(1, "", "", "T1")),
        (Place(1, "doble", "clave_oculta = 77", "T1"), Place(1, "doble", "", "T1")),
        (Place(123_456, "doble", "", "T1"), Place(2, "doble", "", "T1")),
    ],
)
def test_a_place_is_told_as_far_as_it_was_handed_in(handed_in: HandedIn, said: Place, kept: Place) -> None:
    seen = vouched(
        handed_in, Result("blocked", waiting=(said,), leaked=(said,), blocking=(Blocking("x", said),))
    )
    assert (seen.waiting, seen.leaked, seen.blocking[0].place) == ((kept,), (kept,), kept)


def test_an_errors_line_too_and_those_of_all_within_it(handed_in: HandedIn) -> None:
    try:
        raise ExceptionGroup("g", [KeyError("k")]) from ValueError("v")
    except ExceptionGroup as group:
        for line, kept in (("return 3 * n", "return 3 * n"), ("clave_oculta = 77", "")):
            seen = vouched(handed_in, Result("raised", error=see_error(group, lambda _, line=line: line)))
            assert seen.error is not None
            assert seen.error.cause is not None
            assert {e.line for e in (seen.error, *seen.error.members, seen.error.cause)} == {kept}


def test_what_is_missing_is_a_name_that_was_asked_for(handed_in: HandedIn) -> None:
    for said, kept in (("doble", "doble"), ("secreto 77", "")):
        seen = vouched(handed_in, Result("missing", extra={"missing": said}), needs=("doble", "lab"))
        assert seen.extra == {"missing": kept}
