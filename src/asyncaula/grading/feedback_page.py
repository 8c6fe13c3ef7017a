"""The page of a notebook's feedback: opens without a network, runs nothing, loads nothing."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.exporters import HTMLExporter

SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)
POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
)
"""What a browser is told: no script, nothing from elsewhere; pictures and styles that are in the page."""


class OfflineFeedback(HTMLExporter):  # type: ignore[misc]
    """nbgrader's feedback page without its scripts (MathJax from a CDN) and with a policy that allows none."""

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        page, resources = super().from_notebook_node(nb, resources, **kw)
        return SCRIPT.sub("", page).replace("<head>", f"<head>\n{POLICY}", 1), resources
