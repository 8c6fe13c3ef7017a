"""Grades one submission, in a course root made for it and thrown away. Runs in a worker process."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

from ..verdict import Verdict, read_verdict
from .cells import grade_id, is_test
from .job import GradedCell, Job, Outcome, Template
from .loops import loop_of_this_thread
from .nbgrader_calls import CONFIG_FILE, NbgraderFailed, autograde, generate_feedback, load_config
from .restore import NotThisAssignment
from .steps import Steps, are_known, written
from .submissions import is_linked, plain_files
from .untouched import is_untouched

MOST_BYTES, MOST_FILES = 25_000_000, 5_000
"""What one submission may come to: it is held in memory on its way into the course."""


def grade(job: Job) -> Outcome:
    """The outcome of the job, whatever the submission holds; the only side effect is a temporary folder.

    Everything that the fault may be with (bad JSON, a notebook of another name, a folder without files)
    ends in an outcome that could not be graded, never in an exception.
    """
    started = time.monotonic()
    template = job.template
    with loop_of_this_thread(), _own_folder() as root:
        try:
            handed_in, present = _take_in(job, root)
            steps = _steps(template)
            files, feedback, notebooks = (
                _by_converters(job, root)
                if steps is None
                else _by_steps(job, steps, handed_in, present, root)
            )
        except (NbgraderFailed, NotGradable, NotThisAssignment) as error:
            reason, lasting = _why(error)
            seconds = time.monotonic() - started
            return Outcome(
                template.assignment,
                job.student,
                reason=reason,
                seconds=seconds,
                seed=job.seed,
                lasting=lasting,
            )
        return Outcome(
            template.assignment,
            job.student,
            cells=tuple(_graded_cells(template, notebooks)),
            untouched=frozenset(_untouched(notebooks)),
            seconds=time.monotonic() - started,
            seed=job.seed,
            files=files,
            feedback=feedback,
        )


Written = tuple[dict[str, bytes], dict[str, bytes], dict[str, NotebookNode]]
"""The files of `autograded/`, those of `feedback/`, and the graded notebooks by name."""


@functools.lru_cache(maxsize=32)
def _steps_at(root: Path, assignment: str) -> Steps | None:
    config = load_config(root / CONFIG_FILE, root)
    return Steps(config, assignment) if are_known(config) else None


def _steps(template: Template) -> Steps | None:
    """Give the assignment's steps; None where the course has some of its own, which nbgrader has to run."""
    return _steps_at(template.root, template.assignment)


def _by_steps(
    job: Job, steps: Steps, handed_in: Path, present: dict[str, NotebookNode], root: Path
) -> Written:
    folder = root / "autograded" / job.student / job.template.assignment
    steps.lay_out(handed_in, folder)
    settings: dict[str, Any] = {"sandbox": job.sandbox}
    if job.seed is not None:
        settings["seed"] = job.seed
    notebooks = {}
    feedback = (
        _contents(folder) if job.with_feedback else {}
    )  # as nbgrader has it: what lies beside the notebooks
    for name, nb in present.items():
        try:
            nb = steps.graded(nb, name, job.student, folder, **settings)
            (folder / f"{name}.ipynb").write_text(written(nb), encoding="utf-8")
            if job.with_feedback:
                feedback[f"{name}.html"] = steps.page(nb, name, job.student)
        except NotThisAssignment:
            raise
        except Exception as error:
            kind = type(error)
            raise NbgraderFailed(f"{kind.__module__}.{kind.__qualname__}: {error}") from error
        notebooks[name] = nb
    return _contents(folder), feedback, notebooks


def _by_converters(job: Job, root: Path) -> Written:
    template = job.template
    shutil.copytree(template.root, root, dirs_exist_ok=True)
    config = load_config(root / CONFIG_FILE, root)
    config.SeparateExecute.sandbox = job.sandbox
    if job.seed is not None:
        config.SeparateExecute.seed = job.seed
    autograde(config, template.assignment, job.student)
    graded = root / "autograded" / job.student / template.assignment
    notebooks = {name: _read(graded / f"{name}.ipynb") for name in _present(template, graded)}
    feedback: dict[str, bytes] = {}
    if job.with_feedback:
        generate_feedback(config, template.assignment, job.student)
        feedback = _contents(root / "feedback" / job.student / template.assignment)
    return _contents(graded), feedback, notebooks


@contextmanager
def _own_folder() -> Iterator[Path]:
    """Have an empty folder, always of the same name: what is known by it need not be learnt again."""
    name = f"aula-{os.getpid()}-{threading.get_ident()}"
    root = Path(tempfile.gettempdir()).resolve() / name
    shutil.rmtree(root, ignore_errors=True)  # what a worker with this number left that was killed
    root.mkdir(mode=0o700)
    try:
        yield root
    finally:
        shutil.rmtree(root)


class NotGradable(Exception):
    """The submission can not be graded as it is; the text says what is wrong with it."""


def _why(error: Exception) -> tuple[str, bool]:
    """Give the reason as a person reads it, and whether it is the submission's: a full disk is not."""
    if isinstance(error, NotGradable | NotThisAssignment):
        return str(error), True
    if isinstance(error, NbgraderFailed) and error.kind == NotThisAssignment.__name__:
        return str(error).partition(": ")[2], True
    return str(error), False


def _take_in(job: Job, root: Path) -> tuple[Path, dict[str, NotebookNode]]:
    """Copy the files handed in, without links; gives where, and the notebooks among them that are asked for."""
    place = root / "submitted" / job.student / job.template.assignment
    place.mkdir(parents=True)
    _refuse_what_is_too_much(job.submission)
    for path in plain_files(job.submission):
        target = place / path.relative_to(job.submission)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    if not (present := _present(job.template, place)):
        wanted = [f"{name}.ipynb" for name in job.template.notebooks]
        others = sorted(path.name for path in place.glob("*.ipynb"))
        there = f"there is {', '.join(others)}" if others else "there is no notebook"
        raise NotGradable(f"{' and '.join(wanted)} is missing; {there}")
    return place, {name: _read(place / f"{name}.ipynb") for name in present}


def _refuse_what_is_too_much(folder: Path) -> None:
    if is_linked(folder):
        raise NotGradable(f"{folder} is a link to another folder, and links are not followed")
    total = 0
    for number, path in enumerate(plain_files(folder), start=1):
        if not os.access(path, os.R_OK):
            raise NotGradable(f"{path.name} was handed in and cannot be read")
        total += path.stat().st_size
        if number > MOST_FILES:
            raise NotGradable(f"more than {MOST_FILES} files were handed in")
    if total > MOST_BYTES:
        raise NotGradable(
            f"{total / 1e6:.0f} MB were handed in, and at most {MOST_BYTES / 1e6:.0f} MB are taken: was an "
            "output saved with it that has no end, or data that do not belong to it?"
        )


def _present(template: Template, folder: Path) -> list[str]:
    return [name for name in template.notebooks if (folder / f"{name}.ipynb").is_file()]


def _read(path: Path) -> NotebookNode:
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises of many kinds for what is no notebook
        raise NotGradable(
            f"{path.name} is not a notebook that can be read: {type(error).__name__}"
        ) from error


def _graded_cells(template: Template, notebooks: dict[str, NotebookNode]) -> Iterator[GradedCell]:
    """Every graded cell of the assignment; those of a notebook that was not handed in earned nothing."""
    by_name = {(notebook, grade_id(cell)): cell for notebook, nb in notebooks.items() for cell in nb.cells}
    for (notebook, name), worth in template.points.items():
        cell = by_name.get((notebook, name))
        if cell is None:
            yield GradedCell(notebook, name, Verdict(0.0, worth, reason="it was not handed in"))
        elif is_test(cell):
            yield GradedCell(notebook, name, read_verdict(cell))
        else:
            score, _ = utils.determine_grade(cell)
            yield GradedCell(notebook, name, Verdict(score or 0.0, worth), needs_person=score is None)


def _untouched(notebooks: dict[str, NotebookNode]) -> Iterator[tuple[str, str]]:
    for notebook, nb in notebooks.items():
        for cell in nb.cells:
            if is_untouched(cell):
                yield notebook, cell.metadata.nbgrader["grade_id"]


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
