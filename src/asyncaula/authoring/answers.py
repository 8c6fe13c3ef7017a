"""The answers of a lesson: those its tests must tell apart, each a file, with the reference and the stub."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..course import CourseError, Lesson
from .notebook import Cell, read_lesson

Kind = Literal["reference", "stub", "right", "wrong"]
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = ("# ESCRIBE AQUÍ TU CÓDIGO", "raise NotImplementedError()")
"""What nbgrader puts in a solution's place (`ClearSolutions.code_stub` in nbgrader_config.py)."""
_NAME = re.compile(r"(?P<exercise>\w+?)__(?P<style>\w+)")
_CODE = re.compile(r"#\s*(?P<code>E\d+)\s*:")


@dataclass(frozen=True)
class Answer:
    """One answer to one exercise.

    style: what is special about it, from the file's name. code: the diagnosis that a wrong one must get.
    source: the whole text of the solution cell. path: the file, or the lesson's for reference and stub.
    """

    exercise: str
    kind: Kind
    style: str
    source: str
    path: Path
    code: str | None = None

    def __str__(self) -> str:
        return self.kind if self.kind in ("reference", "stub") else f"{self.kind}/{self.path.name}"


def exercises(cells: tuple[Cell, ...]) -> dict[str, Cell]:
    """Give the solution cells by the exercise's name, in the lesson's order."""
    return {c.role.name: c for c in cells if c.role is not None and c.role.kind == "solution"}


def load(lesson: Lesson) -> tuple[Answer, ...]:
    """Give all answers of a lesson: for each exercise reference, stub, right and wrong ones, in that order.

    Raises `CourseError` where a file's name or first line is not as it must be.
    """
    solutions = exercises(read_lesson(lesson))
    found = [
        _read(path, kind, solutions) for kind in ("right", "wrong") for path in answer_files(lesson, kind)
    ]
    answers: list[Answer] = []
    for name, cell in solutions.items():
        answers.append(Answer(name, "reference", "", without_markers(cell.source), lesson.script))
        answers.append(Answer(name, "stub", "", stub(cell.source), lesson.script))
        answers += [a for a in found if a.exercise == name]
    return tuple(answers)


def answer_files(lesson: Lesson, kind: str) -> list[Path]:
    """Give the files of a lesson's right or wrong answers."""
    return sorted((lesson.folder / "answers" / kind).glob("*.py"))


def without_markers(source: str) -> str:
    """Give a reference solution as a student would have written it."""
    return "\n".join(line for line in source.splitlines() if line.strip() not in (BEGIN, END))


def stub(source: str) -> str:
    """Give a solution cell as it is released: what lies between the markers becomes the stub."""
    out: list[str] = []
    inside = False
    for line in source.splitlines():
        if line.strip() == BEGIN:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            out += [indent + text for text in STUB]
        elif line.strip() == END:
            inside = False
        elif not inside:
            out.append(line)
    return "\n".join(out)


def _read(path: Path, kind: Kind, solutions: dict[str, Cell]) -> Answer:
    name = _NAME.fullmatch(path.stem)
    if name is None or name["exercise"] not in solutions:
        known = ", ".join(solutions) or "none"
        raise CourseError(f"{path}: name it <exercise>__<what is special>.py (exercises: {known})")
    lines = path.read_text(encoding="utf-8").splitlines()
    code = None
    if kind == "wrong":
        first = _CODE.match(lines[0]) if lines else None
        if first is None:
            raise CourseError(f"{path}:1: a wrong answer begins with its diagnosis, as in `# E07: why`")
        code = first["code"]
        lines = lines[1:]
    while lines and lines[0].startswith("#:"):
        lines = lines[1:]
    magic = solutions[name["exercise"]].source.split("\n", 1)[0]
    text = "\n".join(([magic] if magic.startswith("%%") else []) + lines).strip("\n")
    return Answer(name["exercise"], kind, name["style"], text, path, code)
