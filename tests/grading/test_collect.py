"""`asyncaula collect`: what an LMS or git gives becomes submissions, the newest of each student."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result

from asyncaula.cli import main


def collect(course: Path, place: Path, assignment: str = "uno") -> Result:
    return CliRunner().invoke(
        main, ["collect", "--root", str(course), assignment, str(place)], catch_exceptions=False
    )


def git(folder: Path, *arguments: str, date: str = "2026-03-01T10:00:00+01:00") -> None:
    env = {
        "PATH": "/usr/bin:/bin:/usr/local/bin",
        "HOME": str(folder),
        **{f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        "GIT_AUTHOR_DATE": date,
        "GIT_COMMITTER_DATE": date,
    }
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, env=env)


@pytest.fixture
def checkout(tmp_path: Path, solved: Any) -> Path:
    """Ana's repository, with the notebook in a folder of the assignment's name, and a link beside it."""
    folder = tmp_path / "repos" / "ana"
    (folder / "uno").mkdir(parents=True)
    nbformat.write(solved, folder / "uno" / "cuaderno.ipynb")
    (folder / "uno" / "enlace").symlink_to("/etc/passwd")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "entrega")
    return folder


def test_a_git_checkout_is_taken_in_at_its_commits_time(course: Path, checkout: Path) -> None:
    (checkout / "uno" / "sin commit.txt").write_text("no cuenta")
    result = collect(course, checkout.parent)
    assert (result.exit_code, result.output) == (0, "1 new\n")
    taken = course / "submitted/ana/uno"
    assert (taken / "timestamp.txt").read_text() == "2026-03-01 09:00:00 UTC"
    assert not (taken / "enlace").is_symlink()
    assert not (taken / "sin commit.txt").exists()
    assert nbformat.read(taken / "cuaderno.ipynb", 4).cells


def test_an_older_hand_in_changes_nothing_and_a_newer_one_replaces(course: Path, checkout: Path) -> None:
    collect(course, checkout.parent)
    assert collect(course, checkout.parent).output == "1 older\n"
    (checkout / "uno" / "cuaderno.ipynb").write_text("{}")
    git(checkout, "commit", "-qam", "otra", date="2026-03-02T10:00:00Z")
    assert collect(course, checkout.parent).output == "1 newer\n"
    assert (course / "submitted/ana/uno/cuaderno.ipynb").read_text() == "{}"


def test_a_checkout_without_the_notebook_is_told(course: Path, checkout: Path) -> None:
    git(checkout, "rm", "-q", "uno/cuaderno.ipynb")
    git(checkout, "commit", "-qm", "nada")
    result = collect(course, checkout.parent)
    assert result.exit_code == 1
    assert "ana: no notebook of the assignment" in result.output


def test_a_repository_without_a_commit_holds_nobody_else_up(course: Path, checkout: Path) -> None:
    (checkout.parent / "beto").mkdir()
    git(checkout.parent / "beto", "init", "-q")
    result = collect(course, checkout.parent)
    assert result.exit_code == 1
    assert result.output == "beto: no notebook of the assignment\n1 new, 1 without the notebook\n"


def test_a_zip_of_uploads_is_taken_in_by_its_names(course: Path, tmp_path: Path, solved: Any) -> None:
    with zipfile.ZipFile(tmp_path / "uploads.zip", "w") as archive:
        for name in (
            "Ana García_123456_assignsubmission_file_cuaderno.ipynb",
            "lunabeto_LATE_4711_98765_cuaderno-2.ipynb",
        ):
            archive.writestr(name, nbformat.writes(solved))
    result = collect(course, tmp_path / "uploads.zip")
    assert (result.exit_code, result.output) == (0, "2 new\n")
    assert sorted(p.parts[-3] for p in (course / "submitted").glob("*/uno/cuaderno.ipynb")) == [
        "Ana García",
        "lunabeto",
    ]


def test_uploads_that_say_nobodys_name_are_told(course: Path, tmp_path: Path) -> None:
    (tmp_path / "u").mkdir()
    (tmp_path / "u" / "tarea final.ipynb").write_text("{}")
    result = collect(course, tmp_path / "u")
    assert result.exit_code == 2
    assert "named_regexp" in result.output


@pytest.mark.parametrize(("assignment", "place"), [("dos", "."), ("uno", "no existe")])
def test_what_is_not_there_is_told(course: Path, tmp_path: Path, assignment: str, place: str) -> None:
    assert collect(course, tmp_path / place, assignment).exit_code == 2
