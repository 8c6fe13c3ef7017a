"""A timeline as a small picture: SVG without scripts, for light and dark pages, not told by colour alone."""

from __future__ import annotations

from html import escape

from ..messages import N_, _
from ..result import Result
from .rows import Bars, Row, rows_expected, rows_of, shown, span, summary, ticks
from .text import timeline_text

WIDTH, LABEL, RIGHT = 640, 120, 34
ROW, BAR, THIN, HEAD, FOOT = 24, 14, 5, 24, 22
_LOOK = {
    "end": 'fill="#0072b2"',
    "cancel": 'fill="#e69f00" fill-opacity=".45" stroke="#b87800" stroke-dasharray="4 3"',
    "fail": 'fill="#d55e00"',
    "open": 'fill="#7a7a7a" fill-opacity=".3" stroke="#7a7a7a" stroke-dasharray="2 3"',
}
_GHOST = 'fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="5 3"'
_SIGN = {"end": "", "cancel": "✕", "fail": "!", "open": "…"}
_LEGEND = {"cancel": N_("✕ cancelado"), "fail": N_("! falló"), "open": N_("… sin terminar")}
_MOST_LABEL = 15


def timeline_svg(result: Result, expected: Bars | None = None) -> str:
    """Give the timeline as an SVG element; `expected` bars go in a panel of their own below, same scale."""
    rows, more = shown(rows_of(result))
    ghosts, more_ghosts = shown(rows_expected(expected or ()))
    seconds = span([rows, ghosts], result.elapsed)
    marks = ticks(seconds)
    parts: list[str] = []
    title = _("Lo que hizo tu código") if ghosts else _("Cronograma")
    height = _panel(parts, 0, f"{title}: {summary(result)}", rows, more, seconds, marks, ghost=False)
    if ghosts:
        height = _panel(
            parts, height + 6, _("Lo que se esperaba"), ghosts, more_ghosts, seconds, marks, ghost=True
        )
    height = _legend(parts, height, rows)
    told = escape(timeline_text(result))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'style="width:100%;max-width:{WIDTH}px;height:auto" font-family="sans-serif" font-size="12" '
        f'fill="currentColor"><title>{escape(title)}</title><desc>{told}</desc>{"".join(parts)}</svg>'
    )


def timeline_html(result: Result, expected: Bars | None = None) -> str:
    """Give the timeline as HTML for a notebook's output."""
    return f"<div>{timeline_svg(result, expected)}</div>"


def _x(at: float, seconds: float) -> float:
    return round(LABEL + at / seconds * (WIDTH - LABEL - RIGHT), 1)


def _panel(
    parts: list[str],
    top: int,
    heading: str,
    rows: list[Row],
    more: str,
    seconds: float,
    marks: list[float],
    *,
    ghost: bool,
) -> int:
    """Draw a heading, rows and an axis from `top` on; gives where it ends."""
    parts.append(f'<text x="4" y="{top + 15}" font-weight="bold">{escape(heading)}</text>')
    first = top + HEAD
    bottom = first + max(len(rows), 1) * ROW
    for at in marks:
        x = _x(at, seconds)
        parts.append(f'<path d="M{x} {first - 2}V{bottom}" stroke="currentColor" stroke-opacity=".22"/>')
        parts.append(f'<text x="{x}" y="{bottom + 13}" text-anchor="middle" font-size="11">{at:g}</text>')
    unit = _x(seconds, seconds) + 8 if seconds > marks[-1] * 1.04 else _x(seconds, seconds) + 14
    parts.append(f'<text x="{unit}" y="{bottom + 13}" font-size="11">s</text>')
    for number, row in enumerate(rows):
        parts.append(_row(row, first + number * ROW, seconds, ghost))
    if more:
        parts.append(f'<text x="4" y="{bottom + 13}" font-size="11">{escape(more)}</text>')
    return bottom + FOOT


def _row(row: Row, y: int, seconds: float, ghost: bool) -> str:
    label = row.label if len(row.label) <= _MOST_LABEL else row.label[: _MOST_LABEL - 1] + "…"
    thick = BAR if row.is_job else THIN
    begin = _x(row.start, seconds)
    wide = max(round(_x(row.end, seconds) - begin, 1), 3)
    top = y + (ROW - thick) // 2
    look = _GHOST if ghost else _LOOK[row.state]
    sign = "" if ghost else _SIGN[row.state]
    after = f'<text x="{begin + wide + 4}" y="{y + 16}" font-weight="bold">{sign}</text>' if sign else ""
    opacity = "" if row.is_job else ' opacity=".75"'
    return (
        f'<text x="{LABEL - 8}" y="{y + 16}" text-anchor="end"{opacity}>{escape(label)}</text>'
        f'<rect x="{begin}" y="{top}" width="{wide}" height="{thick}" rx="3" {look}{opacity}/>{after}'
    )


def _legend(parts: list[str], height: int, rows: list[Row]) -> int:
    """Draw what the signs mean, of those that occur; gives where it ends."""
    said = [_(text) for state, text in _LEGEND.items() if any(row.state == state for row in rows)]
    if not said:
        return height
    parts.append(f'<text x="{LABEL}" y="{height + 10}" font-size="11">{escape("   ".join(said))}</text>')
    return height + 18
