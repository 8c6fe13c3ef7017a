"""A second language is a catalogue: every string a student reads comes from gettext, Spanish as the source."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from asyncaula.authoring import messages_command
from asyncaula.checks import Diagnosis, Result, expect
from asyncaula.checks.catalogue import TABLE
from asyncaula.checks.explain_command import page
from asyncaula.checks.messages import BUNDLED
from asyncaula.cli import main

SOURCES = Path(__file__).parents[2] / "src" / "asyncaula"


def template():
    with (BUNDLED / "asyncaula.pot").open("rb") as file:
        return read_po(file, charset="utf-8")


def test_the_template_has_every_string_of_the_code_and_no_other():
    found = extract_from_dir(SOURCES, keywords={"_": None, "N_": None, "ngettext": (1, 2)})
    in_code = {m if isinstance(m, str) else m[0] for _file, _line, m, _comments, _context in found}
    in_template = {m.id if isinstance(m.id, str) else m.id[0] for m in template() if m.id}
    assert in_template == in_code, "asyncaula messages writes it anew"


def test_the_command_writes_the_template_that_is_committed(tmp_path, monkeypatch):
    monkeypatch.setattr(messages_command, "TEMPLATE", tmp_path / "asyncaula.pot")
    done = CliRunner().invoke(main, ["messages"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "asyncaula.pot").read_bytes() == (BUNDLED / "asyncaula.pot").read_bytes()


@pytest.fixture
def reversed_language(tmp_path, monkeypatch):
    """A made-up language in which every word is in capitals."""
    catalogue = template()
    for message in catalogue:
        if message.id and isinstance(message.id, str):
            message.string = re.sub(r"[^{}]+(?![^{]*\})", lambda m: m.group().upper(), message.id)
    folder = tmp_path / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "asyncaula.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setenv("ASYNCAULA_LOCALE", str(tmp_path))
    monkeypatch.setenv("ASYNCAULA_LANG", "xx")


@pytest.mark.usefixtures("reversed_language")
def test_a_catalogue_changes_whole_messages():
    with pytest.raises(Diagnosis) as caught:
        expect(Result("ok", value=[1])).returns([2])
    lines = str(caught.value).splitlines()
    assert lines[0] == "E09 · RESULTADO DISTINTO DEL ESPERADO"
    assert lines[1] == "QUÉ SE VIO: DEVOLVIÓ [1]"
    said = page(TABLE["E07"])
    assert re.sub(r"06_awaitables", "", said) == re.sub(r"06_awaitables", "", said).upper()


def test_a_language_without_a_catalogue_stays_in_spanish(monkeypatch):
    monkeypatch.setenv("ASYNCAULA_LANG", "tlh")
    with pytest.raises(Diagnosis, match="resultado distinto del esperado"):
        expect(Result("ok", value=1)).returns(2)
