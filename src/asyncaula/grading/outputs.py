"""After the verdict: a learner's cells keep text and bitmaps, nothing that a browser would run."""

from __future__ import annotations

import re
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from .cells import is_test
from .verdict import MIME

HARMLESS = frozenset({"text/plain", "image/png", "image/jpeg", "image/gif"})
PICTURES = frozenset({"text/html", "image/svg+xml", MIME})
ACTIVE = re.compile(
    r"<\s*(script|iframe|object|embed|form|link|meta|base|foreignobject)\b"
    r"|<[^>]*([\s\"'/]on\w+\s*=|javascript:|url\s*\(\s*[\"']?\s*(?!#))"
    r"|<style\b[^<]*(@import|url\s*\()",
    re.IGNORECASE,
)
REMOVED = "(salida retirada)"


TAG = re.compile(r"<(?=[a-z/!?])(?!/?(?:b|i|em|strong|code|sub|sup|br|details|summary)\s*/?>)", re.IGNORECASE)


class PlainOutputs(NbGraderPreprocessor):  # type: ignore[misc]
    """Drops HTML, SVG, scripts and widgets from outputs; Formgrader and feedback would render them.

    In a learner's own text a tag is shown as it was written, but for a few without attributes.

    The checks' own pictures stay: they stand in a test cell, beside a verdict, and have nothing active in
    them.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        nb.metadata.pop("widgets", None)
        nb, resources = super().preprocess(nb, resources)
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if cell.cell_type in ("markdown", "raw") and not cell.metadata.get("nbgrader", {}).get("locked"):
            cell.source = TAG.sub("&lt;", cell.source)
        for out in cell.get("outputs", ()):
            if "data" in out:
                allowed = HARMLESS | PICTURES if is_test(cell) and MIME in out.data else HARMLESS
                kept = {
                    mime: data
                    for mime, data in out.data.items()
                    if mime in allowed and not _is_active(mime, data)
                }
                out.data = NotebookNode(kept or {"text/plain": REMOVED})
                out.metadata = NotebookNode()
        return cell, resources


def _is_active(mime: str, data: object) -> bool:
    text = "".join(data) if isinstance(data, list) else str(data)
    return mime in ("text/html", "image/svg+xml") and ACTIVE.search(text) is not None
