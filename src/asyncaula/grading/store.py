"""Writes an outcome into the course: gradebook, `autograded/`, `feedback/`. Only the parent process does."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Comment, Grade, Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.orm import joinedload
from traitlets.config import Config

from .job import Outcome, as_text
from .nbgrader_calls import open_gradebook
from .untouched import COMMENT


def save(outcome: Outcome, config: Config, timestamp: datetime | None = None) -> None:
    """Record the outcome; a person's scores and comments stay as they are.

    Each folder is built beside; then scores, comments and late penalty go into the gradebook in one
    transaction; then the folders are renamed. So a disk that is full is found out before anything changed.
    A submission that could not be graded loses its old scores and its old folders: its cells wait for a
    person, and their comment says why. `timestamp` is when it was handed in, in UTC.
    """
    root = Path(config.CourseDirectory.root)
    with ExitStack() as folders:
        for step, files in (("autograded", outcome.files), ("feedback", outcome.feedback)):
            folders.enter_context(_replacing(root / step / outcome.student / outcome.assignment, files))
        with open_gradebook(config) as gradebook:
            submission = _submission(gradebook, outcome, timestamp)
            _set_scores(gradebook, submission, outcome)
            gradebook.db.flush()
            _set_late_penalties(gradebook, submission, config)
            gradebook.db.commit()


def _submission(gradebook: Gradebook, outcome: Outcome, timestamp: datetime | None) -> SubmittedAssignment:
    try:
        submission = gradebook.find_submission(outcome.assignment, outcome.student)
    except MissingEntry:
        gradebook.update_or_create_student(outcome.student)
        with gradebook.db.no_autoflush:  # nbgrader adds the new rows to the session last
            submission = gradebook.add_submission(outcome.assignment, outcome.student)
    if timestamp is not None:
        submission.timestamp = timestamp
    return submission


def _set_scores(gradebook: Gradebook, submission: SubmittedAssignment, outcome: Outcome) -> None:
    """Set all scores and comments; with the names of their cells they are read in a query each."""
    graded = {(cell.notebook, cell.name): cell for cell in outcome.cells}
    not_graded = None if outcome.reason is None else as_text(f"Could not be graded: {outcome.reason}")
    names = {notebook.id: notebook.name for notebook in submission.notebooks}

    def of_these(kind: Any) -> Any:
        named = gradebook.db.query(kind).options(joinedload(kind.cell))
        return named.filter(kind.notebook_id.in_(names)).all()

    for grade in of_these(Grade):
        cell = graded.get((names[grade.notebook_id], grade.cell.name))
        by_machine = cell is not None and not cell.needs_person
        grade.auto_score = cell.verdict.points if cell is not None and by_machine else None
        grade.needs_manual_grade = not by_machine or grade.manual_score is not None
    for comment in of_these(Comment):
        untouched = (names[comment.notebook_id], comment.cell.name) in outcome.untouched
        comment.auto_comment = COMMENT if untouched else not_graded


def _set_late_penalties(gradebook: Gradebook, submission: SubmittedAssignment, config: Config) -> None:
    """As nbgrader's `AssignLatePenalties`, with the plugin of the course's settings, but without a commit."""
    rule = AssignLatePenalties(config=config)
    rule.init_plugin()
    late = submission.total_seconds_late
    for notebook in submission.notebooks:
        notebook.late_submission_penalty = None
        if late > 0:
            gradebook.db.refresh(notebook)
            penalty = rule.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, late)
            if penalty is not None:
                notebook.late_submission_penalty = rule._check_late_penalty(notebook, penalty)


@contextmanager
def _replacing(folder: Path, files: dict[str, bytes]) -> Iterator[None]:
    """Make the folder hold exactly these files when the block ends without an error.

    They are written before the block, beside; a reader sees the old folder or the new one, never a part.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{folder.name}-"
    for left in [path for path in folder.parent.iterdir() if path.name.startswith(prefix)]:
        shutil.rmtree(left)  # of a run that was killed
    beside = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
    os.chmod(beside, 0o755)
    try:
        (new := beside / "new").mkdir()
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        yield
        if folder.exists():
            os.rename(folder, beside / "old")
        if files:
            os.rename(new, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
