"""A submission through the steps that a course's settings name, without nbgrader's bookkeeping in between.

nbgrader's converters do the same and much more: they ask the gradebook some hundred times, write and read the
notebook between steps, and look at it after each. A worker has no use for that: what a step has to know of the
release is read once (`released`), and its scores go into the gradebook later and elsewhere (`store`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from traitlets import import_item
from traitlets.config import Config

from .feedback import GradesAtHand

WRITERS = frozenset({"nbgrader.preprocessors.SaveAutoGrades", "nbgrader.preprocessors.AssignLatePenalties"})
"""Steps that do nothing but write into the gradebook."""
GRADES = "nbgrader.preprocessors.GetGrades"
ALONE = frozenset(
    {
        "nbgrader.preprocessors.ClearOutput",
        "nbgrader.preprocessors.LimitOutput",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
        "asyncaula.grading.restore.RestoreReleasedCells",
        "asyncaula.grading.separate.execute.SeparateExecute",
        "asyncaula.grading.settle.SettleVerdicts",
        "asyncaula.grading.outputs.PlainOutputs",
        "asyncaula.grading.feedback.HideTests",
    }
)
"""Steps that need no gradebook, or of it only what was released."""

Step = Callable[[NotebookNode, dict[str, Any]], tuple[NotebookNode, dict[str, Any]]]


class Steps:
    """The steps of one assignment. Made once in a process, used for every submission of it."""

    def __init__(self, config: Config, assignment: str) -> None:
        self._config, self._assignment = config, assignment
        coursedir = CourseDirectory(config=config, assignment_id=assignment)
        self._source = Path(coursedir.root, coursedir.source_directory, assignment)
        self._ignored = list(coursedir.ignore)
        self._db_url = coursedir.db_url
        feedback = GenerateFeedback(coursedir=coursedir, config=config)
        self._exporter = feedback.exporter_class(parent=feedback, config=feedback.config)
        for step in feedback.preprocessors:
            self._exporter.register_preprocessor(GradesAtHand if _name(step) == GRADES else step)

    def graded(self, nb: NotebookNode, name: str, student: str, folder: Path, **execute: Any) -> NotebookNode:
        """Take a notebook through all steps of grading, with `folder` as its kernel's, and give what became of it.

        `execute` are settings of the step that runs it. Raises what a step raises.
        """
        resources = self._resources(name, student)
        for step in _made(self._config.Autograde.sanitize_preprocessors, self._config):
            nb, resources = step(nb, resources)
        nbformat.validate(nb, relax_add_props=True)
        config = Config(self._config)
        config.SeparateExecute.update(execute)
        resources["metadata"] = {"path": str(folder), "name": name}
        with utils.setenv(NBGRADER_EXECUTION="autograde"):
            for step in _made(self._config.Autograde.autograde_preprocessors, config):
                nb, resources = step(nb, resources)
        nbformat.validate(nb, relax_add_props=True)
        return nb

    def page(self, nb: NotebookNode, name: str, student: str) -> bytes:
        """Give the page of a graded notebook's feedback; the notebook stays as it is (an exporter copies it)."""
        resources = {**self._resources(name, student), "metadata": {"name": name}}
        page, _ = self._exporter.from_notebook_node(nb, resources)
        return str(page).encode()

    def lay_out(self, submitted: Path, folder: Path) -> None:
        """Put the files beside the notebooks into a folder: those handed in, and over them the course's own."""
        folder.mkdir(parents=True, exist_ok=True)
        for place in (submitted, self._source):
            for file in utils.find_all_files(str(place), [*self._ignored, "*.ipynb"]):
                target = folder / os.path.relpath(file, place)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                shutil.copyfile(file, target)

    def _resources(self, name: str, student: str) -> dict[str, Any]:
        about = {"student": student, "assignment": self._assignment, "notebook": name, "db_url": self._db_url}
        return {"unique_key": name, "output_files_dir": f"{name}_files", "nbgrader": about}


def written(nb: NotebookNode) -> str:
    """Give the text of a notebook that was looked at already, as nbconvert writes it."""
    text = str(nbformat.v4.writes(nb))
    return text if text.endswith("\n") else f"{text}\n"


def are_known(config: Config) -> bool:
    """Whether the settings name no step but those that are known to do without a gradebook of their own."""
    graded = {*config.Autograde.sanitize_preprocessors, *config.Autograde.autograde_preprocessors}
    named = {_name(step) for step in graded} - WRITERS
    named |= {_name(step) for step in config.GenerateFeedback.preprocessors} - {GRADES}
    return named <= ALONE and not any(
        hook in config.get(owner, {})
        for owner in (Autograde.__name__, GenerateFeedback.__name__)
        for hook in ("pre_convert_hook", "post_convert_hook", "exclude_overwriting")
    )


def _made(steps: Iterable[Any], config: Config) -> Iterable[Step]:
    for step in steps:
        if _name(step) not in WRITERS:
            yield (import_item(step) if isinstance(step, str) else step)(config=config)


def _name(step: Any) -> str:
    return step if isinstance(step, str) else f"{step.__module__}.{step.__qualname__}"
