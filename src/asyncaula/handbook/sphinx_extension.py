"""What Sphinx does for this documentation beyond what it does for any."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from asyncaula.checks.catalogue import TABLE
from asyncaula.course import Course

from .diagnoses import pages

FOLDER = "diagnosticos"
IN_SPANISH = ("estudiantes", f"{FOLDER}/")
_TERM = re.compile(r"([a-z_]+(?: and [a-z_]+)?): ")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what follows with Sphinx."""
    app.connect("builder-inited", write_diagnoses)
    app.connect("autodoc-process-docstring", list_terms)
    app.connect("html-page-context", tell_language)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def write_diagnoses(app: Sphinx) -> None:
    """Write the pages of diagnoses where Sphinx reads pages; one that no longer has an entry goes."""
    folder = Path(app.srcdir) / FOLDER
    folder.mkdir(exist_ok=True)
    written = pages(Course.find(folder), TABLE)
    for left in folder.glob("*.md"):
        if left.stem not in written:
            left.unlink()
    for name, text in written.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def list_terms(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Make a list of a docstring's paragraphs in which lines begin with a name and a colon."""
    paragraph, made = False, list[str]()
    for line in lines:
        begins = _TERM.match(line)
        if begins:
            made += [] if paragraph else [""]
            made.append(f"- **{begins[1]}**: {line[begins.end() :]}")
        else:
            made.append(f"  {line.strip()}" if paragraph and line.strip() else line)
        paragraph = bool(begins) or (paragraph and bool(line.strip()))
    lines[:] = made


def tell_language(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    """Say in the page itself that it is in Spanish, for screen readers and translators, where it is."""
    if page.startswith(IN_SPANISH):
        context["language"] = "es"
