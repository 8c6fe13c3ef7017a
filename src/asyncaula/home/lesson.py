"""A lesson as a student has it: its notebook, the exercises in it, and which of them were begun."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_grade, is_solution


class Unreadable(Exception):
    """What is called a notebook can not be read as one. The message says why."""


@dataclass(frozen=True)
class Exercise:
    """One exercise: its name, and the `grade_id` of its visible test (None where all its tests are hidden).

    `begun` is whether its cell is other than it was released; `intact`, whether its test is what was released.
    """

    name: str
    test: str | None
    begun: bool
    intact: bool = True


@dataclass(frozen=True)
class Lesson:
    """A student's notebook of one lesson."""

    path: Path
    title: str
    notebook: NotebookNode
    exercises: tuple[Exercise, ...]

    @property
    def tested(self) -> tuple[Exercise, ...]:
        """The exercises that have a visible test."""
        return tuple(exercise for exercise in self.exercises if exercise.test)

    @property
    def begun(self) -> bool:
        """Whether the student changed the cell of any exercise."""
        return any(exercise.begun for exercise in self.exercises)


def notebooks_in(folder: Path) -> list[Path]:
    """Give the notebooks of a folder and of the folders in it, by name; hidden folders are not looked into."""
    found = [*folder.glob("*.ipynb"), *folder.glob("*/*.ipynb")]
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))


def read(path: Path) -> Lesson | None:
    """Give the lesson that a notebook is, or None for a notebook without exercises. Raises `Unreadable`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of old notebooks' missing ids, which a student can do nothing about
            nb = nbformat.read(path, as_version=4)
        exercises = tuple(_exercises(nb))
    except Exception as error:  # nbformat raises of many kinds for what is no notebook
        raise Unreadable(f"{type(error).__name__}: {error}".splitlines()[0]) from error
    return Lesson(path, _title(nb, path), nb, exercises) if exercises else None


def _exercises(nb: NotebookNode) -> list[Exercise]:
    """Give the exercises in order; a test belongs to the solution that it comes after.

    JupyterLab copies a cell with what nbgrader knows it by: a copy is no exercise of its own.
    """
    found: dict[str, Exercise] = {}
    name = None
    for cell in nb.cells:
        if is_solution(cell) and not is_grade(cell):
            name = str(cell.metadata.nbgrader["grade_id"])
            known = found.get(name, Exercise(name, None, begun=False))
            found[name] = replace(known, begun=known.begun or not _as_released(cell))
        elif name is not None and is_test(cell) and cell.source.strip():
            known = found[name]
            test = known.test or cell.metadata.nbgrader["grade_id"]
            found[name] = replace(known, test=test, intact=known.intact and _as_released(cell))
    return list(found.values())


def is_test(cell: NotebookNode) -> bool:
    """Whether the cell is code whose points are given without a person."""
    return cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)


def _as_released(cell: NotebookNode) -> bool:
    return bool(cell.metadata.nbgrader.get("checksum") == compute_checksum(cell))


def _title(nb: NotebookNode, path: Path) -> str:
    """Give the notebook's first heading, without what comes after a colon."""
    for cell in nb.cells:
        for line in cell.source.splitlines() if cell.cell_type == "markdown" else ():
            if line.startswith("# "):
                return str(line[2:]).split(":")[0].replace("`", "").strip()
    return path.stem
