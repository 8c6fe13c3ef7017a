"""Of the lines that a learner's kernel names as its own, those that were really handed in.

A diagnosis shows the learner's line. The kernel that names it ran code that may have seen a hidden test, and what it
names goes into the feedback: so it may name any line of the submission, and none besides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from asyncaula.checks.encoding import encode

from ..cells import is_test

_LARGEST_FILE = 1_000_000
_WORD = re.compile(r"\w+")
_INNER = ("<module>", "<lambda>", "<listcomp>", "<genexpr>", "<dictcomp>", "<setcomp>")


def handed_in(nb: NotebookNode, folder: Path) -> dict[str, Any]:
    """Give the submission's lines, of its cells but the tests and of its Python files, for `HandedIn`."""
    texts = [cell.source for cell in nb.cells if cell.cell_type == "code" and not is_test(cell)]
    for path in sorted(folder.rglob("*.py")):
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST_FILE:
            texts.append(path.read_text(encoding="utf-8", errors="replace"))
    most = max((text.count("\n") + 1 for text in texts), default=1)
    lines = {line.strip() for text in texts for line in text.splitlines()}
    return {"most": most, "lines": sorted(lines)}


class HandedIn:
    """The submission's lines, the words in them, and how many lines its longest cell or file has."""

    def __init__(self, lines: Iterable[str], most: int) -> None:
        self._lines, self._most = frozenset(lines), most
        self._words = {*_INNER, *(word for line in self._lines for word in _WORD.findall(line))}

    def vouched(self, answer: Mapping[str, Any], needs: Iterable[str] = ()) -> dict[str, Any]:
        """Give a result's data with the lines, and names of functions, that were handed in, and no others.

        `needs` are the names that the scenario asked for: one of them is what can be missing.
        """
        told = dict(answer)
        for key in ("waiting", "leaked"):
            told[key] = [self._place(place) for place in answer[key]]
        told["blocking"] = [
            [call, self._place(place) if place else None] for call, place in answer["blocking"]
        ]
        if answer["error"]:
            told["error"] = self._error(answer["error"])
        if answer["outcome"] == "missing":
            extra = json.dumps(answer["extra"])
            told["extra"] = encode(
                {"missing": next((name for name in needs if json.dumps(name) in extra), "")}
            )
        return told

    def _place(self, place: list[Any]) -> list[Any]:
        number, function, text, task = place
        number = min(max(int(number), 0), self._most)
        if function not in self._words:
            return [number, "", "", task]
        return [number, function, self._line(text), task]

    def _line(self, text: Any) -> str:
        return text if isinstance(text, str) and text.strip() in self._lines else ""

    def _error(self, error: Mapping[str, Any]) -> dict[str, Any]:
        return {
            **error,
            "line": self._line(error["line"]),
            "members": [self._error(member) for member in error["members"]],
            "cause": self._error(error["cause"]) if error["cause"] else None,
        }
