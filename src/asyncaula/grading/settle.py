"""Between execution and gradebook: leaves in each test cell only what its verdict allows."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from ..verdict import MIME, SILENT, error_output, read_verdict
from .cells import is_test


class SettleVerdicts(NbGraderPreprocessor):  # type: ignore[misc]
    """Makes nbgrader's `determine_grade` give what `read_verdict` gives.

    Stock nbgrader gives full marks to a test cell without output, 0 to one that wrote to stderr, and raises
    on too many points. Here stderr is kept as plain output, a cell without a verdict gets an error that
    says so, and the only `execute_result` left is the verdict's, with the number between 0 and the cell's
    points.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if not is_test(cell):
            return cell, resources
        verdict = read_verdict(cell)
        failed = any(out.output_type == "error" for out in cell.outputs)
        for out in cell.outputs:
            if out.output_type == "stream":
                out.name = "stdout"
        kept = [
            out for out in cell.outputs if out.output_type != "execute_result" or _is_verdict(out, failed)
        ]
        if verdict.reason and not failed:
            kept = [out for out in kept if out.output_type != "execute_result"]
            kept.append(error_output(SILENT, verdict.reason))
        for out in kept:
            if out.output_type == "execute_result":
                out.data["text/plain"] = f"{verdict.points:g}"
        cell.outputs = kept
        return cell, resources


def _is_verdict(out: NotebookNode, failed: bool) -> bool:
    return not failed and MIME in out.data
