"""The table of diagnoses: every code has a page, leads on with a question and never gives the solution away."""

import re

import pytest
from click.testing import CliRunner

from asyncaula.checks.catalogue import TABLE
from asyncaula.checks.catalogue.entry import Entry
from asyncaula.checks.explain_command import explain


@pytest.mark.parametrize("code", TABLE)
def test_every_code_has_a_page(code):
    done = CliRunner().invoke(explain, [code.lower()])
    assert done.exit_code == 0
    assert done.output.startswith(f"{code} · {TABLE[code].title}")
    assert " ".join(TABLE[code].question.split()) in " ".join(done.output.split())


def test_all_lists_every_code():
    listed = CliRunner().invoke(explain, ["--all"]).output
    assert [line.split()[0] for line in listed.splitlines()] == sorted(TABLE, key=lambda c: (len(c), c))


def test_an_unknown_code_or_none_is_a_wrong_call():
    for args in (["E3999"], []):
        done = CliRunner().invoke(explain, args)
        assert done.exit_code == 2
        assert "--all" in done.output


@pytest.mark.parametrize("entry", TABLE.values(), ids=TABLE)
def test_a_row_is_written_for_a_student(entry):
    texts = (entry.seen, entry.why, entry.question)
    assert entry.question.count("?") == 1
    assert not re.search(r"\b(error tuyo|te equivocaste|olvidaste|mal hecho)\b", " ".join(texts))
    assert all(text[0].isupper() or text[0] in "¿`" for text in texts)
    assert not entry.title.endswith(".")
    assert all(re.fullmatch(r"\d\d_\w+", lesson) for lesson in entry.lessons)


def test_a_row_without_a_question_is_refused():
    with pytest.raises(ValueError, match="not a question"):
        Entry("E38", "t", "s", "w", "haz esto.")
    with pytest.raises(ValueError, match="not a code"):
        Entry("X1", "t", "s", "w", "¿q?")
