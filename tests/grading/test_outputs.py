"""What Formgrader and feedback render can run nothing."""

from __future__ import annotations

from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from asyncaula.grading.outputs import REMOVED, PlainOutputs
from asyncaula.grading.verdict import MIME

TEST = {"grade": True, "solution": False, "points": 4, "grade_id": "test_x"}
PICTURE = "<div style='x'><svg><rect width='3' fill='url(#a)'/></svg><p>one = 3 &lt;script&gt;</p></div>"


def cleaned(data: dict[str, Any], about: dict[str, Any] | None = None) -> dict[str, Any]:
    cell = new_code_cell("", outputs=[new_output("display_data", data)])
    if about is not None:
        cell.metadata["nbgrader"] = about
    nb = new_notebook(cells=[cell], metadata={"widgets": {"state": {}}})
    nb, _ = PlainOutputs().preprocess(nb, {})
    assert "widgets" not in nb.metadata
    kept: dict[str, Any] = dict(nb.cells[0].outputs[0].data)
    return kept


def test_a_learners_cell_keeps_text_and_bitmaps_only() -> None:
    data = {"text/plain": "t", "image/png": "cG5n", "text/html": "<b>", "image/svg+xml": "<svg/>"}
    assert cleaned(data | {"application/javascript": "alert(1)"}) == {"text/plain": "t", "image/png": "cG5n"}
    assert cleaned({"text/html": "<b>"}) == {"text/plain": REMOVED}


def test_the_picture_of_a_check_stays() -> None:
    data = {"text/plain": "4", "text/html": PICTURE, MIME: {"points": 4}}
    assert cleaned(data, TEST) == data


def test_html_in_a_test_cell_without_a_verdict_goes() -> None:
    assert cleaned({"text/plain": "t", "text/html": PICTURE}, TEST) == {"text/plain": "t"}


@pytest.mark.parametrize(
    "active",
    [
        "<script>alert(1)</script>",
        "<svg onload=alert(1)>",
        "<img src=x onerror='alert(1)'>",
        "<a href='javascript:alert(1)'>x</a>",
        "<svg><foreignObject></foreignObject></svg>",
        "<iframe src=x>",
        "<style>@import 'x'</style>",
        "<p style='background:url(http://x)'>",
    ],
)
def test_nothing_active_stays_even_beside_a_verdict(active: str) -> None:
    assert "text/html" not in cleaned({"text/plain": "4", "text/html": active, MIME: {"points": 4}}, TEST)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
        ("a < b, <b>negrita</b> y <details>", "a < b, <b>negrita</b> y <details>"),
        ("<b onclick=alert(1)>", "&lt;b onclick=alert(1)>"),
    ],
)
def test_a_learners_text_has_no_tag_that_does_anything(written: str, shown: str) -> None:
    nb = new_notebook(cells=[new_markdown_cell(written)])
    PlainOutputs().preprocess(nb, {})
    assert nb.cells[0].source == shown
