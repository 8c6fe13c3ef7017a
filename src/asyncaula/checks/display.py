"""How a verdict shows itself in a notebook: a message with its picture, no scripts, readable in text too."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from .diagnosis import MIME, Finding
from .messages import _

if TYPE_CHECKING:
    from .result import Result

_BOX = "border-left:4px solid {colour};padding:.4em .9em;margin:.3em 0;max-width:60em"


def message_html(finding: Finding) -> str:
    """Give a finding as HTML: heading, picture of the learner's tasks, what was seen and expected, question."""
    rows = "".join(
        f"<p style='margin:.3em 0'><b>{escape(label)}:</b> {_lines(text)}</p>"
        for label, text in finding.parts()
    )
    more = _("Para leer más: {command}").format(command=f"<code>asyncaula explain {finding.code}</code>")
    return (
        f"<div style='{_BOX.format(colour='#b45309')}'>"
        f"<p style='margin:.2em 0;font-weight:bold'>{escape(finding.heading)}</p>"
        f"{_picture(finding)}{rows}<p style='margin:.3em 0;opacity:.75'>{more}</p></div>"
    )


def passed_html(points: float, out_of: float, result: Result | None) -> str:
    """Give what a passed cell shows: its points, and the timeline where there is one."""
    from .timeline import timeline_html, turns_html

    said = _("✓ Correcto: {points} de {total}").format(points=f"{points:g}", total=f"{out_of:g}")
    picture = timeline_html(result) if result is not None and result.jobs else ""
    if result is not None and result.extra.get("turns"):
        picture = turns_html(result.extra["turns"])
    return f"<div style='{_BOX.format(colour='#15803d')}'><p style='margin:.2em 0'>{said}</p>{picture}</div>"


def publish(finding: Finding, out_of: float | None) -> None:
    """Show a finding that earns nothing, with its machine-readable verdict. Does nothing outside IPython."""
    try:
        from IPython.core.getipython import get_ipython
        from IPython.display import display
    except ImportError:
        return
    if get_ipython() is None:
        return
    bundle = {"text/plain": "", "text/html": message_html(finding), MIME: finding.verdict(0.0, out_of)}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _picture(finding: Finding) -> str:
    from .timeline import timeline_html, turns_html

    if finding.turns:
        return turns_html(finding.turns)
    if finding.result is None or not finding.result.jobs:
        return ""
    return timeline_html(finding.result, finding.bars)
