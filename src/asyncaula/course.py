"""A course on disk: where it is, which lessons it has, and where each of their parts lies."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "course.toml"


class CourseError(Exception):
    """The course cannot be read as it is. The message says what, where and what to do next."""


@dataclass(frozen=True)
class Lesson:
    """One lesson of a course: its id (the folder's name), title, minutes, and the lessons it builds on."""

    id: str
    title: str
    minutes: int
    requires: tuple[str, ...]
    points: float
    course: Path

    @property
    def folder(self) -> Path:
        """The folder of the lesson, the only place where a person edits it."""
        return self.course / "lessons" / self.id

    @property
    def files(self) -> Path:
        """The folder of what students get beside the notebook (it need not exist)."""
        return self.folder / "files"

    @property
    def script(self) -> Path:
        """The notebook's text. Raises `CourseError` unless the folder has exactly one ``.py``."""
        found = sorted(self.folder.glob("*.py"))
        if len(found) != 1:
            said = ", ".join(p.name for p in found) or "none"
            raise CourseError(f"{self.folder}: a lesson has exactly one .py, the notebook; found {said}")
        return found[0]

    @property
    def notebook(self) -> str:
        """The name of the notebook, with its ending."""
        return f"{self.script.stem}.ipynb"


@dataclass(frozen=True)
class Course:
    """A course: its root folder, title, and lessons in order."""

    root: Path
    title: str
    lessons: tuple[Lesson, ...]

    @classmethod
    def find(cls, start: Path | None = None) -> Course:
        """Read the course that `start` (the current folder) lies in, no further up than its checkout.

        Raises `CourseError`.
        """
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / FILE).is_file():
                return cls.read(folder)
            if (folder / ".git").exists():
                break
        raise CourseError(
            f"no {FILE} in {start} or above it: run this inside the course, or name it with --root"
        )

    @classmethod
    def read(cls, root: Path) -> Course:
        """Read the course whose root folder this is. Raises `CourseError`."""
        path = root / FILE
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            lessons = tuple(_lesson(root, entry) for entry in data.get("lesson", []))
            return cls(root, str(data["course"]["title"]), lessons)
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise CourseError(f"{path}: {error}") from error
        except (KeyError, TypeError) as error:
            raise CourseError(f"{path}: missing or misplaced entry {error}") from error

    def lesson(self, name: str) -> Lesson:
        """Give a lesson by its id, or by a part of it that fits no other. Raises `CourseError`."""
        found = [lesson for lesson in self.lessons if lesson.id == name] or [
            lesson for lesson in self.lessons if name in lesson.id
        ]
        if len(found) == 1:
            return found[0]
        known = ", ".join(lesson.id for lesson in self.lessons)
        what = "fits more than one lesson" if found else f"is no lesson of {self.root / FILE}"
        raise CourseError(f"{name!r} {what}; there are: {known}")

    def chosen(self, names: tuple[str, ...]) -> tuple[Lesson, ...]:
        """Give the lessons of these names, or all of them where none is named. Raises `CourseError`."""
        return tuple(map(self.lesson, names)) if names else self.lessons


def _lesson(root: Path, entry: dict[str, Any]) -> Lesson:
    return Lesson(
        id=str(entry["id"]),
        title=str(entry["title"]),
        minutes=int(entry["minutes"]),
        requires=tuple(map(str, entry.get("requires", []))),
        points=float(entry.get("points", 20)),
        course=root,
    )
