"""The report as one HTML file: no script, nothing loaded, light and dark, a table beside every picture."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from asyncaula.checks.catalogue import TABLE
from asyncaula.checks.catalogue.entry import Entry

from . import figures, pictures
from .classroom import Classroom

MOST = 15


@lru_cache(maxsize=1)
def _templates() -> Environment:
    found = Environment(
        loader=PackageLoader("asyncaula.reports"), autoescape=select_autoescape(), undefined=StrictUndefined
    )
    found.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    found.filters["points"] = lambda points: f"{points:g}"
    found.filters["lateness"] = _lateness
    return found


def class_page(room: Classroom, title: str, now: datetime | None = None) -> str:
    """Give the report of a class as the text of an HTML file."""
    shares = figures.total_shares(room)
    analyses = figures.analyses(room)
    met = figures.misconceptions(room)
    counts = figures.histogram(list(shares.values()))
    shown = met[:MOST]
    return (
        _templates()
        .get_template("class.html.j2")
        .render(
            title=title,
            now=(now or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M UTC"),
            room=room,
            shares=shares,
            summary=figures.summary(list(shares.values())),
            counts=counts,
            bins=figures.BINS,
            analyses=analyses,
            met=met,
            entries=_entries([code for code, _, _ in met]),
            helped=figures.need_help(room),
            failed=[w for w in room.works if w.reason is not None],
            late=sorted(
                (w for w in room.works if (w.late_seconds or 0) > 0), key=lambda w: -(w.late_seconds or 0)
            ),
            histogram=Markup(pictures.histogram_svg(counts, "Distribución de las calificaciones")),
            success=Markup(
                pictures.shares_svg(
                    [f"{a.item.assignment[:2]} · {a.item.name}" for a in analyses],
                    [a.success for a in analyses],
                    "Puntos logrados en cada ejercicio",
                )
            ),
            misconceptions=Markup(
                pictures.counts_svg(
                    [code for code, _, _ in shown],
                    [students for _, _, students in shown],
                    "Estudiantes que se toparon con cada diagnóstico",
                )
            ),
        )
    )


def student_page(room: Classroom, student: str, title: str, now: datetime | None = None) -> str:
    """Give one student's progress as the text of an HTML file. It names nobody else."""
    works = room.of_student(student)
    codes = sorted({code for w in works.values() for code in w.codes.values()})
    rows = [(a, worth, works.get(a)) for a, worth in room.worth.items()]
    done = [((w.score or 0.0) / worth if w is not None and worth else 0.0) for _, worth, w in rows]
    return (
        _templates()
        .get_template("student.html.j2")
        .render(
            title=title,
            now=(now or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M UTC"),
            student=student,
            rows=rows,
            items={a: [i for i in room.items if i.assignment == a] for a in room.worth},
            entries=_entries(codes),
            picture=Markup(
                pictures.shares_svg([a for a, _, _ in rows], done, "Puntos logrados en cada lección")
            ),
        )
    )


def _entries(codes: list[str]) -> dict[str, Entry | None]:
    return {code: TABLE.get(code) for code in codes}


def _lateness(seconds: Any) -> str:
    if seconds is None:
        return "—"
    hours = abs(seconds) / 3600
    said = f"{hours / 24:.1f} días" if hours >= 48 else f"{hours:.1f} h"
    return f"{said} {'después' if seconds > 0 else 'antes'}"
