"""Absorbing: edits that an instructor made to a source notebook in JupyterLab go back into the lesson."""

from __future__ import annotations

import nbformat

from ..course import CourseError, Lesson
from .build import edits
from .notebook import built_from, digest, read_lesson, would_be_lost


def absorb(lesson: Lesson, *, force: bool = False) -> bool:
    """Write the source notebook's edits into the lesson's text; gives whether there were any.

    Refuses with `CourseError`, unless `force` is given, where the lesson changed as well since the notebook was built,
    or where the notebook holds something that a lesson's text cannot.
    """
    path = lesson.course / "source" / lesson.id / lesson.notebook
    if not path.is_file():
        raise CourseError(f"{path} is not there: run `asyncaula build {lesson.id}` first")
    text = edits(lesson)
    if text is None:
        return False
    nb = nbformat.read(path, as_version=4)
    if not force:
        _refuse_to_lose(lesson, nb, str(path))
    beside = lesson.script.with_name(f".{lesson.script.name}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(lesson.script)
    return True


def _refuse_to_lose(lesson: Lesson, nb: nbformat.NotebookNode, path: str) -> None:
    if built_from(nb) != digest(read_lesson(lesson)):
        raise CourseError(
            f"{path} was edited, and {lesson.script} changed too since it was built: to keep the notebook's version, "
            f"run `asyncaula absorb --force {lesson.id}` (and merge the other with git); to keep the lesson's, run "
            f"`asyncaula build --force {lesson.id}`"
        )
    lost = would_be_lost(nb)
    if lost:
        raise CourseError(
            f"{path}: a lesson's text cannot hold\n  " + "\n  ".join(lost) + "\nuse --force to go without"
        )
