"""Prepares an assignment for grading: a course root that holds this assignment and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

from .job import Template
from .nbgrader_calls import CONFIG_FILE, generate_assignment, load_config, open_gradebook


def make_template(course: Path, assignment: str, into: Path) -> Template:
    """Release `assignment` of the course into the new folder `into`, with nbgrader and the course's own
    settings.

    Raises `NbgraderFailed` when nbgrader refuses the source notebook, `FileNotFoundError` when there is none.
    """
    source = course / "source" / assignment
    if not any(source.glob("*.ipynb")):
        raise FileNotFoundError(f"{source} has no notebook: run `asyncaula build` first")
    into.mkdir(parents=True)
    shutil.copy(course / CONFIG_FILE, into)
    shutil.copytree(source, into / "source" / assignment)
    config = load_config(into / CONFIG_FILE, into)
    generate_assignment(config, assignment)
    with open_gradebook(config) as gradebook:
        notebooks = gradebook.find_assignment(assignment).notebooks
        points = {(nb.name, cell.name): float(cell.max_score) for nb in notebooks for cell in nb.grade_cells}
        return Template(assignment, into, tuple(sorted(nb.name for nb in notebooks)), points)
