"""The pages of the diagnoses, in Spanish, written as MyST Markdown from the table: one for each lesson.

A diagnosis is found on its lesson's page under its code: ``diagnosticos/06_awaitables.html#e601``. Shared ones are on
``diagnosticos/generales.html``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from asyncaula.checks.catalogue.entry import Entry
from asyncaula.course import Course, Lesson

SHARED = "generales"
INDEX = "index"


def pages(course: Course, table: Mapping[str, Entry]) -> dict[str, str]:
    """Give the text of every page by its name; one without lessons to review is on the shared page."""
    homes: dict[str, list[Entry]] = {name: [] for name in (SHARED, *(lesson.id for lesson in course.lessons))}
    for entry in sorted(table.values(), key=_in_order):
        homes[entry.lessons[0] if entry.lessons else SHARED].append(entry)
    lessons = {lesson.id: lesson for lesson in course.lessons}
    made = {name: _page(lessons.get(name), entries, lessons) for name, entries in homes.items() if entries}
    return {INDEX: _index(homes, lessons), **made}


def _in_order(entry: Entry) -> tuple[int, str]:
    return len(entry.code), entry.code


def _index(homes: Mapping[str, list[Entry]], lessons: Mapping[str, Lesson]) -> str:
    total = sum(map(len, homes.values()))
    lines = [
        "# Los diagnósticos",
        "",
        f"Cuando una prueba no pasa, su mensaje empieza por un código, como `E07`. Hay {total}. Aquí se explica cada",
        "uno: qué se ve, por qué, y una pregunta para seguir. En una terminal, `asyncaula explain E07` dice lo mismo.",
        "",
        "```{toctree}",
        ":maxdepth: 1",
        "",
        *(name for name, entries in homes.items() if entries),
        "```",
    ]
    for name, entries in homes.items():
        if entries:
            lines += ["", f"## {_heading(lessons.get(name))}", "", "| Código | Diagnóstico |", "|---|---|"]
            lines += [f"| [{e.code}]({name}.md#{_anchor(e)}) | {_cell(e.title)} |" for e in entries]
    return "\n".join(lines) + "\n"


def _page(lesson: Lesson | None, entries: Iterable[Entry], lessons: Mapping[str, Lesson]) -> str:
    lines = [f"# {_heading(lesson)}", ""]
    if lesson is None:
        lines.append("Los que pueden aparecer en cualquier lección.")
    else:
        link = f"[cuaderno de la lección](../../release/{lesson.id}/{lesson.notebook})"
        lines.append(f"Los de la lección «{lesson.title}» ({lesson.minutes} minutos): {link}.")
    for entry in entries:
        lines += ["", *_entry(entry, lessons)]
    return "\n".join(lines) + "\n"


def _entry(entry: Entry, lessons: Mapping[str, Lesson]) -> list[str]:
    told = [("Qué se ve", entry.seen), ("Por qué", entry.why), ("Pregúntate", entry.question)]
    if entry.lessons:
        review = [f"[{_short(lessons[name])}]({name}.md)" for name in entry.lessons]
        told.append(("Para repasar", ", ".join(review)))
    lines = [f"({_anchor(entry)})=", f"## {entry.code} · {entry.title}"]
    for label, text in told:
        lines += ["", f"**{label}**", f": {text}"]
    return lines


def _anchor(entry: Entry) -> str:
    return entry.code.lower()


def _heading(lesson: Lesson | None) -> str:
    return f"Lección {_short(lesson)}" if lesson else "Generales"


def _short(lesson: Lesson) -> str:
    return f"{lesson.id[:2]} · {lesson.title.split(':')[0]}"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")
