"""The grades as a CSV that spreadsheets read rightly, whatever is in a name."""

from __future__ import annotations

import csv

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

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


class QuotedCsvExportPlugin(ExportPlugin):  # type: ignore[misc]
    """nbgrader's own columns, quoted, and one more: `state`.

    It is `graded`, `missing` where nothing was handed in, or `needs a person` where a cell has no score,
    which is how a submission that could not be graded stands in the gradebook. Its score is left empty,
    since it is not 0.
    """

    def export(self, gradebook: Gradebook) -> None:
        destination = self.to or "grades.csv"
        with open(destination, "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            for assignment in gradebook.assignments:
                for student in gradebook.students:
                    if self._asked_for(self.assignment, assignment.name) and self._asked_for(
                        self.student, student.id
                    ):
                        rows.writerow(
                            ["" if value is None else value for value in _row(gradebook, assignment, student)]
                        )

    @staticmethod
    def _asked_for(wanted: list[object], name: str) -> bool:
        return not wanted or name in {str(item) for item in wanted}


def _row(gradebook: Gradebook, assignment: object, student: object) -> list[object]:
    about: list[object] = [student.id, student.last_name, student.first_name, student.email]  # type: ignore[attr-defined]
    name, duedate, most = assignment.name, assignment.duedate, assignment.max_score  # type: ignore[attr-defined]
    try:
        submission = gradebook.find_submission(name, student.id)  # type: ignore[attr-defined]
    except MissingEntry:
        return [name, duedate, None, *about, 0.0, 0.0, 0.0, most, "missing"]
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    if any(grade.auto_score is None and grade.manual_score is None for grade in grades):
        return [name, duedate, submission.timestamp, *about, None, None, None, most, "needs a person"]
    penalty = submission.late_submission_penalty or 0.0
    score = max(0.0, submission.score - penalty)
    return [name, duedate, submission.timestamp, *about, submission.score, penalty, score, most, "graded"]
