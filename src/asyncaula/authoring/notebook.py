"""A lesson's text and its notebook: the same cells, converted explicitly in either direction."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from ..course import CourseError, Lesson
from .headers import HeaderError, Role, read_role, role_of

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_SPACING = "lines_to_next_cell"
"""jupytext's own note of the blank lines after a cell; here there is always one."""
_MAKE = {"markdown": new_markdown_cell, "code": new_code_cell, "raw": new_raw_cell}
_PASSING = {
    "collapsed",
    "scrolled",
    "jupyter",
    "trusted",
    "editable",
    "deletable",
    "ExecuteTime",
    "execution",
    "vscode",
}
"""Cell metadata that editors leave behind and that a lesson does without."""
_HEADER = re.compile(r"# %%(\s|$)")


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson: type, source, role, and the line of the lesson's text where it begins.

    `nbgrader` is metadata written out in full where no role says it.
    """

    cell_type: str
    source: str
    role: Role | None
    nbgrader: dict[str, Any] | None
    line: int

    @property
    def grade_id(self) -> str | None:
        if self.role is not None:
            return self.role.grade_id
        return str(self.nbgrader["grade_id"]) if self.nbgrader and "grade_id" in self.nbgrader else None

    @property
    def metadata(self) -> dict[str, Any] | None:
        """nbgrader's metadata, or None for a cell that it leaves alone."""
        return self.role.metadata() if self.role is not None else self.nbgrader


def read_lesson(lesson: Lesson) -> tuple[Cell, ...]:
    """Read a lesson's text into cells. Raises `CourseError` with file and line."""
    return read_cells(lesson.script.read_text(encoding="utf-8"), str(lesson.script))


def read_cells(text: str, file: str) -> tuple[Cell, ...]:
    """Read cells from percent format. Raises `CourseError` with `file` and line."""
    lines = [n for n, line in enumerate(text.splitlines(), 1) if _HEADER.match(line)]
    cells = jupytext.reads(text, fmt="py:percent").cells
    starts = lines if len(lines) == len(cells) else [0] * len(cells)
    read = []
    for cell, line in zip(cells, starts, strict=True):
        try:
            role = read_role({k: v for k, v in cell.metadata.items() if k != _SPACING})
        except HeaderError as error:
            raise CourseError(f"{file}:{line}: {error}") from error
        nbgrader = cell.metadata.get("nbgrader")
        read.append(Cell(cell.cell_type, cell.source, role, dict(nbgrader) if nbgrader else None, line))
    return tuple(read)


def write_cells(cells: tuple[Cell, ...]) -> str:
    """Give the percent format of cells: what `read_cells` reads."""
    nb = new_notebook(cells=[_plain(cell) for cell in cells])
    text: str = jupytext.writes(nb, fmt={"extension": ".py", "format_name": "percent"})
    return _without_preamble(text)


def to_notebook(cells: tuple[Cell, ...]) -> NotebookNode:
    """Give the instructor's notebook: ids that stay the same, no outputs, the kernelspec."""
    made = []
    for number, cell in enumerate(cells, 1):
        metadata = {"nbgrader": cell.metadata} if cell.metadata else {}
        made.append(
            _MAKE[cell.cell_type](cell.source, id=cell.grade_id or f"cell-{number:03}", metadata=metadata)
        )
    metadata = {
        "asyncaula": {"built_from": digest(cells)},
        "kernelspec": KERNELSPEC,
        "language_info": {"name": "python"},
    }
    nb = new_notebook(cells=made, metadata=metadata)
    nb.nbformat_minor = 5
    return nb


def digest(cells: tuple[Cell, ...]) -> str:
    """Give a fingerprint of cells: what a notebook was built from, or has become by editing."""
    return hashlib.sha256(write_cells(cells).encode()).hexdigest()


def built_from(nb: NotebookNode) -> str | None:
    """Give the fingerprint of the lesson that a notebook was built from, or None if none is in it."""
    found = nb.metadata.get("asyncaula", {}).get("built_from")
    return str(found) if found else None


def would_be_lost(nb: NotebookNode) -> list[str]:
    """Name what a notebook holds that a lesson's text cannot: attachments, and metadata of other tools."""
    lost = []
    for number, cell in enumerate(nb.cells, 1):
        if cell.get("attachments"):
            lost.append(
                f"cell {number}: a picture pasted into the text (save it in the lesson's files/ instead)"
            )
        other = sorted(k for k, v in cell.metadata.items() if k not in {*_PASSING, "nbgrader"} and v)
        if other:
            lost.append(f"cell {number}: metadata {', '.join(other)}")
    return lost


def from_notebook(nb: NotebookNode) -> tuple[Cell, ...]:
    """Give the lesson's cells of an instructor's notebook, whatever JupyterLab has added to it."""
    exercises = {
        str(c.metadata.nbgrader.get("grade_id"))
        for c in nb.cells
        if c.metadata.get("nbgrader", {}).get("solution") and not c.metadata.nbgrader.get("grade")
    }
    cells = []
    for cell in nb.cells:
        nbgrader = dict(cell.metadata.get("nbgrader") or {})
        role = role_of(nbgrader, cell.cell_type, exercises) if nbgrader else None
        kept = {k: v for k, v in nbgrader.items() if k not in ("checksum", "cell_type")}
        cells.append(Cell(cell.cell_type, cell.source, role, None if role or not kept else kept, 0))
    return tuple(cells)


def dumps(nb: NotebookNode) -> str:
    """Give a notebook as the text of its file: the same text for the same notebook."""
    return str(nbformat.writes(nb)).rstrip("\n") + "\n"


def _plain(cell: Cell) -> NotebookNode:
    metadata: dict[str, Any] = {_SPACING: 1}
    if cell.role is not None:
        metadata[cell.role.kind] = cell.role.name
        if cell.role.points is not None:
            metadata["points"] = cell.role.points
    elif cell.nbgrader:
        metadata["nbgrader"] = cell.nbgrader
    return _MAKE[cell.cell_type](cell.source, metadata=metadata)


def _without_preamble(text: str) -> str:
    """Drop the header that jupytext writes: the build supplies all that it says."""
    if text.startswith("# ---"):
        text = text.split("# ---", 2)[2].lstrip("\n")
    return text
