"""The grades of a class as plain data, read once from the gradebook: the same for every format."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)

from ..records import CellRecord, Record

GRADED, MISSING, NEEDS_PERSON = "graded", "missing", "needs a person"


class CannotExport(Exception):
    """What was asked for cannot be exported. The message says what and what to do next."""


@dataclass(frozen=True)
class Person:
    """A student, with what the gradebook knows of a name; empty where it knows nothing."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""


@dataclass(frozen=True)
class Task:
    """An assignment: when it is due (UTC), how many points it is worth and in how many graded cells."""

    name: str
    due: datetime | None
    max_points: float
    cells: int


@dataclass(frozen=True)
class CellGrade:
    """One graded cell. points: a person's where there are any, None where nobody has given some yet.

    code: the diagnosis of the grading run that these points are from, or None.
    """

    notebook: str
    name: str
    points: float | None
    max_points: float
    code: str | None = None

    @property
    def exercise(self) -> str:
        """The exercise that it belongs to."""
        return exercise_of(self.name)

    @property
    def hidden(self) -> bool:
        """Whether its tests are hidden from students."""
        return self.name.startswith("hidden_")


@dataclass(frozen=True)
class Mark:
    """What one student has for one assignment.

    state: `graded`, `missing` (nothing was handed in) or `needs a person` (a cell has no score, which is how a
    submission that could not be graded stands in the gradebook). score: after the late penalty, and None
    unless it is graded. comments: a person's, as written.
    """

    person: Person
    task: Task
    state: str
    timestamp: datetime | None = None
    raw: float | None = None
    penalty: float | None = None
    score: float | None = None
    cells: tuple[CellGrade, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A class: students, assignments, and a mark for each pair of them."""

    people: tuple[Person, ...]
    tasks: tuple[Task, ...]
    marks: dict[tuple[str, str], Mark]

    def mark(self, task: Task, person: Person) -> Mark:
        """Give what that student has for that assignment."""
        return self.marks[task.name, person.id]

    def handed_in(self) -> tuple[Task, ...]:
        """Give the assignments that somebody has handed in. Raises `CannotExport` where there are none."""
        found = tuple(
            task for task in self.tasks if any(self.mark(task, p).state != MISSING for p in self.people)
        )
        if not found:
            raise CannotExport("nobody has handed in anything of what is asked for, so there are no grades")
        return found


def exercise_of(cell: str) -> str:
    """Give the exercise that a graded cell belongs to: ``test_f`` and ``hidden_f`` are of ``f``."""
    return cell.removeprefix("test_").removeprefix("hidden_")


def read_grades(
    gradebook: Gradebook,
    records: Iterable[Record] = (),
    assignments: Collection[str] = (),
    students: Collection[str] = (),
) -> Sheet:
    """Read the grades of all, or of those assignments and students that are named.

    Three queries give all scores: the gradebook's objects would ask for each of them by itself. Raises
    `CannotExport` where the gradebook does not know a name.
    """
    counted = _cells_of(gradebook)
    tasks = tuple(
        Task(str(a.name), a.duedate, float(a.max_score), counted.get(str(a.name), 0))
        for a in gradebook.assignments
    )
    people = tuple(
        Person(str(s.id), *(str(v or "") for v in (s.first_name, s.last_name, s.email, s.lms_user_id)))
        for s in sorted(gradebook.students, key=lambda s: (s.last_name or "", s.first_name or "", s.id))
    )
    _require(assignments, {task.name for task in tasks}, "assignment")
    _require(students, {person.id for person in people}, "student")
    tasks = tuple(task for task in tasks if not assignments or task.name in assignments)
    people = tuple(person for person in people if not students or person.id in students)
    works = _works(gradebook, {(r.assignment, r.student): r for r in records})
    marks = {(t.name, p.id): _mark(p, t, works.get((t.name, p.id))) for t in tasks for p in people}
    return Sheet(people, tasks, marks)


@dataclass
class _Work:
    """A hand-in as it is read, row by row."""

    timestamp: datetime | None
    codes: dict[tuple[str, str], CellRecord]
    penalty: float = 0.0
    cells: list[CellGrade] = field(default_factory=list)
    raw: float = 0.0
    comments: list[str] = field(default_factory=list)


def _require(asked: Collection[str], known: set[str], what: str) -> None:
    if unknown := sorted(set(asked) - known):
        raise CannotExport(f"the gradebook knows no {what} {', '.join(unknown)}")


def _cells_of(gradebook: Gradebook) -> dict[str, int]:
    counted: dict[str, int] = {}
    for assignment in gradebook.assignments:
        for notebook in assignment.notebooks:
            found = len(notebook.grade_cells) + len(notebook.task_cells)
            counted[str(assignment.name)] = counted.get(str(assignment.name), 0) + found
    return counted


def _works(gradebook: Gradebook, records: dict[tuple[str, str], Record]) -> dict[tuple[str, str], _Work]:
    by_id: dict[str, _Work] = {}
    works: dict[tuple[str, str], _Work] = {}
    for submission in gradebook.db.query(SubmittedAssignment):
        key = str(submission.name), str(submission.student_id)
        record = records.get(key)
        cells = record.cells if record is not None else ()
        work = _Work(submission.timestamp, {(cell.notebook, cell.name): cell for cell in cells})
        by_id[submission.id] = works[key] = work
    owner = SubmittedNotebook.assignment_id
    for work_id, penalty in gradebook.db.query(owner, SubmittedNotebook.late_submission_penalty):
        by_id[work_id].penalty += float(penalty or 0.0)
    grades = (
        gradebook.db.query(
            owner,
            Notebook.name,
            BaseCell.name,
            Grade.score,
            Grade.auto_score,
            Grade.manual_score,
            Grade.max_score,
        )
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .order_by(Notebook.name, BaseCell.name)
    )
    for work_id, notebook, name, score, by_machine, by_hand, most in grades:
        work = by_id[work_id]
        seen = work.codes.get((notebook, name))
        of_this_run = seen is not None and by_hand is None and seen.points == by_machine
        points = None if by_machine is None and by_hand is None else float(score)
        work.raw += float(score)
        code = seen.code if seen is not None and of_this_run else None
        work.cells.append(CellGrade(notebook, name, points, float(most), code))
    written = (
        gradebook.db.query(owner, Comment.manual_comment)
        .join(Comment, Comment.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Comment.cell_id)
        .filter(Comment.manual_comment.isnot(None))
        .order_by(BaseCell.name)
    )
    for work_id, comment in written:
        if comment.strip():
            by_id[work_id].comments.append(comment.strip())
    for work in works.values():
        place = {key: n for n, key in enumerate(work.codes)}
        work.cells.sort(key=lambda cell: place.get((cell.notebook, cell.name), len(place)))
    return works


def _mark(person: Person, task: Task, work: _Work | None) -> Mark:
    if work is None:
        return Mark(person, task, MISSING)
    cells, comments = tuple(work.cells), tuple(work.comments)
    if len(cells) < task.cells or any(cell.points is None for cell in cells):
        return Mark(person, task, NEEDS_PERSON, work.timestamp, cells=cells, comments=comments)
    score = max(0.0, work.raw - work.penalty)
    return Mark(person, task, GRADED, work.timestamp, work.raw, work.penalty, score, cells, comments)
