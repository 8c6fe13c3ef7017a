"""Building a course: what differs between its lessons and what is derived from them, and making it the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

from ..course import Course, CourseError, Lesson
from .derive import Files, derived_files, files_in, write
from .kit import kit_files, kit_folders, kit_paths
from .notebook import built_from, digest, from_notebook, read_lesson, write_cells

DERIVED = ("source", "release")


@dataclass(frozen=True)
class Drift:
    """A derived file that is not what its lesson says: ``missing``, ``differs`` or ``stale`` (no lesson has it)."""

    path: Path
    how: str

    def __str__(self) -> str:
        return f"{self.path}: {self.how}"


class Edited(CourseError):
    """A source notebook holds edits that are in no lesson yet."""


def build(lesson: Lesson, *, force: bool = False) -> list[Drift]:
    """Derive a lesson's files and write what differs; gives what did.

    Raises `Edited` rather than overwrite edits made to the source notebook, unless `force` is given.
    """
    if not force and edits(lesson) is not None:
        raise Edited(
            f"source/{lesson.id}/{lesson.notebook} was edited since it was built: take the edits into the lesson "
            f"with `asyncaula absorb {lesson.id}`, or drop them with `asyncaula build --force {lesson.id}`"
        )
    files = derived_files(lesson)
    found = list(_compare(lesson, files))
    write(lesson.course, files)
    for drift in found:
        if drift.how == "stale":
            (lesson.course / drift.path).unlink()
    return found


def drift(lesson: Lesson) -> list[Drift]:
    """Give what differs between a lesson and its derived files. Writes nothing."""
    return list(_compare(lesson, derived_files(lesson)))


def build_kit(course: Course) -> list[Drift]:
    """Derive the students' kit and write what differs; gives what did. Raises `CourseError`."""
    files = kit_files(course)
    found = list(_compare_kit(course, files))
    write(course.root, files)
    for drift in found:
        if drift.how == "stale":
            (course.root / drift.path).unlink()
    return found


def kit_drift(course: Course) -> list[Drift]:
    """Give what differs between the students' kit and what it is derived from. Writes nothing."""
    return list(_compare_kit(course, kit_files(course)))


def orphans(course: Course) -> list[Drift]:
    """Give the derived folders whose lesson is not in the course; hidden ones are nobody's lesson."""
    known = {lesson.id for lesson in course.lessons} | kit_folders(kit_files(course))
    folders = (p for name in DERIVED for p in sorted((course.root / name).glob("[!.]*")) if p.is_dir())
    return [Drift(p.relative_to(course.root), "stale") for p in folders if p.name not in known]


def remove_orphans(course: Course) -> list[Drift]:
    """Remove the derived folders whose lesson is not in the course; gives them."""
    found = orphans(course)
    for gone in found:
        shutil.rmtree(course.root / gone.path)
    return found


def edits(lesson: Lesson) -> str | None:
    """Give the lesson's text as the source notebook has it, where it was edited since it was built; else None."""
    path = lesson.course / "source" / lesson.id / lesson.notebook
    if not path.is_file():
        return None
    try:
        nb = nbformat.read(path, as_version=4)
    except (ValueError, nbformat.ValidationError) as error:
        raise CourseError(f"{path}: no notebook that can be read ({error})") from error
    cells = from_notebook(nb)
    if digest(cells) in (built_from(nb), digest(read_lesson(lesson))):
        return None
    return write_cells(cells)


def _compare_kit(course: Course, files: Files) -> Iterator[Drift]:
    if files:
        yield from _differing(course.root, files)
        yield from (Drift(path, "stale") for path in kit_paths(course, files) if path not in files)


def _differing(root: Path, files: Files) -> Iterator[Drift]:
    for relative, content in files.items():
        path = root / relative
        if not path.is_file():
            yield Drift(relative, "missing")
        elif path.read_bytes() != content:
            yield Drift(relative, "differs")


def _compare(lesson: Lesson, files: Files) -> Iterator[Drift]:
    yield from _differing(lesson.course, files)
    for name in DERIVED:
        for path in files_in(lesson.course / name / lesson.id):
            relative = path.relative_to(lesson.course)
            if relative not in files:
                yield Drift(relative, "stale")
