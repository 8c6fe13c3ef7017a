"""What the student sees at home: the visible tests where no hidden one was run before them.

Once a hidden test has been observed, the learner's kernel knows what it asks, and could tell it in the value,
the exception or the picture of a later visible test. So feedback shows none of these from that run. Where such
a test failed, the submission is run once more without its hidden tests, and what is seen there is shown.
"""

from __future__ import annotations

import copy
from typing import Any

from nbformat import NotebookNode, from_dict

from ...verdict import read_verdict
from ..cells import grade_id, has_hidden_tests, is_test
from ..outputs import plain_outputs

ABOUT, KEY = "asyncaula", "at_home"


def is_untold(nb: NotebookNode) -> bool:
    """Whether a visible test failed after a hidden one was run."""
    return bool(_untold(nb))


def _untold(nb: NotebookNode) -> list[int]:
    """Where the visible tests are that failed after a hidden one was run."""
    knows, found = False, []
    for index, cell in enumerate(nb.cells):
        if not is_test(cell):
            continue
        if has_hidden_tests(cell):
            knows = True
        elif knows and any(out.output_type == "error" for out in cell.outputs):
            found.append(index)
    return found


def without_hidden_tests(nb: NotebookNode) -> NotebookNode:
    """Give a copy that has not been run, of what `is_untold` is about: of the tests, those alone.

    Exercises do not depend on one another, and what comes after the last of these tests changes none.
    """
    untold = _untold(nb)
    home = copy.deepcopy(nb)
    cells = enumerate(home.cells[: max(untold, default=-1) + 1])
    home.cells = [cell for index, cell in cells if index in untold or not is_test(cell)]
    for cell in home.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return home


def forget(nb: NotebookNode) -> None:
    """Drop what a submission may have written in its place."""
    for cell in nb.cells:
        cell.metadata.pop(ABOUT, None)


def keep(nb: NotebookNode, home: NotebookNode) -> None:
    """Note with each visible test what it wrote at home, where it came to the same diagnosis there."""
    seen = {grade_id(cell): cell for cell in home.cells if is_test(cell)}
    for cell in filter(is_test, nb.cells):
        found = seen.get(grade_id(cell))
        if found is not None and read_verdict(found).code == read_verdict(cell).code:
            cell.metadata[ABOUT] = NotebookNode({KEY: plain_outputs(found.outputs, in_test=True)})


def outputs_at_home(cell: NotebookNode) -> list[NotebookNode] | None:
    """Give what `keep` noted with a cell, or None."""
    noted: Any = cell.metadata.get(ABOUT, {}).get(KEY)
    return None if noted is None else [from_dict(out) for out in noted]
