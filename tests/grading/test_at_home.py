"""Feedback tells why a visible test failed, though a hidden one was run before it, and tells nothing of that one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asyncaula.grading.job import Outcome
from asyncaula.grading.worker import grade

from .test_run import job

pytestmark = pytest.mark.slow
SECRET = "1234"
"""What the hidden test of the first exercise calls it with."""


@pytest.fixture
def graded(template: Any, hand_in: Callable[..., Path], solved: Any) -> Callable[..., Outcome]:
    return lambda **answers: grade(job(template, hand_in("ana", solved, **answers), with_feedback=True))


def page(outcome: Outcome) -> str:
    html = outcome.feedback["cuaderno.html"].decode()
    return re.sub(r"<style.*?</style>|data:[^\"']*", "", html, flags=re.DOTALL)


def test_a_visible_test_that_failed_is_shown_with_what_was_seen(graded):
    outcome = graded(triple="def triple(n):\n    return n + 700")
    assert outcome.points == 5
    assert "703" in page(outcome)
    assert "resumido" not in page(outcome)


def test_what_the_hidden_test_asked_does_not_come_along(graded):
    outcome = graded(
        doble="kept = [55]\n\ndef doble(n):\n    kept.append(n)\n    return 2 * n",
        triple="def triple(n):\n    return kept[-1]",
    )
    assert outcome.points == 5
    told = page(outcome)
    assert SECRET not in told
    assert "E09" in told


def test_an_answer_that_is_wrong_only_after_the_hidden_test_is_told_in_short(graded):
    outcome = graded(
        doble="kept = []\n\ndef doble(n):\n    kept.append(n)\n    return 2 * n",
        triple="def triple(n):\n    return kept[-1] if max(kept, default=0) > 1000 else 3 * n",
    )
    told = page(outcome)
    assert SECRET not in told
    assert "resumido" in told


def test_a_submission_cannot_write_down_what_was_seen(graded, solved):
    for cell in solved.cells:
        cell.metadata["asyncaula"] = {
            "at_home": [{"output_type": "stream", "name": "stdout", "text": "FORJADO"}]
        }
    assert "FORJADO" not in page(graded(triple="def triple(n):\n    return n"))
