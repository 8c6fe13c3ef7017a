"""What is derived from a lesson: the files of its folders in `source/` and `release/`, as bytes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from ..course import Lesson
from ..grading.nbgrader_calls import CONFIG_FILE, generate_assignment, load_config
from .notebook import dumps, read_lesson, to_notebook

Files = dict[Path, bytes]
"""Derived files by their path below the course's root."""
_LITTER = {".ipynb_checkpoints", "__pycache__", ".DS_Store"}


def source_files(lesson: Lesson) -> Files:
    """Give the instructor's files of a lesson: its notebook, and copies of its `files/`. Raises `CourseError`."""
    folder = Path("source", lesson.id)
    notebook = dumps(to_notebook(read_lesson(lesson)))
    beside = {folder / p.relative_to(lesson.files): p.read_bytes() for p in files_in(lesson.files)}
    return {folder / lesson.notebook: notebook.encode(), **beside}


def release_files(lesson: Lesson, source: Files) -> Files:
    """Give what nbgrader releases of a lesson's source files, by its own converter in a throwaway course.

    Raises `NbgraderFailed` where nbgrader refuses them.
    """
    with tempfile.TemporaryDirectory(prefix="asyncaula-") as folder:
        root = Path(folder).resolve()
        shutil.copy(lesson.course / CONFIG_FILE, root)
        write(root, source)
        generate_assignment(load_config(root / CONFIG_FILE, root), lesson.id)
        made = root / "release" / lesson.id
        return {p.relative_to(root): p.read_bytes() for p in files_in(made)}


def derived_files(lesson: Lesson) -> Files:
    """Give all files that are derived from a lesson. Raises `CourseError` or `NbgraderFailed`."""
    source = source_files(lesson)
    return {**source, **release_files(lesson, source)}


def files_in(folder: Path) -> list[Path]:
    """Give the files below a folder, in order, without what editors and Python leave behind."""
    if not folder.is_dir():
        return []
    return [
        p for p in sorted(folder.rglob("*")) if p.is_file() and not _LITTER & set(p.relative_to(folder).parts)
    ]


def write(root: Path, files: Files) -> None:
    """Write files below a root, each whole or not at all, and only where they differ."""
    for relative, content in files.items():
        path = root / relative
        if path.is_file() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(content)
        beside.replace(path)
