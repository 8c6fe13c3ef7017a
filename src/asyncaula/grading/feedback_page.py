"""The page of a notebook's feedback: opens without a network, runs nothing, loads nothing."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

from ..checks.messages import _

SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)
NAMELESS = re.compile(r"<img\b(?![^>]*\salt=)", re.IGNORECASE)
POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">"
)
"""What a browser is told: no script, nothing from elsewhere; pictures and styles that are in the page."""


class _Compiled(BytecodeCache):
    """Templates that this process has compiled: they are the same for every page."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


class OfflineFeedback(HTMLExporter):  # type: ignore[misc]
    """nbgrader's feedback page without its scripts (MathJax from a CDN) and with a policy that allows none."""

    def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> tuple[str, Any]:
        # As `HTMLExporter` does, which then parses and writes the whole page once more, for what JupyterLab's
        # templates need and for pictures without a description: that was half of a page's time.
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name"))
        resources = self._init_resources(resources)
        data_type = WidgetsDataTypeFilter(
            notebook_metadata=self._nb_metadata, parent=self, resources=resources
        )
        highlight = self.filters.get("highlight_code", Highlight2HTML(pygments_lexer=lexer, parent=self))
        self.register_filter("highlight_code", highlight)
        self.register_filter("filter_data_type", data_type)
        page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        name = _("Imagen que produjo la celda")
        page = NAMELESS.sub(f'<img alt="{name}"', page)
        return SCRIPT.sub("", page).replace("<head>", f"<head>\n{POLICY}", 1), resources

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.bytecode_cache = _compiled
        return environment
