"""What kind of cell a notebook's cell is, in the terms that grading needs."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

HIDDEN_BEGIN = "### BEGIN HIDDEN TESTS"
HIDDEN_END = "### END HIDDEN TESTS"


def about(cell: NotebookNode) -> dict[str, Any]:
    """What nbgrader knows about the cell; nothing where a student's file has something else in its place."""
    found = cell.metadata.get("nbgrader")
    return found if isinstance(found, dict) else {}


def grade_id(cell: NotebookNode) -> str | None:
    """The cell's name in the gradebook, or None for a cell that nbgrader does not know."""
    value = about(cell).get("grade_id")
    return value if isinstance(value, str) and value else None


def is_test(cell: NotebookNode) -> bool:
    """Whether the cell is code whose points are given by what it ends with, without a person."""
    known = about(cell)
    return cell.cell_type == "code" and bool(known.get("grade")) and not known.get("solution")


def is_locked(cell: NotebookNode) -> bool:
    """Whether students are given the cell as it is, and not for its points."""
    return bool(about(cell).get("locked")) and not is_test(cell)


def has_hidden_tests(cell: NotebookNode) -> bool:
    """Whether any part of the cell is kept from the students."""
    return cell.cell_type == "code" and HIDDEN_BEGIN in cell.source
