"""First step of grading a notebook: its graded cells are those of the release again, each once."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook, SourceCell
from nbgrader.api import Notebook as ReleasedNotebook
from nbgrader.preprocessors import NbGraderPreprocessor

from .cells import grade_id

NONE_OF_ITS_CELLS = (
    "{notebook}.ipynb has none of the cells of {assignment}: it is another assignment's, in a very old "
    "format, or lost its metadata. Ask the student for it again."
)


class NotThisAssignment(Exception):
    """The notebook has no cell of the assignment that it was handed in for."""


class RestoreReleasedCells(NbGraderPreprocessor):  # type: ignore[misc]
    """In place of nbgrader's `DeduplicateIds`, which aborts the grading of a notebook with a copied cell.

    Of cells with the same `grade_id` one keeps it: of answers the last that was written in, of the rest the
    last. The others stay as plain cells. All nbgrader metadata is made anew from the gradebook, so that
    points, kinds and ids edited in the file count for nothing. Locked code cells that are missing (tests,
    set-up) are put back where they were; answers are not, since the work may stand in a plain cell.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            released = gradebook.find_notebook(about["notebook"], about["assignment"])
            metadata = _released_metadata(released)
            source_cells = {cell.name: cell for cell in released.source_cells}
            keepers = _keepers(nb, source_cells)
            if source_cells and not keepers:
                raise NotThisAssignment(NONE_OF_ITS_CELLS.format(**about))
            for index, cell in enumerate(nb.cells):
                name = grade_id(cell)
                if name is not None and keepers.get(name) == index:
                    cell.metadata["nbgrader"] = NotebookNode(metadata[name])
                elif "nbgrader" in cell.metadata:
                    del cell.metadata["nbgrader"]
                    self.log.warning("Cell %d is a copy or not of this assignment: plain from now on", index)
            self._put_back(nb, source_cells, metadata)
        return nb, resources

    def _put_back(
        self, nb: NotebookNode, source_cells: dict[str, SourceCell], metadata: dict[str, dict[str, Any]]
    ) -> None:
        following: str | None = None
        for name in reversed(source_cells):
            present = {grade_id(cell): index for index, cell in enumerate(nb.cells)}
            source = source_cells[name]
            if name not in present:
                if not (source.locked and source.cell_type == "code"):
                    continue
                self.log.warning("Cell %s was missing: put back", name)
                place = present[following] if following is not None else len(nb.cells)
                nb.cells.insert(place, _cell(nb, source, metadata[name]))
            following = name


def _cell(nb: NotebookNode, source: SourceCell, metadata: dict[str, Any]) -> NotebookNode:
    cell = NotebookNode(
        cell_type="code",
        execution_count=None,
        metadata=NotebookNode(nbgrader=NotebookNode(metadata), deletable=False, editable=False),
        outputs=[],
        source=source.source,
    )
    if nb.get("nbformat_minor", 0) >= 5:
        cell["id"] = source.name
    return cell


def _keepers(nb: NotebookNode, source_cells: dict[str, SourceCell]) -> dict[str, int]:
    """Where the one cell of each known id is."""
    found: dict[str, int] = {}
    for index, cell in enumerate(nb.cells):
        name = grade_id(cell)
        if name is None or name not in source_cells:
            continue
        untouched = cell.source.strip() in ("", (source_cells[name].source or "").strip())
        if name in found and untouched and not source_cells[name].locked:
            continue
        found[name] = index
    return found


def _released_metadata(released: ReleasedNotebook) -> dict[str, dict[str, Any]]:
    graded = {cell.name: cell.max_score for cell in released.grade_cells}
    tasks = {cell.name: cell.max_score for cell in released.task_cells}
    solutions = {cell.name for cell in released.solution_cells}
    metadata: dict[str, dict[str, Any]] = {}
    for cell in released.source_cells:
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
        metadata[cell.name] = about
    return metadata
