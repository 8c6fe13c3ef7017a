"""The students' kit: what `release/` has beside the lessons, so that the folder stands alone.

The folder `kit/` is copied; added are the package as a wheel, the pinned requirements of what students need,
the licences, and the table of lessons in the student's README. A course without a `kit/` has none of it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..course import Course, CourseError
from .derive import Files, files_in
from .pins import students_pins
from .wheel import project, wheel, wheel_name

KIT, RELEASE = "kit", Path("release")
INSTALLATION = "instalacion"
TABLE = "<!-- LECCIONES -->"
LICENCES = ("LICENSE", "LICENSE-CONTENT")
HEADING = """\
# Derived by `asyncaula build` from requirements.txt and pyproject.toml: what a student's machine needs.
# Install from the folder that holds `instalacion`: python -m pip install --no-deps -r instalacion/requirements.txt
"""


def kit_files(course: Course) -> Files:
    """Give the kit's files by their path below the course's root; none for a course without `kit/`.

    Raises `CourseError`.
    """
    folder = course.root / KIT
    if not folder.is_dir():
        return {}
    about = project(course.root)
    made = wheel(course.root)
    name = f"{INSTALLATION}/{wheel_name(about)}"
    files = {p.relative_to(folder): _copied(p, course) for p in files_in(folder)}
    files[Path(name)] = made
    files[Path(INSTALLATION, "requirements.txt")] = _requirements(course.root, name, made).encode()
    files |= {Path(licence): _text(course.root / licence).encode() for licence in LICENCES}
    return {RELEASE / path: content for path, content in files.items()}


def kit_folders(files: Files) -> set[str]:
    """Give the names of the folders in `release/` that are the kit's own."""
    inside = (path.relative_to(RELEASE).parts for path in files)
    return {parts[0] for parts in inside if len(parts) > 1}


def kit_paths(course: Course, files: Files) -> list[Path]:
    """Give what lies where the kit does: in its folders, and in `release/` itself unless its name is hidden."""
    release = course.root / RELEASE
    loose = [p for p in files_in(release) if p.parent == release and not p.name.startswith(".")]
    inside = [p for folder in sorted(kit_folders(files)) for p in files_in(release / folder)]
    return [p.relative_to(course.root) for p in (*loose, *inside)]


def _copied(path: Path, course: Course) -> bytes:
    text = _text(path)
    if path.suffix == ".md" and TABLE in text:
        text = text.replace(TABLE, _table(course))
    return text.encode()


def _table(course: Course) -> str:
    rows = [
        f"| {lesson.id[:2]} | [{lesson.title}]({lesson.id}/{lesson.notebook}) | {lesson.minutes} |"
        for lesson in course.lessons
    ]
    return "\n".join(["| | Lección | Minutos |", "|---|---|---|", *rows])


def _requirements(root: Path, name: str, made: bytes) -> str:
    pinned = students_pins(_text(root / "requirements.txt"), project(root)["dependencies"])
    return f"{HEADING}./{name} \\\n    --hash=sha256:{hashlib.sha256(made).hexdigest()}\n{pinned}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CourseError(f"the students' kit needs {path}: {error}") from error
