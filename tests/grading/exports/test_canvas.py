"""What Canvas' gradebook would take out of the file, by the rules of its importer."""

from __future__ import annotations

import csv
import io
from typing import Any

from tests.grading.exports.conftest import Export, enrol


def imported(text: str) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """Points possible by assignment, and scores by SIS Login ID: as `gradebook_importer.rb` reads them."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert header[2:5] == ["SIS User ID", "SIS Login ID", "Section"]
    titles = header[5:]
    possible: dict[str, str] = {}
    scores: dict[str, dict[str, Any]] = {}
    for row in rows:
        assert len(row) == len(header)
        if "Points Possible" in row[0]:
            possible = dict(zip(titles, row[5:], strict=True))
        else:
            scores[row[3]] = {"name": row[0], "id": row[1]} | dict(zip(titles, row[5:], strict=True))
    return possible, scores


def test_scores_are_those_of_the_gradebook_and_no_grade_is_an_empty_cell(export: Any, scores: Any) -> None:
    assert export("canvas").exit_code == 1  # an id begins like a formula
    possible, found = imported(export.text())
    assert possible == {"uno": "10"}
    told = {student.removeprefix("'"): row["uno"] for student, row in found.items()}
    assert {s: float(v) if v else None for s, v in told.items()} == scores
    assert scores == {
        "ana": 10, "beto": 6, "caro": 7.5, "dani": None, "eva": None, "fede": 6.25, "=1+1": 10, "ivo": 5,
    }  # fmt: skip


def test_names_are_in_one_line_quoted_and_no_formula(export: Any) -> None:
    export("canvas")
    _, found = imported(export.text())
    assert found["ana"]["name"] == 'O\'Higgins, "la rápida", Ana'
    assert found["beto"]["name"] == "Núñez; Peña, Beto Luis"
    assert found["caro"]["name"] == '\'@SUM(1), =HYPERLINK("x")'
    assert found["'=1+1"]["name"] == "'=1+1"
    assert len(export.text().splitlines()) == 2 + len(found)


def test_there_is_no_byte_order_mark_which_canvas_would_read_as_part_of_the_name(export: Any) -> None:
    export("canvas")
    assert export.text().startswith("Student,ID,")


def test_canvas_own_number_of_a_student_goes_into_its_column(course: Any, tmp_path: Any) -> None:
    enrol(course, "ana", lms_user_id="4711")
    export = Export(course, tmp_path / "canvas.csv")
    assert export("canvas").exit_code == 0
    _, found = imported(export.text())
    assert found == {"ana": {"name": "ana", "id": "4711", "uno": ""}}
