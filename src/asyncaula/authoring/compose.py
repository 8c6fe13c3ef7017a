"""Notebooks with chosen answers in them: as a student hands them in, or as the grader runs them."""

from __future__ import annotations

import copy
from collections.abc import Iterable

import nbformat
from nbformat import NotebookNode

from ..course import Lesson
from ..grading.cells import about, grade_id, is_test
from .answers import Answer
from .headers import Role
from .notebook import read_lesson, to_notebook


def submission(lesson: Lesson, chosen: Iterable[Answer]) -> NotebookNode:
    """Give the released notebook with these answers in their cells; exercises without one stay stubs."""
    path = lesson.course / "release" / lesson.id / lesson.notebook
    return _filled(nbformat.read(path, as_version=4), chosen)


def instructors(lesson: Lesson) -> NotebookNode:
    """Give the instructor's notebook, hidden tests and all, with the solutions in it."""
    return to_notebook(read_lesson(lesson))


def graded(instructors_notebook: NotebookNode, chosen: Iterable[Answer]) -> NotebookNode:
    """Give the instructor's notebook with these answers in place of the solutions, to be run by their tests.

    The tests of other exercises are left out.
    """
    chosen = tuple(chosen)
    nb = _filled(instructors_notebook, chosen)
    tests = {test for answer in chosen for test in tests_of(answer.exercise)}
    nb.cells = [cell for cell in nb.cells if not is_test(cell) or grade_id(cell) in tests]
    return nb


def tests_of(exercise: str) -> tuple[str, str]:
    """Give the grade_ids of an exercise's visible and of its hidden test."""
    return Role("test", exercise).grade_id, Role("hidden", exercise).grade_id


def _filled(nb: NotebookNode, chosen: Iterable[Answer]) -> NotebookNode:
    nb = copy.deepcopy(nb)
    sources = {answer.exercise: answer.source for answer in chosen}
    for cell in nb.cells:
        if about(cell).get("solution") and (name := grade_id(cell)) in sources:
            cell.source = sources[name]
    return nb
