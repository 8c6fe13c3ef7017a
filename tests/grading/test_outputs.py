"""What Formgrader and feedback render can run nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from asyncaula.grading.outputs import REMOVED, PlainOutputs
from asyncaula.verdict import MIME

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


def test_what_a_kernel_sent_is_made_anew_with_fields_of_the_right_type() -> None:
    sent: list[Any] = [
        {"output_type": "stream", "name": "<script>", "text": ["a", 7]},
        {"output_type": "error", "ename": 7, "evalue": None, "traceback": "x", "more": "<script>"},
        {"output_type": "execute_result", "execution_count": "<img>", "data": {"image/png": '" onload="'}},
        {"output_type": "execute_result", "execution_count": -1, "data": {"text/plain": "a"}},
        {"output_type": "otra"},
    ]
    cell = new_code_cell("")
    cell.execution_count = "<img>"
    cell.outputs = [from_dict(out) for out in sent]
    nb = new_notebook()
    nb.cells = [cell]
    PlainOutputs().preprocess(nb, {})
    assert nb.cells[0].execution_count is None
    assert nb.cells[0].outputs == [
        {"output_type": "stream", "name": "stdout", "text": "a7"},
        {"output_type": "error", "ename": "7", "evalue": "", "traceback": [""]},
        {
            "output_type": "execute_result",
            "execution_count": None,
            "metadata": {},
            "data": {"text/plain": REMOVED},
        },
        {
            "output_type": "execute_result",
            "execution_count": None,
            "metadata": {},
            "data": {"text/plain": "a"},
        },
    ]


@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](javascript\\:alert(1))",
        "[x][x]\n\n[x]: JavaScript:alert(1)",
    ],
)
def test_a_learners_text_has_no_link_to_a_script(link: str) -> None:
    nb, _ = PlainOutputs().preprocess(new_notebook(cells=[new_markdown_cell(link)]), {})
    page, _ = HTMLExporter(template_name="classic").from_notebook_node(nb)
    assert not re.search(r"href=\"\s*(java|vb)[^\"]*alert", page, re.IGNORECASE)


def test_a_link_to_somewhere_else_stays() -> None:
    text = "[x](https://docs.python.org/3/) y ![y](attachment:y.png)"
    cell = new_markdown_cell(text, attachments={"y.png": {"image/png": "cG5n"}})
    nb, _ = PlainOutputs().preprocess(new_notebook(cells=[cell]), {})
    assert nb.cells[0].source == text
    assert nb.cells[0].attachments == {"y.png": {"image/png": "cG5n"}}
