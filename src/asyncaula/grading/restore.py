"""First step of grading a notebook: its graded cells are those of the release again, each once."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from .cells import grade_id
from .released import ReleasedCell, released_notebook

NONE_OF_ITS_CELLS = (
    "{notebook}.ipynb has none of the cells of {assignment}: it is another assignment's, in a very old "
    "format, or lost its metadata. Ask the student for it again."
)


class NotThisAssignment(Exception):
    """The notebook has no cell of the assignment that it was handed in for."""


class RestoreReleasedCells(NbGraderPreprocessor):  # type: ignore[misc]
    """In place of nbgrader's `DeduplicateIds`, which aborts the grading of a notebook with a copied cell, and of
    `OverwriteCells` and `OverwriteKernelspec`, which ask the gradebook for each cell by itself.

    Of cells with the same `grade_id` one keeps it: of answers the last that was written in, of the rest the
    last. The others stay as plain cells. All nbgrader metadata is made anew from the gradebook, so that
    points, kinds and ids edited in the file count for nothing, and so are the type of a graded cell and the source
    of a locked one. Locked code cells that are missing (tests, set-up) are put back where they were; answers are
    not, since the work may stand in a plain cell. The kernelspec is the release's.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        about = resources["nbgrader"]
        released = released_notebook(about)
        cells = {cell.name: cell for cell in released.cells}
        keepers = _keepers(nb, cells)
        if cells and not keepers:
            raise NotThisAssignment(NONE_OF_ITS_CELLS.format(**about))
        for index, cell in enumerate(nb.cells):
            name = grade_id(cell)
            if name is not None and keepers.get(name) == index:
                _restore(cell, cells[name])
            elif "nbgrader" in cell.metadata:
                del cell.metadata["nbgrader"]
                self.log.warning("Cell %d is a copy or not of this assignment: plain from now on", index)
        self._put_back(nb, cells)
        if released.kernelspec:
            nb.metadata["kernelspec"] = NotebookNode(released.kernelspec)
        return nb, resources

    def _put_back(self, nb: NotebookNode, cells: dict[str, ReleasedCell]) -> None:
        following: str | None = None
        present = {grade_id(cell): index for index, cell in enumerate(nb.cells)}
        for name in reversed(cells):
            cell = cells[name]
            if name not in present:
                if not (cell.locked and cell.cell_type == "code"):
                    continue
                self.log.warning("Cell %s was missing: put back", name)
                place = present[following] if following is not None else len(nb.cells)
                nb.cells.insert(place, _anew(nb, cell))
                present = {grade_id(cell): index for index, cell in enumerate(nb.cells)}
            following = name


def _restore(cell: NotebookNode, released: ReleasedCell) -> None:
    cell.metadata["nbgrader"] = NotebookNode(released.about)
    if cell.cell_type != released.cell_type:
        cell.cell_type = released.cell_type
        for key in ("outputs", "execution_count", "attachments"):
            cell.pop(key, None)
        if released.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    if released.locked:
        cell.source = released.source


def _anew(nb: NotebookNode, released: ReleasedCell) -> NotebookNode:
    cell = NotebookNode(
        cell_type="code",
        execution_count=None,
        metadata=NotebookNode(nbgrader=NotebookNode(released.about), deletable=False, editable=False),
        outputs=[],
        source=released.source,
    )
    if nb.get("nbformat_minor", 0) >= 5:
        cell["id"] = released.name
    return cell


def _keepers(nb: NotebookNode, cells: dict[str, ReleasedCell]) -> dict[str, int]:
    """Where the one cell of each known id is."""
    found: dict[str, int] = {}
    for index, cell in enumerate(nb.cells):
        name = grade_id(cell)
        if name is None or name not in cells:
            continue
        untouched = cell.source.strip() in ("", cells[name].source.strip())
        if name in found and untouched and not cells[name].locked:
            continue
        found[name] = index
    return found
