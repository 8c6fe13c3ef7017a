"""What a class has come to: plain data, read once from the gradebook and the records of its grading runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import func

from asyncaula.grading.exports.grades import exercise_of
from asyncaula.grading.records import Record


@dataclass(frozen=True)
class Item:
    """One exercise: the assignment, its name, and what its cells are worth together."""

    assignment: str
    name: str
    max_points: float


@dataclass(frozen=True)
class Work:
    """One student's hand-in of one assignment.

    score: after late penalty, None where a person has to grade it first. items: points by exercise. codes: the
    first diagnosis of each exercise that lost points. late_seconds: after the deadline (negative: before it), or
    None where there is no deadline or no time. reason: why it could not be graded, or None.
    """

    student: str
    assignment: str
    score: float | None
    items: dict[str, float]
    codes: dict[str, str]
    late_seconds: float | None
    reason: str | None


@dataclass(frozen=True)
class Classroom:
    """A class: students and assignments with what they are worth, exercises, and all hand-ins."""

    students: tuple[str, ...]
    worth: dict[str, float]
    items: tuple[Item, ...]
    works: tuple[Work, ...]

    def of_student(self, student: str) -> dict[str, Work]:
        """Give a student's hand-ins by assignment."""
        return {w.assignment: w for w in self.works if w.student == student}


def read_classroom(gradebook: Gradebook, records: Iterable[Record]) -> Classroom:
    """Read a class. Assignments nobody has handed in are left out.

    Two queries give all scores: the gradebook's objects would ask for each of them by itself.
    """
    known = {(r.assignment, r.student): r for r in records}
    work_rows = _work_rows(gradebook)
    points, waiting = _points(gradebook)
    works = [
        _work(row, points.get(row.id, {}), row.id in waiting, known.get((row.assignment, row.student)))
        for row in work_rows
    ]
    handed_in = {w.assignment for w in works}
    worth, items = _worth(gradebook, handed_in)
    students = tuple(sorted(str(name) for (name,) in gradebook.db.query(Student.id)))
    return Classroom(students, worth, items, tuple(works))


def _work_rows(gradebook: Gradebook) -> list[Any]:
    penalty = func.coalesce(func.sum(SubmittedNotebook.late_submission_penalty), 0.0)
    rows: list[Any] = (
        gradebook.db.query(
            SubmittedAssignment.id,
            SubmittedAssignment.student_id.label("student"),
            SubmittedAssignment.timestamp,
            Assignment.name.label("assignment"),
            Assignment.duedate,
            penalty.label("penalty"),
        )
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .outerjoin(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .group_by(SubmittedAssignment.id)
        .order_by(Assignment.name, SubmittedAssignment.student_id)
        .all()
    )
    return rows


def _points(gradebook: Gradebook) -> tuple[dict[str, dict[str, float]], set[str]]:
    """Give the points by hand-in and exercise, and the hand-ins with a cell that waits for a person."""
    points: dict[str, dict[str, float]] = {}
    waiting: set[str] = set()
    grades = (
        gradebook.db.query(
            SubmittedNotebook.assignment_id, BaseCell.name, Grade.score, Grade.auto_score, Grade.manual_score
        )
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
    )
    for work, cell, score, by_machine, by_hand in grades:
        if by_machine is None and by_hand is None:
            waiting.add(work)
        own, name = points.setdefault(work, {}), exercise_of(cell)
        own[name] = own.get(name, 0.0) + float(score)
    return points, waiting


def _worth(gradebook: Gradebook, handed_in: set[str]) -> tuple[dict[str, float], tuple[Item, ...]]:
    most: dict[tuple[str, str], float] = {}
    cells = (
        gradebook.db.query(Assignment.name, GradeCell.name, GradeCell.max_score)
        .join(Notebook, Notebook.assignment_id == Assignment.id)
        .join(GradeCell, GradeCell.notebook_id == Notebook.id)
    )
    for assignment, cell, points in cells:
        if assignment in handed_in:
            key = assignment, exercise_of(cell)
            most[key] = most.get(key, 0.0) + float(points)
    items = tuple(Item(a, name, points) for (a, name), points in sorted(most.items()))
    worth: dict[str, float] = {}
    for item in items:
        worth[item.assignment] = worth.get(item.assignment, 0.0) + item.max_points
    return worth, items


def _work(row: Any, points: dict[str, float], waits: bool, record: Record | None) -> Work:
    codes: dict[str, str] = {}
    for cell in record.cells if record is not None else ():
        if cell.code:
            codes.setdefault(exercise_of(cell.name), cell.code)
    late = None
    if row.timestamp is not None and row.duedate is not None:
        late = (row.timestamp - row.duedate).total_seconds()
    reason = record.reason if record is not None else None
    return Work(
        student=str(row.student),
        assignment=str(row.assignment),
        score=None if waits else max(0.0, sum(points.values()) - float(row.penalty)),
        items={} if waits else points,
        codes=codes,
        late_seconds=late,
        reason=reason or ("espera a que una persona la califique" if waits else None),
    )
