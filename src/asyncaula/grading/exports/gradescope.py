"""The grades as results of Gradescope's autograder, and an autograder that hands out the right one.

Format: «Autograder Specifications» of Gradescope's documentation. A results file has a score and its tests; a
submission without a score has no results file, since Gradescope takes none for an error and not for a 0.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ...checks.messages import _
from ..records import write_whole
from . import told
from .grades import GRADED, MISSING, CannotExport, CellGrade, Mark, Sheet, Task
from .plugin import GradesExportPlugin

STUDENTS = "students.json"
RESULTS = "results"
SETUP = "#!/bin/sh\n# Nothing to install: run_autograder needs Python's standard library alone.\n"
RUN = (Path(__file__).parent / "run_autograder.py").read_text(encoding="utf-8")


class GradescopeExportPlugin(GradesExportPlugin):
    """A folder and a zip for each assignment: a results file a submission, and what hands them out.

    The zip is what Gradescope takes as an autograder. It runs nothing of what students upload there: it looks
    up who has uploaded, by address, and gives the result of what was graded here.
    """

    default_to = "gradescope"
    with_diagnoses = True

    def write(self, sheet: Sheet, to: Path) -> list[str]:
        notes: list[str] = []
        for task in sheet.handed_in():
            files, without = _files(sheet, task)
            for name, text in files.items():
                write_whole(to / task.name / name, text)
            _remove_others(to / task.name / RESULTS, files)
            _zip(to / f"{task.name}.zip", files)
            notes += without
        return notes


def results(mark: Mark) -> dict[str, Any]:
    """Give the content of a results file. Raises `CannotExport` for a mark without a score."""
    if mark.score is None:
        raise CannotExport(f"{mark.person.id} has no score for {mark.task.name}")
    return {
        "score": round(mark.score, 6),
        "output": "\n\n".join([*told.whole(mark), *_when(mark), *told.written(mark)]),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(cell) for cell in mark.cells],
    }


def _test(cell: CellGrade) -> dict[str, Any]:
    name = _("{exercise} (pruebas ocultas)") if cell.hidden else "{exercise}"
    points = cell.points or 0.0
    return {
        "name": name.format(exercise=cell.exercise),
        "score": round(points, 6),
        "max_score": round(cell.max_points, 6),
        "status": "passed" if points >= cell.max_points else "failed",
        "output": told.diagnosis(cell),
        "visibility": "after_published" if cell.hidden else "visible",
    }


def _when(mark: Mark) -> list[str]:
    if mark.timestamp is None:
        return []
    return [_("Se calificó lo entregado el {when:%Y-%m-%d %H:%M} UTC.").format(when=mark.timestamp)]


def _files(sheet: Sheet, task: Task) -> tuple[dict[str, str], list[str]]:
    """Give the autograder's files by name, and a line for each graded student whom it cannot find."""
    files = {"setup.sh": SETUP, "run_autograder": RUN}
    students: dict[str, str] = {}
    notes = []
    for person in sheet.people:
        mark = sheet.mark(task, person)
        if mark.state != GRADED:
            if mark.state != MISSING:
                notes.append(f"{person.id}, {task.name}: has no score yet, and so no results file")
            continue
        address = next((a for a in (person.email, person.id) if "@" in a), "")
        name = f"{RESULTS}/{_file_name(person.id)}.json"
        files[name] = json.dumps(results(mark), ensure_ascii=False, indent=1) + "\n"
        if address:
            students[address.strip().casefold()] = name
        else:
            notes.append(f"{person.id}: has no address in the gradebook, by which Gradescope would find it")
    files[STUDENTS] = json.dumps(students, ensure_ascii=False, indent=1) + "\n"
    return files, notes


def _file_name(student: str) -> str:
    return "".join(c if c.isalnum() or c in " ._-@" else quote(c, safe="") for c in student)


def _remove_others(folder: Path, files: dict[str, str]) -> None:
    """Remove the results of an earlier export that are none any more."""
    for path in folder.glob("*.json"):
        if f"{RESULTS}/{path.name}" not in files:
            path.unlink()


def _zip(path: Path, files: dict[str, str]) -> None:
    """Write the files at the top of a zip, which is where Gradescope looks for them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            about = zipfile.ZipInfo(name)
            runs = name in ("setup.sh", "run_autograder")
            about.external_attr = (0o100755 if runs else 0o100644) << 16
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, text)
