"""The folder in which the demonstration plays: a course of its own, made afresh."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from asyncaula.grading.cells import grade_id
from asyncaula.grading.nbgrader_calls import CONFIG_FILE

from .made_up_class import HandIn, Kind

MARK = ".asyncaula-demo"
BROKEN = '{"cells": [{"cell_type": "code", "source": "import asy'


class FolderTaken(Exception):
    """The folder has something in it that no demonstration put there."""


def set_stage(course: Path, assignments: Iterable[str], folder: Path) -> None:
    """Make `folder` a course with the settings and the source of these assignments; an earlier demo is
    removed.

    Raises `FolderTaken` rather than touching a folder that holds anything else.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise FolderTaken(f"{folder} is not empty and not an earlier demo: name a new folder with --into")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARK).write_text(
        "Made by `asyncaula demo`, which removes it when it runs again.\n", encoding="utf-8"
    )
    shutil.copy(course / CONFIG_FILE, folder)
    for assignment in assignments:
        shutil.copytree(course / "source" / assignment, folder / "source" / assignment)


def hand_in(course: Path, what: HandIn) -> Path:
    """Put the release with the student's answers into `submitted/`, and give the folder it is in."""
    release = course / "release" / what.assignment
    folder = course / "submitted" / what.student / what.assignment
    shutil.copytree(release, folder)
    for path in folder.glob("*.ipynb"):
        if what.kind is Kind.BROKEN:
            path.write_text(BROKEN, encoding="utf-8")
        elif what.kind is Kind.ANSWERED:
            nb = nbformat.read(path, as_version=4)
            nbformat.write(_answered(nb, what), path)
    return folder


def _answered(nb: NotebookNode, what: HandIn) -> NotebookNode:
    for cell in nb.cells:
        answer = what.answers.get(grade_id(cell) or "")
        if answer is not None:
            cell.source = answer.text
    return nb
