"""The grammar of nbgrader's markers. A misspelt one leaks what it should hide, and nbgrader says nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from .notebook import Cell

SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")
HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
MARKERS = (*SOLUTION, *HIDDEN)
_LIKELY = 0.75
_WORDS = re.compile(r"\b(BEGIN|END)\b.*\b\w*(SOL|HID|TEST)\w*", re.IGNORECASE)


def marker_faults(cell: Cell) -> Iterator[tuple[int, str]]:
    """Give what is wrong with the markers of a cell: lines below the cell's header, and what is asked."""
    wanted = _wanted(cell)
    expected = 0
    for number, line in enumerate(cell.source.splitlines(), 1):
        text = line.strip()
        if text in MARKERS:
            if text not in wanted:
                yield number, f"{text!r} has no place in this cell ({_place(cell)})"
            elif text != wanted[expected % 2]:
                yield number, f"{text!r} where {wanted[expected % 2]!r} should come first"
            else:
                expected += 1
        elif _looks_like_marker(text):
            close = difflib.get_close_matches(text.upper(), MARKERS, 1, 0.4)
            right = close[0] if close else " or ".join(wanted)
            yield number, f"misspelt marker {text!r} in {_place(cell)}: write {right}"
    if wanted and expected % 2:
        yield 0, f"{wanted[1]!r} is missing at the end of {_place(cell)}"
    if wanted and expected == 0:
        yield 0, f"{_place(cell)} has no {wanted[0]!r} … {wanted[1]!r}"


def outside_markers(cell: Cell) -> list[str]:
    """Give the lines of a cell that lie outside its markers and are not blank."""
    out, inside = [], False
    for line in cell.source.splitlines():
        if line.strip() in MARKERS:
            inside = line.strip().startswith("### BEGIN")
        elif not inside and line.strip():
            out.append(line)
    return out


def inside_markers(cell: Cell) -> list[str]:
    """Give the lines of a cell that its markers enclose: what no student may see."""
    enclosed, inside = [], False
    for line in cell.source.splitlines():
        if line.strip() in MARKERS:
            inside = line.strip().startswith("### BEGIN")
        elif inside:
            enclosed.append(line)
    return enclosed


def _wanted(cell: Cell) -> tuple[str, ...]:
    kind = cell.role.kind if cell.role is not None else ""
    if kind == "solution":
        return SOLUTION
    return HIDDEN if kind == "hidden" else ()


def _place(cell: Cell) -> str:
    return f"the cell {cell.grade_id}" if cell.grade_id else "a cell without a role"


def _looks_like_marker(text: str) -> bool:
    if not text.startswith("#"):
        return False
    near = max(difflib.SequenceMatcher(None, text.upper(), marker).ratio() for marker in MARKERS)
    return near >= _LIKELY or (len(text) < 40 and bool(_WORDS.search(text)))
