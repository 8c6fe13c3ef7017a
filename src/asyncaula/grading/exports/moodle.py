"""The grades as Moodle imports them: into its gradebook, or in an assignment's own grading worksheet."""

from __future__ import annotations

from html import escape
from pathlib import Path

from traitlets import Unicode

from . import told
from .grades import Mark, Sheet
from .moodle_worksheet import filled
from .plugin import GradesExportPlugin, disguised
from .tabular import Value, number, one_line, write_csv


class MoodleExportPlugin(GradesExportPlugin):
    """A CSV for «Grades, Import, CSV file», or the worksheet of one assignment, filled in.

    The column names are those of Moodle's own export. Its importer (`gradeimport_csv`) is told on the screen
    which column is what; a row whose identifying cell is empty would give its grade to the student before it,
    and so the addresses are left out unless everybody has one. An empty grade takes away one that is there. In
    the worksheet it leaves it.
    """

    default_to = "moodle.csv"
    with_diagnoses = True

    worksheet = Unicode(
        help="the grading worksheet that Moodle gave for one assignment, to be filled in"
    ).tag(config=True)

    def write(self, sheet: Sheet, to: Path) -> list[str]:
        if self.worksheet:
            rows, delimiter, notes = filled(Path(self.worksheet), sheet, feedback)
            write_csv(to, rows, bom=True, delimiter=delimiter)
            return notes
        write_csv(to, _gradebook_rows(sheet), bom=True)
        return disguised(sheet)


def feedback(mark: Mark) -> str:
    """Give what goes into Moodle's feedback, which is HTML: nothing of it is markup but ours."""
    paragraphs = [*told.whole(mark), *told.by_exercise(mark), *told.written(mark)]
    return "".join(f"<p>{'<br>'.join(escape(text).splitlines())}</p>" for text in paragraphs)


def _gradebook_rows(sheet: Sheet) -> list[list[Value]]:
    tasks = sheet.handed_in()
    with_email = all(person.email for person in sheet.people)
    heads: list[Value] = ["First name", "Last name", "ID number"]
    heads += ["Email address"] if with_email else []
    for task in tasks:
        heads += [f"{task.name} (Real)", f"{task.name} (Feedback)"]
    rows = [heads]
    for person in sheet.people:
        row: list[Value] = [one_line(person.first_name), one_line(person.last_name), person.id]
        row += [person.email] if with_email else []
        for task in tasks:
            mark = sheet.mark(task, person)
            row += [number(mark.score), feedback(mark)]
        rows.append(row)
    return rows
