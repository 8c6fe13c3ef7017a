"""The lessons' answers, as the made-up class hands them in."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from .made_up_class import Answer

MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")
DIAGNOSIS = re.compile(r"#\s*(E\d+)\s*:")


def read_answers(course: Path) -> dict[str, dict[str, list[Answer]]]:
    """By assignment and exercise: the reference, the other right answers and the wrong ones.

    Only lessons that have both answers and a source notebook are given, in the order of their numbers.
    """
    lessons = sorted(path.parent for path in (course / "lessons").glob("*/answers"))
    return {
        lesson.name: known
        for lesson in lessons
        if (known := _of_lesson(lesson, course / "source" / lesson.name))
    }


def _of_lesson(lesson: Path, source: Path) -> dict[str, list[Answer]]:
    known: dict[str, list[Answer]] = {}
    magics: dict[str, str] = {}
    for path in sorted(source.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            about = cell.metadata.get("nbgrader", {})
            if cell.cell_type == "code" and about.get("solution") and not about.get("grade"):
                name, lines = about["grade_id"], cell.source.splitlines()
                text = "\n".join(line for line in lines if line.strip() not in MARKERS)
                known[name] = [Answer(name, text)]
                magics[name] = f"{lines[0]}\n" if lines and lines[0].startswith("%%") else ""
    for path in sorted((lesson / "answers").glob("*/*.py")):
        exercise = path.stem.split("__")[0]
        if exercise in known:
            code, text = _without_header(path.read_text(encoding="utf-8"))
            wrong = path.parent.name == "wrong"
            known[exercise].append(
                Answer(exercise, magics[exercise] + text, (code or "?") if wrong else None)
            )
    return known


def _without_header(text: str) -> tuple[str | None, str]:
    """The diagnosis that the first line names, and the text below the header lines."""
    lines = text.splitlines()
    code = None
    if lines and (match := DIAGNOSIS.match(lines[0])):
        code = match.group(1)
        lines = lines[1:]
    while lines and lines[0].startswith("#:"):
        lines = lines[1:]
    return code, "\n".join(lines).strip("\n")
