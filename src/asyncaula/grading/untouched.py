"""Answers that are as they were released."""

from __future__ import annotations

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from .cells import about

COMMENT = "No response."
"""nbgrader's comment on such an answer."""


def is_untouched(cell: NotebookNode) -> bool:
    """Whether an answer is as it was released, as nbgrader tells it: by the checksum."""
    known = about(cell)
    if not known.get("solution") or known.get("task"):
        return False
    return bool(known.get("checksum") == compute_checksum(cell))
