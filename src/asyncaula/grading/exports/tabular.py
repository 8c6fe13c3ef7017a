"""CSV that no spreadsheet takes for anything but text and numbers."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..records import write_whole

Value = str | float | None
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA = ("=", "+", "-", "@")
"""How a cell begins that Excel, LibreOffice or Google Sheets takes for a formula; their wide forms, too."""


def write_csv(to: Path, rows: Iterable[Sequence[Value]], *, bom: bool = False, delimiter: str = ",") -> None:
    """Write the rows, UTF-8, whole or not at all: text with `as_text`, None as an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", delimiter=delimiter)
    for row in rows:
        writer.writerow([as_text(value) if isinstance(value, str) else value for value in row])
    write_whole(to, (BOM if bom else "") + text.getvalue())


def as_text(text: str) -> str:
    """Give the text so that a spreadsheet shows it and does not run it: an apostrophe before a formula.

    A sign alone, and a number with one, are left as they are.
    """
    begins = unicodedata.normalize("NFKC", text).lstrip()
    if not begins.startswith(FORMULA) or len(begins) == 1 or _is_number(begins):
        return text
    return f"'{text}"


def number(value: float | None) -> str | None:
    """Give points as they are written: without a zero after the point, or more digits than there are."""
    return None if value is None else f"{round(value, 6):.10g}"


def one_line(text: str) -> str:
    """Give a name on one line: some readers of CSV count lines."""
    return " ".join(text.split())


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
