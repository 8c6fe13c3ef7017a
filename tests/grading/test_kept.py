"""What is kept of a kernel's output has a bound, and says where it was cut."""

from __future__ import annotations

import json
from typing import Any

import pytest

from asyncaula.grading.kept import CUT, PICTURE, cut, length

ERROR = {"ename": "ValueError", "evalue": "x" * 10**6, "traceback": ["y" * 10**6] * 3}


def test_what_fits_is_kept_as_it_is() -> None:
    for content in ({"name": "stdout", "text": "hola"}, {**ERROR, "evalue": "", "traceback": []}):
        assert cut(content, 100) == content


def test_text_is_cut_and_says_so() -> None:
    assert cut({"name": "stdout", "text": "x" * 1000}, 10) == {"name": "stdout", "text": "x" * 10 + CUT}
    assert cut({"name": "stdout", "text": "x"}, 0) is None


def test_an_error_keeps_its_name_even_where_there_is_no_room() -> None:
    kept = cut(ERROR, -5)
    assert kept is not None
    assert kept["ename"] == "ValueError"
    assert length(kept) < 2000


def test_a_picture_is_kept_whole_or_not_at_all_and_cannot_be_changed_later() -> None:
    shown: dict[str, Any] = {"data": {"image/png": "x" * 5000}, "metadata": {}}
    display = {**shown, "transient": {"display_id": "a"}}
    assert cut(display, 10) == {**shown, "transient": {}}
    large = cut({**display, "data": {"image/png": "x" * (PICTURE + 1)}}, 10)
    assert large is not None
    assert large["data"] == {"text/plain": CUT}


@pytest.mark.parametrize("value", ["", "abc", {"a": ["b", 1, None, {"c": "d" * 50}]}, [1, 2, 3]])
def test_the_length_is_about_that_of_the_json(value: object) -> None:
    assert abs(length(value) - len(json.dumps(value))) < 30
