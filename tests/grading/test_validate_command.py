"""`asyncaula validate`: what Validate tells a student, with an exit code that is true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result

from asyncaula.grading.validate_command import validate

pytestmark = pytest.mark.slow
NOTEBOOK = "release/uno/cuaderno.ipynb"


def ran(*paths: Path | str) -> Result:
    return CliRunner().invoke(validate, list(map(str, paths)))


def cell(nb: Any, name: str) -> Any:
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)


@pytest.fixture
def path(course: Path, solved: Any) -> Path:
    """The release with every answer filled in."""
    nbformat.write(solved, course / NOTEBOOK)
    return course / NOTEBOOK


def test_all_pass(path):
    told = ran(path)
    assert (told.exit_code, told.output.strip()) == (0, "cuaderno.ipynb: 2 de 2 celdas de prueba pasan.")


def test_the_notebook_is_left_as_it_was(path):
    before = path.read_bytes()
    ran(path)
    assert path.read_bytes() == before


def test_a_wrong_answer_is_told_with_its_diagnosis(path, solved):
    cell(solved, "doble").source = "def doble(n):\n    return n"
    nbformat.write(solved, path)
    told = ran(path)
    assert told.exit_code == 1
    assert "1 de 2 celdas de prueba pasan" in told.output
    assert "E09" in told.output
    assert "Traceback" not in told.output


def test_what_is_not_answered_yet_is_told(course):
    told = ran(course / NOTEBOOK)
    assert told.exit_code == 1
    assert "0 de 2 celdas de prueba pasan" in told.output


def test_a_kernel_that_dies_is_no_pass(path, solved):
    cell(solved, "doble").source = "import os\n\ndef doble(n):\n    os._exit(0)"
    nbformat.write(solved, path)
    told = ran(path)
    assert told.exit_code == 1
    assert "0 de 2" in told.output


def test_a_changed_test_cell_is_told(path, solved):
    cell(solved, "test_doble").source = "1"
    nbformat.write(solved, path)
    told = ran(path)
    assert told.exit_code == 1
    assert "1 celda de prueba cambió" in told.output


def test_what_is_no_notebook_can_not_be_run_and_the_others_are_told_all_the_same(path, tmp_path):
    (broken := tmp_path / "roto.ipynb").write_text("{", encoding="utf-8")
    told = ran(broken, path)
    assert told.exit_code == 2
    assert "roto.ipynb" in told.output
    assert "2 de 2 celdas de prueba pasan" in told.output


def test_a_wrong_call_exits_2(tmp_path):
    assert ran().exit_code == 2
    assert ran(tmp_path / "no_hay.ipynb").exit_code == 2
