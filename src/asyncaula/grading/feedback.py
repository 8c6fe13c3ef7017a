"""Keeps the hidden tests out of what a student gets back."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from .cells import HIDDEN_BEGIN, HIDDEN_END, has_hidden_tests, is_test
from .verdict import MIME, OURS

TOLD = ("Diagnosis", *OURS)
IN_PLACE = "# (aquí hay pruebas ocultas)"


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """For feedback: hidden lines become one line that says so, and of what they printed the diagnosis stays.

    A cell with hidden tests keeps its verdict with its picture, and of an error that is no diagnosis only
    the exception's name: values and lines would tell what is asked. A diagnosis that is shown with its
    picture is not repeated as text.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if is_test(cell) and any(
            "text/html" in out.data for out in cell.outputs if MIME in out.get("data", {})
        ):
            cell.outputs = [out for out in cell.outputs if out.get("ename") != "Diagnosis"]
        if not has_hidden_tests(cell):
            return cell, resources
        cell.source = without_hidden_lines(cell.source)
        if is_test(cell):
            cell.outputs = [
                out for out in cell.outputs if out.output_type == "error" or MIME in out.get("data", {})
            ]
        for out in cell.outputs:
            if out.output_type == "error" and out.ename not in TOLD:
                out.evalue, out.traceback = "", [f"{out.ename}: la prueba no llegó a su fin."]
        return cell, resources


def without_hidden_lines(source: str) -> str:
    """The source with every marked region, markers included, replaced by one comment; an open one ends the
    source."""
    lines: list[str] = []
    inside = False
    for line in source.splitlines():
        if not inside and line.strip().startswith(HIDDEN_BEGIN):
            inside = True
            lines.append(IN_PLACE)
        elif inside and line.strip().startswith(HIDDEN_END):
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)
