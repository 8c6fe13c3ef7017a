"""The kit is derived: drift is told, what is no longer the kit's goes, and the lessons' release is untouched."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from asyncaula.authoring.build import build_kit, kit_drift, orphans
from asyncaula.authoring.kit import kit_files
from asyncaula.authoring.markers import MARKERS
from asyncaula.course import Course

NEEDED = ("pyproject.toml", "requirements.txt", "LICENSE", "LICENSE-CONTENT", "nbgrader_config.py")


@pytest.fixture
def copy(course: Course, tmp_path: Path) -> Course:
    """A copy of the repository, as far as the kit is made from it."""
    for name in NEEDED:
        shutil.copy(course.root / name, tmp_path)
    for folder in ("kit", "src", "release", "lessons"):
        shutil.copytree(
            course.root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", ".venv")
        )
    return Course(
        tmp_path, course.title, tuple(replace(lesson, course=tmp_path) for lesson in course.lessons)
    )


def told(drifts) -> list[str]:
    return sorted(map(str, drifts))


def test_what_is_committed_is_what_is_derived(course):
    assert told(kit_drift(course)) == []


def test_an_edit_of_what_students_install_is_drift_until_it_is_built(copy):
    (copy.root / "src/asyncaula/checks/clock.py").write_text("# other", encoding="utf-8")
    wheel = "release/instalacion/asyncaula-0.1.0-py3-none-any.whl"
    assert told(kit_drift(copy)) == [f"{wheel}: differs", "release/instalacion/requirements.txt: differs"]
    build_kit(copy)
    assert told(kit_drift(copy)) == []


def test_an_edit_of_the_grader_changes_nothing_of_the_kit(copy):
    (copy.root / "src/asyncaula/grading/run.py").write_text("# other", encoding="utf-8")
    assert told(kit_drift(copy)) == []


def test_what_is_no_longer_the_kits_is_stale_and_removed(copy):
    old = copy.root / "release/instalacion/asyncaula-0.0.1-py3-none-any.whl"
    old.write_bytes(b"")
    assert told(build_kit(copy)) == ["release/instalacion/asyncaula-0.0.1-py3-none-any.whl: stale"]
    assert not old.exists()


def test_an_environment_in_release_and_the_kits_folders_are_no_lesson_to_remove(copy):
    (copy.root / "release/.venv/lib").mkdir(parents=True)
    (copy.root / "release/.venv/curso.txt").write_text("x", encoding="utf-8")
    assert told(kit_drift(copy)) == []
    assert orphans(copy) == []
    (copy.root / "release/99_vieja").mkdir()
    assert told(orphans(copy)) == ["release/99_vieja: stale"]


def test_a_course_without_a_kit_has_none(copy):
    shutil.rmtree(copy.root / "kit")
    assert kit_files(copy) == {}
    assert told(kit_drift(copy)) == []


def test_no_marker_is_in_any_of_its_files_and_no_other_folder(course):
    for path, content in kit_files(course).items():
        assert not any(marker.encode() in content for marker in MARKERS), path
    names = {p.name for p in (course.root / "release").iterdir()} - {".venv", ".ipynb_checkpoints"}
    lessons = {lesson.id for lesson in course.lessons}
    assert names == lessons | {path.parts[1] for path in kit_files(course)}


def test_the_students_readme_has_every_lesson(course):
    text = (course.root / "release/README.md").read_text(encoding="utf-8")
    for lesson in course.lessons:
        assert f"[{lesson.title}]({lesson.id}/{lesson.notebook})" in text
        assert (course.root / "release" / lesson.id / lesson.notebook).is_file()
    assert "LECCIONES" not in text


def test_validate_says_the_same_to_a_student_as_to_an_instructor(course):
    def said(path: Path) -> list[str]:
        text = path.read_text(encoding="utf-8")
        return (
            text[text.index("c.Validator.width") :].split("\n# ")[0].split("\n\n# ")[0].strip().splitlines()
        )

    assert said(course.root / "kit/nbgrader_config.py") == said(course.root / "nbgrader_config.py")


def test_the_zip_that_the_docs_name_holds_all_of_it(course, tmp_path):
    command = "git archive --format=zip --output=curso.zip HEAD:release"
    assert command in (course.root / "docs/students.md").read_text(encoding="utf-8")
    command = command.replace("curso.zip", str(tmp_path / "curso.zip"))
    subprocess.run(command.split(), cwd=course.root, check=True, timeout=60)
    with zipfile.ZipFile(tmp_path / "curso.zip") as archive:
        names = set(archive.namelist())
    assert {path.relative_to("release").as_posix() for path in kit_files(course)} <= names


@pytest.mark.slow
def test_the_stock_command_over_a_lesson_leaves_the_kit_and_the_release_as_they_were(course, copy):
    shutil.copytree(course.root / "source", copy.root / "source")
    before = {p: p.read_bytes() for p in (copy.root / "release").rglob("*") if p.is_file()}
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "--force", "01_hilos_y_colas"]
    result = subprocess.run(command, cwd=copy.root, capture_output=True, encoding="utf-8", timeout=110)
    assert result.returncode == 0, result.stderr
    assert {p: p.read_bytes() for p in (copy.root / "release").rglob("*") if p.is_file()} == before
