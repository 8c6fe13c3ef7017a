"""Who had the turn: a column per thread and a row per step, as HTML and as text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from ..compare import shown
from ..messages import N_, _

Steps = Sequence[tuple[str, str, str, Any]]
"""Thread, kind, what, detail: see `asyncaula.checks.interleaving.Step`."""
FIRST, LAST = 16, 8
"""Rows that are shown of a long run, at its beginning and at its end."""
_WORDS = {
    "read": N_("lee {what}: {detail}"),
    "write": N_("escribe {what}: {detail}"),
    "want": N_("espera {what}"),
    "acquire": N_("toma {what}"),
    "refused": N_("no obtiene {what}"),
    "release": N_("suelta {what}"),
    "wait": N_("espera en {what}"),
    "notify": N_("avisa en {what}"),
    "woken": N_("despierta en {what}"),
    "timeout": N_("deja de esperar en {what}"),
    "put": N_("pone en {what}: {detail}"),
    "get": N_("saca de {what}: {detail}"),
    "task_done": N_("da por hecha una tarea de {what}"),
    "start": N_("inicia {what}"),
    "join": N_("espera el fin de {what}"),
    "begin": N_("empieza {what}"),
    "end": N_("termina {what}"),
    "sleep": N_("duerme {detail} s"),
    "submit": N_("entrega {what}"),
    "result": N_("pide el valor de {what}"),
    "exception": N_("mira si falló {what}"),
    "fail": N_("falla {what}"),
    "cancel": N_("pide cancelar {what}"),
}
_CELL = "padding:.15em .7em;border:1px solid #8884;text-align:left;white-space:nowrap"


def turns_html(steps: Steps) -> str:
    """Give the steps as an HTML table."""
    threads, rows = _table(steps)
    head = "".join(f"<th style='{_CELL}'>{escape(name)}</th>" for name in threads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table style='font-size:90%;border-collapse:collapse'><tr>{head}</tr>{body}</table>"


def _cell(text: str) -> str:
    return f"<td style='{_CELL}'>{escape(text)}</td>"


def turns_text(steps: Steps) -> str:
    """Give the steps as lines of text in columns."""
    threads, rows = _table(steps)
    table = [threads, *rows]
    widths = [max(len(row[i]) for row in table) for i in range(len(threads))]
    lines = (" │ ".join(t.ljust(w) for t, w in zip(row, widths, strict=True)).rstrip() for row in table)
    return "\n".join(lines)


def _table(steps: Steps) -> tuple[list[str], list[list[str]]]:
    told = _telling(steps)
    threads = list(dict.fromkeys(thread for thread, _text in told))
    cut = told
    if len(told) > FIRST + LAST:
        cut = [*told[:FIRST], ("", "…"), *told[-LAST:]]
    return threads, [[text if thread in (name, "") else "" for name in threads] for thread, text in cut]


def _telling(steps: Steps) -> list[tuple[str, str]]:
    """Give thread and words of the steps that tell something.

    Left out are the locks inside a queue, and that a lock was wanted where it was had at once.
    """
    queues = {what for _thread, kind, what, _detail in steps if kind in ("put", "get", "task_done")}
    told = []
    for number, (thread, kind, what, detail) in enumerate(steps):
        following = tuple(steps[number + 1][:3]) if number + 1 < len(steps) else ()
        inner = kind != "join" and any(what.endswith(f" de {q}") for q in queues) and kind != "wait"
        if inner or (kind == "want" and following == (thread, "acquire", what)) or kind not in _WORDS:
            continue
        told.append((thread, _(_WORDS[kind]).format(what=what, detail=shown(detail))))
    return told
