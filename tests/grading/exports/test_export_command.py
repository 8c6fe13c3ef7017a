"""`asyncaula export`, and the same formats through `nbgrader export`."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.grading.exports.conftest import Export, enrol

from asyncaula.cli import main
from asyncaula.grading.nbgrader_calls import load_config, open_gradebook


def test_without_to_it_is_in_grades(graded_class: Path, tmp_path: Path) -> None:
    root = tmp_path / "clase"
    shutil.copytree(graded_class, root)
    result = CliRunner().invoke(main, ["export", "canvas", "--only", "ana", "--root", str(root)])
    assert (result.exit_code, result.output) == (0, f"{root / 'grades/canvas.csv'}\n")
    assert (root / "grades/canvas.csv").exists()


def test_the_csv_has_the_same_scores(export: Export, scores: Any) -> None:
    assert export("csv").exit_code == 0
    with open(export.to, encoding="utf-8", newline="") as file:
        rows = {row["student_id"].removeprefix("'"): row for row in csv.DictReader(file)}
    assert rows["eva"]["state"] == "missing"
    assert rows["dani"]["state"] == "needs a person"
    assert rows["caro"]["last_name"] == "'@SUM(1)"
    assert rows["beto"]["first_name"] == "Beto\nLuis"
    known = {who: float(row["score"]) if row["score"] else None for who, row in rows.items() if who != "eva"}
    assert known == {who: score for who, score in scores.items() if who != "eva"}


def test_a_hand_in_without_a_score_for_a_cell_that_was_added_since_needs_a_person(
    course: Path, tmp_path: Path
) -> None:
    enrol(course, "ana", score=1.0)
    with open_gradebook(load_config(course / "nbgrader_config.py", course)) as gradebook:
        gradebook.add_grade_cell("test_nuevo", "cuaderno", "uno", max_score=2, cell_type="code")
    export = Export(course, tmp_path / "grades.csv")
    export("csv")
    with open(export.to, encoding="utf-8", newline="") as file:
        assert [(row["score"], row["state"]) for row in csv.DictReader(file)] == [("", "needs a person")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("canvas", "--only", "nadie"), "the gradebook knows no student nadie"),
        (("moodle", "dos"), "the gradebook knows no assignment dos"),
        (("canvas", "--worksheet", "x.csv"), "--worksheet is for moodle alone"),
        (("moodle", "--worksheet", "no-hay.csv"), "no-hay.csv cannot be read"),
        (("canvas", "--only", "eva"), "nobody has handed in anything"),
        (("blackboard",), "'blackboard' is not one of"),
    ],
)
def test_what_is_called_wrongly_ends_with_2_and_writes_nothing(
    export: Export, arguments: tuple[str, ...], said: str
) -> None:
    result = export(*arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert not export.to.exists()


def test_a_course_without_a_gradebook_is_told_what_to_do(tmp_path: Path) -> None:
    result = Export(tmp_path, tmp_path / "salida")("csv")
    assert result.exit_code == 2
    assert "grade something first" in result.output


def nbgrader_export(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", "export", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONASYNCIODEBUG": "", "PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=100,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "plugin", "written"),
    [
        ("canvas", "CanvasExportPlugin", "canvas.csv"),
        ("moodle", "MoodleExportPlugin", "moodle.csv"),
        ("gradescope", "GradescopeExportPlugin", "gradescope/uno/results/beto.json"),
    ],
)
def test_nbgrader_export_writes_the_same(
    graded_class: Path, export: Export, target: str, plugin: str, written: str, tmp_path: Path
) -> None:
    root = tmp_path / "clase"
    shutil.copytree(graded_class, root)
    exporter = f"--exporter=asyncaula.grading.exports.{plugin}"
    done = nbgrader_export(root, exporter)
    assert done.returncode == 0, done.stderr
    export(target)
    ours = export.to if export.to.is_file() else export.to / "uno/results/beto.json"
    assert (root / written).read_bytes() == ours.read_bytes()
    refused = nbgrader_export(root, exporter, "--student=['nadie']")
    assert refused.returncode == 2
    assert "the gradebook knows no student nadie" in refused.stderr
    assert "Traceback" not in refused.stderr
