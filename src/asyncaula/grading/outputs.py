"""After the verdict: a learner's cells keep text and bitmaps, nothing that a browser would run."""

from __future__ import annotations

import html
import re
from typing import Any

from nbformat import NotebookNode, from_dict
from nbgrader.preprocessors import NbGraderPreprocessor

from ..checks.messages import N_, _
from ..verdict import MIME
from .cells import about, is_test

BITMAPS = frozenset({"image/png", "image/jpeg", "image/gif"})
HARMLESS = BITMAPS | {"text/plain"}
PICTURES = frozenset({"text/html", "image/svg+xml", MIME})
ACTIVE = re.compile(
    r"<\s*(script|iframe|object|embed|form|link|meta|base|foreignobject)\b"
    r"|<[^>]*([\s\"'/]on\w+\s*=|javascript:|url\s*\(\s*[\"']?\s*(?!#))"
    r"|<style\b[^<]*(@import|url\s*\()",
    re.IGNORECASE,
)
SCRIPTED = re.compile(r"(javascript|vbscript):", re.IGNORECASE)
ATTACHED = re.compile(r"attachment:([^\s)\"'>]*)")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
REMOVED = N_("(salida retirada)")
CUT = N_("\n… (salida recortada)")
MOST_TEXT = 100_000
MOST_BITMAP = 3_000_000
"""Characters of one output that are kept."""


TAG = re.compile(r"<(?=[a-z/!?])(?!/?(?:b|i|em|strong|code|sub|sup|br|details|summary)\s*/?>)", re.IGNORECASE)


class PlainOutputs(NbGraderPreprocessor):  # type: ignore[misc]
    """Drops HTML, SVG, scripts and widgets from outputs; Formgrader and feedback would render them.

    Outputs come from a kernel that can send anything: each is made anew, with the fields of its kind, of the
    right type and of limited size. In a learner's own text a tag is shown as it was written, but for a few
    without attributes; of what is attached to it bitmaps stay.

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
        if cell.cell_type in ("markdown", "raw"):
            if not about(cell).get("locked"):
                cell.source = _without_scripted_links(TAG.sub("&lt;", cell.source))
            kept = {name: data for name, data in _attached(cell.pop("attachments", {})).items() if data}
            if kept:
                cell.attachments = NotebookNode(kept)
            # nbconvert refuses a page with one that is not there
            cell.source = ATTACHED.sub(lambda at: at[0] if at[1] in kept else f"#{at[1]}", cell.source)
        if cell.cell_type == "code":
            cell.execution_count = _count(cell.get("execution_count"))
            cell.outputs = plain_outputs(cell.outputs, is_test(cell))
        return cell, resources


def plain_outputs(outputs: list[NotebookNode], in_test: bool) -> list[NotebookNode]:
    """Make a cell's outputs anew from what may be in them; what is of no known kind is left out."""
    return [plain for out in outputs if (plain := _plain(out, in_test)) is not None]


def _plain(out: NotebookNode, in_test: bool) -> NotebookNode | None:
    """Make an output anew from what may be in it; None where it is of no known kind.

    It is not held against the format here: the whole notebook is, at the end, in a fraction of the time.
    """
    kind = out.get("output_type")
    if kind == "stream":
        name = "stderr" if out.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type=kind, name=name, text=_text(out.get("text")))
    if kind == "error":
        lines = out.get("traceback")
        told = _text("\n".join(map(_text, lines if isinstance(lines, list) else [])))
        name, value = _text(out.get("ename")), _text(out.get("evalue"))
        return NotebookNode(output_type=kind, ename=name[:200], evalue=value, traceback=told.split("\n"))
    if kind in ("display_data", "execute_result"):
        given = out.get("data")
        kept = _kept(given if isinstance(given, dict) else {}, in_test)
        more = {"execution_count": _count(out.get("execution_count"))} if kind == "execute_result" else {}
        shown = from_dict(kept or {"text/plain": _(REMOVED)})
        return NotebookNode(output_type=kind, metadata=NotebookNode(), data=shown, **more)
    return None


def _kept(data: dict[str, Any], in_test: bool) -> dict[str, Any]:
    judged = in_test and isinstance(data.get(MIME), dict)
    allowed = HARMLESS | PICTURES if judged else HARMLESS
    kept: dict[str, Any] = {}
    for mime, content in data.items():
        if mime == MIME and judged:
            kept[mime] = {key: _clean(v) if isinstance(v, str) else v for key, v in content.items()}
        elif mime in BITMAPS:
            if (text := _bitmap(content)) is not None:
                kept[mime] = text
        elif mime in allowed and mime != MIME and not _is_active(mime, content):
            kept[mime] = _clean(_joined(content)) if judged else _text(content)
    return kept


def _without_scripted_links(text: str) -> str:
    """Make no link of any, where one leads to a script: written out, escaped, or with blanks in between."""
    if not SCRIPTED.search(re.sub(r"[\s\x00-\x1f\\]", "", html.unescape(html.unescape(text)))):
        return text
    return SCRIPTED.sub(r"\1 :", text.replace("](", "] (").replace("]:", "] :"))


def _attached(attachments: Any) -> dict[str, dict[str, str]]:
    if not isinstance(attachments, dict):
        return {}
    return {
        str(name): {
            mime: text
            for mime, content in (data.items() if isinstance(data, dict) else ())
            if mime in BITMAPS and (text := _bitmap(content)) is not None
        }
        for name, data in attachments.items()
    }


def _bitmap(content: Any) -> str | None:
    """Give the base64 text of a bitmap; it stands between quotes in a page, so it has to be that and no more."""
    text = _joined(content)
    return text if len(text) <= MOST_BITMAP and BASE64.fullmatch(text) else None


def _joined(content: Any) -> str:
    return "".join(map(str, content)) if isinstance(content, list) else str(content)


def _clean(text: str) -> str:
    """Replace what UTF-8 cannot hold: one lone surrogate would keep the whole notebook from being written."""
    return text.encode("utf-8", "replace").decode()


def _text(content: Any) -> str:
    text = "" if content is None else _clean(_joined(content))
    return text if len(text) <= MOST_TEXT else text[:MOST_TEXT] + _(CUT)


def _count(value: Any) -> int | None:
    counts = isinstance(value, int) and not isinstance(value, bool) and value >= 0  # as the format has it
    return value if counts else None


def _is_active(mime: str, data: object) -> bool:
    return mime in ("text/html", "image/svg+xml") and ACTIVE.search(_joined(data)) is not None
