"""A timeline as text: for terminals, for screen readers, and on one line inside a message."""

from __future__ import annotations

from ..messages import N_, _
from ..result import Result
from .rows import Row, rows_of, shown, span, summary

WIDTH = 48
MOST_EVENTS = 16
_WORDS = {"start": N_("ini"), "end": N_("fin"), "cancel": N_("cancela"), "fail": N_("falla")}
_STATES = {"end": "", "cancel": N_("cancelado"), "fail": N_("falló"), "open": N_("sin terminar")}
_CLOSING = {"end": "┤", "cancel": "×", "fail": "!", "open": "┄"}


def trace_line(result: Result) -> str:
    """Give the order of events on one line: ``ini a · fin a · ini b · fin b (t = 6, a la vez: 1)``."""
    told = [f"{_(_WORDS[e.kind])} {e.name}" for e in result.events if e.kind in _WORDS]
    if len(told) > MOST_EVENTS:
        told = [*told[:MOST_EVENTS], "…"]
    numbers = _("(t = {t}, a la vez: {n})").format(t=f"{result.elapsed:g}", n=result.most_at_once)
    return f"{' · '.join(told)} {numbers}".strip()


def timeline_text(result: Result) -> str:
    """Give the timeline with a line per row: name, bar, start and end in seconds, and how it ended."""
    rows, more = shown(rows_of(result))
    if not rows:
        return summary(result)
    seconds = span([rows], result.elapsed)
    label = max(len(row.label[:20]) for row in rows)
    lines = [f"{row.label[:20]:{label}} {_bar(row, seconds)} {_said(row)}".rstrip() for row in rows]
    return "\n".join([*lines, *([more] if more else []), summary(result)])


def _bar(row: Row, seconds: float) -> str:
    begin, end = (round(at / seconds * WIDTH) for at in (row.start, row.end))
    fill = "━" if row.is_job else "─"
    return (" " * begin + "├" + fill * (end - begin) + _CLOSING[row.state]).ljust(WIDTH + 2)


def _said(row: Row) -> str:
    how = _STATES[row.state]
    return f"{row.start:g} → {row.end:g} {_(how) if how else ''}"
