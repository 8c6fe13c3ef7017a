"""What all formats share: which grades are asked for, where they go, and what is said when they cannot."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode, default

from ..records import RecordBook
from .grades import CannotExport, Sheet, read_grades
from .tabular import as_text


class GradesExportPlugin(ExportPlugin):  # type: ignore[misc]
    """A format of grades: it says in `write` how a class is written, and whom the target will not find."""

    default_to: ClassVar[str] = ""
    with_diagnoses: ClassVar[bool] = False

    root = Unicode(help="the course's folder, which has the records of grading runs").tag(config=True)

    @default("root")
    def _root_of_the_command(self) -> str:
        coursedir = getattr(self.parent, "coursedir", None)
        return "." if coursedir is None else str(coursedir.root)

    def write(self, sheet: Sheet, to: Path) -> list[str]:
        """Write the grades to that file or folder; give a line for each that the target will not take."""
        raise NotImplementedError

    def run(self, gradebook: Gradebook) -> list[str]:
        """Write what is asked for, and give what `write` gives. Raises `CannotExport`."""
        records = RecordBook(Path(self.root)).all() if self.with_diagnoses else ()
        asked = [str(item) for item in self.assignment], [str(item) for item in self.student]
        return self.write(read_grades(gradebook, records, *asked), self.destination)

    @property
    def destination(self) -> Path:
        """The file or folder that is written."""
        return Path(self.to or self.default_to)

    def export(self, gradebook: Gradebook) -> None:
        try:
            for line in self.run(gradebook):
                self.log.warning(line)
        except CannotExport as error:
            self.log.error(str(error))
            raise SystemExit(2) from error


def disguised(sheet: Sheet) -> list[str]:
    """Give a line for each student whom a CSV's target will not find: an apostrophe stands before the id."""
    return [
        f"{person.id} begins like a formula, so an apostrophe stands before it: enter this grade by hand"
        for person in sheet.people
        if as_text(person.id) != person.id or as_text(person.email) != person.email
    ]
