"""The page of a notebook's feedback: opens without a network, runs nothing, loads nothing."""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Callable
from typing import Any

import nbformat
from jinja2 import BytecodeCache, pass_context
from jinja2.bccache import Bucket
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

from ..checks.messages import _
from .page_context import SharingContext

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

KEPT, LARGEST = 2000, 20_000
"""How many texts are remembered with what they look like, and the characters of the largest. Most of a page is the
release's, and so the same for the whole class."""


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
        self.register_filter("highlight_code", self.filters.get("highlight_code", self._highlighter(lexer)))
        self.register_filter("filter_data_type", data_type)
        page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
        name = _("Imagen que produjo la celda")
        page = NAMELESS.sub(f'<img alt="{name}"', page)
        return SCRIPT.sub("", page).replace("<head>", f"<head>\n{POLICY}", 1), resources

    def _preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        # `Exporter` does the same to a copy of a copy of what is a copy already, and validates it after every step.
        resources = copy.deepcopy(resources)
        for step in self._preprocessors:
            nb, resources = step(nb, resources)
        nbformat.validate(nb, relax_add_props=True)
        return nb, resources

    @functools.lru_cache(maxsize=8)  # noqa: B019 (there is one exporter for each assignment, to the end)
    def _highlighter(self, lexer: str | None) -> Callable[..., Any]:
        highlight = Highlight2HTML(pygments_lexer=lexer, parent=self)

        @functools.lru_cache(KEPT)
        def known(source: str, language: str | None) -> Any:
            return highlight(source, language=language)

        def highlighted(source: str, language: str | None = None, metadata: Any = None) -> Any:
            language = language or (metadata or {}).get("magics_language")
            return known(source, language) if len(source) < LARGEST else highlight(source, language=language)

        return highlighted

    @pass_context
    def markdown2html(self, context: Any, source: str) -> Any:
        """As `HTMLExporter` does. What is attached to a cell can stand in its text; without that it is remembered."""
        if context.get("cell", {}).get("attachments") or len(source) > LARGEST:
            return super().markdown2html(context, source)
        if (found := self._known.get(source)) is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            found = self._known[source] = super().markdown2html(context, source)
        return found

    @functools.cached_property
    def _known(self) -> dict[str, Any]:
        return {}

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.bytecode_cache = _compiled
        environment.context_class = SharingContext
        return environment
