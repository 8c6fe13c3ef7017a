"""Notebooks with chosen answers in them: as a student hands them in, or as the grader runs them."""

from __future__ import annotations

import copy
from collections.abc import Iterable

import nbformat
from nbformat import NotebookNode

from ..course import Lesson
from .answers import Answer
from .notebook import read_lesson, to_notebook


def submission(lesson: Lesson, chosen: Iterable[Answer]) -> NotebookNode:
    """Give the released notebook with these answers in their cells; exercises without one stay stubs."""
    path = lesson.course / "release" / lesson.id / lesson.notebook
    return _filled(nbformat.read(path, as_version=4), chosen)


def graded(lesson: Lesson, chosen: Iterable[Answer]) -> NotebookNode:
    """Give the instructor's notebook, hidden tests and all, with these answers in place of the solutions."""
    return _filled(to_notebook(read_lesson(lesson)), chosen)


def _filled(nb: NotebookNode, chosen: Iterable[Answer]) -> NotebookNode:
    nb = copy.deepcopy(nb)
    sources = {answer.exercise: answer.source for answer in chosen}
    for cell in nb.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution") and about.get("grade_id") in sources:
            cell.source = sources[about["grade_id"]]
    return nb
