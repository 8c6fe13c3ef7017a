"""The demonstration from the command line, on a small course with a right and a wrong answer."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.demo.small import small_course

from asyncaula.cli import main


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = small_course(tmp_path / "curso")
    monkeypatch.chdir(root)
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 0, result.output
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["demo", "--students", "5", *arguments])


@pytest.mark.slow
def test_a_class_is_graded_in_a_folder_of_its_own(course: Path) -> None:
    before = sorted(path.name for path in course.iterdir())
    result = run()
    assert result.exit_code == 0, result.output
    assert "Every verdict is what the answers say" in result.output
    assert "not gradable" in result.output
    assert sorted(path.name for path in course.iterdir()) == sorted([*before, "demo"])
    with open(course / "demo/grades.csv", encoding="utf-8", newline="") as file:
        states = [row["state"] for row in csv.DictReader(file)]
    assert sorted(states) == ["graded", "graded", "graded", "missing", "needs a person"]
    feedback = [path.read_text(encoding="utf-8") for path in (course / "demo/feedback").glob("*/*/*.html")]
    assert len(feedback) == 3
    assert not any("1234" in html for html in feedback)


def test_a_folder_with_other_things_in_it_is_left_alone(course: Path, tmp_path: Path) -> None:
    (tmp_path / "mio").mkdir()
    (tmp_path / "mio/apuntes.txt").write_text("no borrar")
    result = run("--into", str(tmp_path / "mio"))
    assert result.exit_code == 2
    assert "--into" in result.output
    assert [path.name for path in (tmp_path / "mio").iterdir()] == ["apuntes.txt"]


def test_a_course_without_lessons_is_told_what_to_do(course: Path) -> None:
    shutil.rmtree(course / "source")
    result = run()
    assert result.exit_code == 2
    assert "asyncaula build" in result.output
