"""What the gradebook knows of a released notebook: its cells and its kernelspec."""

from __future__ import annotations

import functools
import json
import os
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook

_SQLITE = "sqlite:///"


@dataclass(frozen=True)
class ReleasedCell:
    """A cell as it was released; `about` is what nbgrader's metadata of it says."""

    name: str
    cell_type: str
    source: str
    locked: bool
    about: dict[str, Any]


@dataclass(frozen=True)
class Released:
    """A released notebook: those of its cells that nbgrader knows, in their order, and its kernelspec."""

    cells: tuple[ReleasedCell, ...]
    kernelspec: dict[str, Any] | None


def released_notebook(about: dict[str, Any]) -> Released:
    """Give the notebook that `resources["nbgrader"]` is about. Raises nbgrader's `MissingEntry` without one.

    It is read again only when the gradebook's file has changed.
    """
    url = str(about["db_url"])
    stamp = _stamp(url)
    if stamp is None:
        return _read(url, about["assignment"], about["notebook"])
    return _known(url, about["assignment"], about["notebook"], stamp)


@functools.lru_cache(maxsize=64)
def _known(url: str, assignment: str, notebook: str, stamp: tuple[int, int]) -> Released:
    return _read(url, assignment, notebook)


def _stamp(url: str) -> tuple[int, int] | None:
    """Give what changes with a gradebook's file; None where it is in no file of its own."""
    if not url.startswith(_SQLITE):
        return None
    try:
        state = os.stat(url.removeprefix(_SQLITE).partition("?")[0])
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


def _read(url: str, assignment: str, notebook: str) -> Released:
    with Gradebook(url) as gradebook:
        found = gradebook.find_notebook(notebook, assignment)
        graded = {cell.name: cell.max_score for cell in found.grade_cells}
        tasks = {cell.name: cell.max_score for cell in found.task_cells}
        solutions = {cell.name for cell in found.solution_cells}
        cells = []
        for cell in found.source_cells:
            about: dict[str, Any] = {
                "schema_version": 3,
                "grade_id": cell.name,
                "grade": cell.name in graded,
                "solution": cell.name in solutions,
                "locked": bool(cell.locked),
                "task": cell.name in tasks,
                "cell_type": cell.cell_type,
                "checksum": cell.checksum,
            }
            if cell.name in graded or cell.name in tasks:
                about["points"] = graded.get(cell.name, tasks.get(cell.name))
            cells.append(ReleasedCell(cell.name, cell.cell_type, cell.source or "", bool(cell.locked), about))
        return Released(tuple(cells), json.loads(found.kernelspec) if found.kernelspec else None)
