"""What was handed in otherwise than asked is told by its own reason, or graded where nothing is in doubt."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import v3, v4

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def bad_json(path: Path, classroom: Any) -> None:
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")


def not_utf_8(path: Path, classroom: Any) -> None:
    path.write_bytes(b'{"cells": "\xff\xfe"}')


def nbformat_3(path: Path, classroom: Any) -> None:
    path.write_text(v3.writes_json(v4.downgrade(nbformat.read(path, 4))), encoding="utf-8")


def nbformat_3_without_metadata(path: Path, classroom: Any) -> None:
    old = v4.downgrade(nbformat.read(path, 4))
    for cell in old.worksheets[0].cells:
        cell.metadata = {}
    path.write_text(v3.writes_json(old), encoding="utf-8")


def a_link_for_the_notebook(path: Path, classroom: Any) -> None:
    path.unlink()
    path.symlink_to(classroom.root / "submitted" / classroom.right[0] / "uno/cuaderno.ipynb")


def a_link_for_the_folder(path: Path, classroom: Any) -> None:
    path.unlink()
    path.parent.rmdir()
    path.parent.symlink_to(classroom.root / "submitted" / classroom.right[0] / "uno")


def renamed(path: Path, classroom: Any) -> None:
    path.rename(path.with_name("cuaderno (1).ipynb"))


def missing(path: Path, classroom: Any) -> None:
    path.rename(path.with_name("cuaderno.txt"))


def an_empty_file(path: Path, classroom: Any) -> None:
    path.write_bytes(b"")


def an_empty_folder(path: Path, classroom: Any) -> None:
    path.unlink()


def a_folder_for_the_notebook(path: Path, classroom: Any) -> None:
    path.unlink()
    path.mkdir()


def no_cells(path: Path, classroom: Any) -> None:
    nbformat.write(v4.new_notebook(), path)


def another_ones(path: Path, classroom: Any) -> None:
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell("1 + 1")]), path)


def thirty_megabytes(path: Path, classroom: Any) -> None:
    (path.parent / "datos.bin").write_bytes(bytes(30_000_000))


REFUSED: dict[Callable[[Path, Any], None], str] = {
    bad_json: "cuaderno.ipynb is not a notebook that can be read",
    not_utf_8: "cuaderno.ipynb is not a notebook that can be read",
    nbformat_3_without_metadata: "cuaderno.ipynb has none of the cells of uno",
    a_link_for_the_notebook: "cuaderno.ipynb is missing; there is no notebook",
    a_link_for_the_folder: "is a link to another folder, and links are not followed",
    renamed: "cuaderno.ipynb is missing; there is cuaderno (1).ipynb",
    missing: "cuaderno.ipynb is missing; there is no notebook",
    an_empty_file: "cuaderno.ipynb is not a notebook that can be read",
    an_empty_folder: "cuaderno.ipynb is missing; there is no notebook",
    a_folder_for_the_notebook: "cuaderno.ipynb is missing; there is no notebook",
    no_cells: "cuaderno.ipynb has none of the cells of uno",
    another_ones: "cuaderno.ipynb has none of the cells of uno",
    thirty_megabytes: "30 MB were handed in, and at most 25 MB are taken",
}
"""What cannot be graded, and is no 0."""


def rewritten(change: Callable[[Any], None]) -> Callable[[Path, Any], None]:
    def rewrite(path: Path, classroom: Any) -> None:
        nb = nbformat.read(path, as_version=4)
        change(nb)
        path.write_text(json.dumps(nb), encoding="utf-8")

    rewrite.__name__ = change.__name__
    return rewrite


@rewritten
def a_foreign_kernelspec(nb: Any) -> None:
    nb.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    nb.metadata["language_info"] = {"name": "R"}


@rewritten
def every_cell_twice(nb: Any) -> None:
    nb.cells = [cell for original in nb.cells for cell in (original, copy.deepcopy(original))]


@rewritten
def no_tests(nb: Any) -> None:
    nb.cells = [c for c in nb.cells if not c.metadata.get("nbgrader", {}).get("locked")]


@rewritten
def an_answer_deleted(nb: Any) -> None:
    nb.cells = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") != "luego"]


@rewritten
def an_answer_split(nb: Any) -> None:
    place = next(i for i, c in enumerate(nb.cells) if c.metadata.nbgrader.grade_id == "luego")
    twin = copy.deepcopy(nb.cells[place])
    nb.cells[place].source = "import asyncio"
    nb.cells.insert(place + 1, twin)


GRADED = dict.fromkeys([nbformat_3, a_foreign_kernelspec, every_cell_twice, no_tests, an_answer_split], 10)
GRADED[an_answer_deleted] = 5
"""What is graded all the same, and the points it gets."""


def test_each_fault_in_the_files_is_told_as_what_it_is(classroom: Any, subtests: pytest.Subtests) -> None:
    faults = [*REFUSED, *GRADED]
    culprits = dict(zip(classroom.seat(*(f.__name__ for f in faults)), faults, strict=True))
    for student, fault in culprits.items():
        fault(classroom.hand_in(student), classroom)
    run = classroom.grade(code=1)
    with subtests.test("the seven others are right"):
        classroom.others_are_right()
        classroom.all_is_told_once()
    outcomes = classroom.outcomes()
    for student, fault in culprits.items():
        told = outcomes[student]
        with subtests.test(fault.__name__):
            if fault in GRADED:
                assert (told["reason"], told["points"]) == (None, GRADED[fault])
            else:
                assert (told["state"], told["points"]) == ("not gradable", None)
                assert REFUSED[fault] in told["reason"]
                assert f"Could not be graded: {student}, uno: " in run.said


def test_what_cannot_be_graded_is_not_tried_again_until_it_changes(classroom: Any) -> None:
    for student, fault in zip("ab", (bad_json, no_cells), strict=True):
        fault(classroom.hand_in(student), classroom)
    assert "2 could not be graded, 0 unchanged" in classroom.grade(code=1).said
    assert "2 could not be graded, 2 unchanged" in classroom.grade(code=1).said
