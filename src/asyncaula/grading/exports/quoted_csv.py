"""The grades as a CSV with nbgrader's own columns, read rightly whatever is in a name."""

from __future__ import annotations

from pathlib import Path

from .grades import MISSING, Mark, Sheet
from .plugin import GradesExportPlugin
from .tabular import Value, write_csv

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "state",
)


class QuotedCsvExportPlugin(GradesExportPlugin):
    """nbgrader's own columns, quoted, and one more: `state`.

    It is `graded`, `missing` where nothing was handed in, or `needs a person` where a cell has no score,
    which is how a submission that could not be graded stands in the gradebook. Its score is left empty,
    since it is not 0.
    """

    default_to = "grades.csv"

    def write(self, sheet: Sheet, to: Path) -> list[str]:
        write_csv(to, [COLUMNS, *(_row(sheet.mark(t, p)) for t in sheet.tasks for p in sheet.people)])
        return []


def _row(mark: Mark) -> list[Value]:
    person, task = mark.person, mark.task
    scores: list[Value] = [mark.raw, mark.penalty, mark.score]
    if mark.state == MISSING:
        scores = [0.0, 0.0, 0.0]
    about = [person.id, person.last_name, person.first_name, person.email]
    when = ["" if time is None else str(time) for time in (task.due, mark.timestamp)]
    return [task.name, *when, *about, *scores, task.max_points, mark.state]
