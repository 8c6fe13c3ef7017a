"""Moodle's offline grading worksheet, filled in.

Only Moodle knows the identifiers in it («Participant 4711»), and its columns are named in the language of who
downloads it (`assignfeedback_offline`): so it is read, and given back with grades and comments in it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .grades import MISSING, CannotExport, Mark, Person, Sheet, Task
from .tabular import Value, number

# What Moodle calls them, in English and in Spanish, in small letters.
NAMES = {
    "identifier": ("identifier", "identificador"),
    "name": ("full name", "nombre completo"),
    "email": ("email address", "dirección de correo", "dirección email", "correo electrónico"),
    "id": ("id number", "username", "número de id", "nombre de usuario"),
    "grade": ("grade", "calificación"),
    "most": ("maximum grade", "calificación máxima"),
    "feedback": ("feedback comments", "comentarios de retroalimentación"),
}
NEEDED = ("identifier", "grade")


@dataclass(frozen=True)
class _Worksheet:
    rows: list[list[str]]
    delimiter: str
    columns: dict[str, int]


def filled(
    path: Path, sheet: Sheet, feedback: Callable[[Mark], str]
) -> tuple[list[list[Value]], str, list[str]]:
    """Give the worksheet's rows with grades and comments in them, its delimiter, and a line for each student
    who is on one side alone.

    A student is found by address, id or name, whichever is there and leads to one alone. Raises `CannotExport`
    where the file is no worksheet, or is worth other points than the assignment.
    """
    task = _one(sheet)
    worksheet = _read(path)
    columns = worksheet.columns
    known = _by_key(sheet.people)
    rows: list[list[Value]] = [list(worksheet.rows[0])]
    notes: list[str] = []
    whose = [_person(cells, columns, known) for cells in worksheet.rows[1:]]
    times = Counter(person for person in whose if person is not None)
    for cells, person in zip(worksheet.rows[1:], whose, strict=True):
        row: list[Value] = list(cells)
        rows.append(row)
        who = cells[columns.get("name", columns["identifier"])]
        if person is None:
            notes.append(f"{who} is in the worksheet and not in the gradebook: the row is as it was")
        elif times[person] > 1:
            notes.append(f"{who} and another row of the worksheet fit {person.id}: both are as they were")
        else:
            _require_same_worth(cells, columns, task)
            mark = sheet.mark(task, person)
            row[columns["grade"]] = number(mark.score)
            if "feedback" in columns:
                row[columns["feedback"]] = feedback(mark)
    for person in sheet.people:
        if person not in times and sheet.mark(task, person).state != MISSING:
            notes.append(f"{person.id} is in the gradebook and not in the worksheet: no grade goes to Moodle")
    return rows, worksheet.delimiter, notes


def _one(sheet: Sheet) -> Task:
    if len(sheet.tasks) != 1:
        raise CannotExport("a worksheet is of one assignment: name which one")
    return sheet.tasks[0]


def _read(path: Path) -> _Worksheet:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotExport(f"{path} cannot be read as UTF-8 text: {error}") from error
    for delimiter in (",", ";", "\t"):
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
        heads = [head.strip().lower() for head in rows[0]] if rows else []
        columns = {
            what: place for what, names in NAMES.items() for place, head in enumerate(heads) if head in names
        }
        if all(what in columns for what in NEEDED) and all(len(row) == len(heads) for row in rows):
            return _Worksheet(rows, delimiter, columns)
    raise CannotExport(
        f"{path} is no grading worksheet of Moodle in English or Spanish: its first line has no "
        "«Identifier» and «Grade», or a row has other columns than it"
    )


def _by_key(people: tuple[Person, ...]) -> dict[str, Person]:
    """Give the students by address, id and name, without what leads to more than one of them."""
    keys = [(key, person) for person in people for key in _keys(person)]
    times = Counter(key for key, _ in keys)
    return {key: person for key, person in keys if times[key] == 1}


def _keys(person: Person) -> set[str]:
    names = (person.email, person.id, f"{person.first_name} {person.last_name}")
    return {key for name in names if (key := _key(name))}


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def _person(cells: list[str], columns: dict[str, int], known: dict[str, Person]) -> Person | None:
    for what in ("email", "id", "name"):
        if what in columns and (person := known.get(_key(cells[columns[what]]))):
            return person
    return None


def _require_same_worth(cells: list[str], columns: dict[str, int], task: Task) -> None:
    if "most" not in columns:
        return
    try:
        most = float(cells[columns["most"]].replace(",", "."))
    except ValueError:
        return
    if abs(most - task.max_points) > 1e-6:
        raise CannotExport(
            f"in Moodle the assignment is worth {most:g} points, here {task.name} is worth "
            f"{task.max_points:g}: set Moodle's «Maximum grade» to that, and download the worksheet again"
        )
