"""The folder in which the demonstration plays: a course of its own, made afresh."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import nbformat

from asyncaula.authoring.compose import submission
from asyncaula.course import Lesson
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


def hand_in(course: Path, lesson: Lesson, what: HandIn) -> Path:
    """Put the release with the student's answers into `submitted/`, and give the folder it is in."""
    folder = course / "submitted" / what.student / what.assignment
    shutil.copytree(course / "release" / what.assignment, folder)
    notebook = folder / lesson.notebook
    if what.kind is Kind.BROKEN:
        notebook.write_text(BROKEN, encoding="utf-8")
    elif what.kind is Kind.ANSWERED:
        nbformat.write(submission(lesson, what.answers.values()), notebook)
    return folder
