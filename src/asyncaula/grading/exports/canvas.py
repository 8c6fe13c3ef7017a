"""The grades as Canvas' gradebook imports them: a row a student, a column an assignment.

Its importer (`lib/gradebook_importer.rb`) wants these five columns first, in this order and under these names,
and then a row whose first cell is «Points Possible». It finds a student by the first that fits of ID (Canvas'
own number), SIS User ID, SIS Login ID and name, and an assignment by its title, which may end with its number
in parentheses. An empty cell takes away a score that is there.
"""

from __future__ import annotations

from pathlib import Path

from .grades import Person, Sheet
from .plugin import GradesExportPlugin, disguised
from .tabular import Value, number, one_line, write_csv

COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_POSSIBLE = "    Points Possible"


class CanvasExportPlugin(GradesExportPlugin):
    """Canvas' CSV: without a byte order mark, which its importer takes for a part of the first name."""

    default_to = "canvas.csv"

    def write(self, sheet: Sheet, to: Path) -> list[str]:
        tasks = sheet.handed_in()
        rows: list[list[Value]] = [
            [*COLUMNS, *(task.name for task in tasks)],
            [POINTS_POSSIBLE, *[""] * (len(COLUMNS) - 1), *(number(task.max_points) for task in tasks)],
        ]
        for person in sheet.people:
            scores = [number(sheet.mark(task, person).score) for task in tasks]
            rows.append([_name(person), person.lms_user_id, "", person.id, "", *scores])
        write_csv(to, rows)
        return disguised(sheet)


def _name(person: Person) -> str:
    """Give the name as Canvas sorts it, in one line, or the id where there is none."""
    return one_line(", ".join(part for part in (person.last_name, person.first_name) if part)) or person.id
