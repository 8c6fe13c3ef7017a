"""Diagnoses: every misconception has a short stable code, and a failing check raises it as a message.

The table itself is in `asyncaula.checks.catalogue`, a module per lesson.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .catalogue import TABLE
from .catalogue.entry import Entry
from .messages import _

if TYPE_CHECKING:
    from .result import Result
    from .timeline import Bars, Steps

MIME = "application/vnd.asyncaula.verdict+json"
"""Under which every test cell publishes its verdict."""


class UnknownDiagnosis(LookupError):
    """No diagnosis has that code."""


def lookup(code: str) -> Entry:
    """Give a diagnosis by its code; raises `UnknownDiagnosis`."""
    try:
        return TABLE[code]
    except KeyError:
        raise UnknownDiagnosis(f"no diagnosis has the code {code!r}: see asyncaula explain --all") from None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found, in the student's language: what a failing test cell shows.

    `observed` and `expected` are one line or a few each; empty where a hidden test keeps them to itself.
    """

    code: str
    observed: str = ""
    expected: str = ""
    lines: tuple[str, ...] = ()
    result: Result | None = field(default=None, repr=False)
    bars: Bars | None = field(default=None, repr=False)
    turns: Steps | None = field(default=None, repr=False)
    question: str = ""

    @property
    def entry(self) -> Entry:
        return lookup(self.code)

    @property
    def title(self) -> str:
        return _(self.entry.title)

    @property
    def heading(self) -> str:
        return f"{self.code} · {self.title}"

    def parts(self) -> list[tuple[str, str]]:
        """Give label and text of what the message says below its heading."""
        said = [(_("Qué se vio"), self.observed or _(self.entry.seen))]
        if self.expected:
            said.append((_("Qué se esperaba"), self.expected))
        said += [(_("Dónde"), line) for line in self.lines]
        said.append((_("Pregunta"), self.question or _(self.entry.question)))
        return said

    def text(self) -> str:
        """Give the whole message as plain text."""
        body = "\n".join(f"{label}: {text}" for label, text in self.parts())
        more = _("Para leer más: asyncaula explain {code}").format(code=self.code)
        return f"{self.heading}\n{body}\n{more}"

    def verdict(self, points: float, out_of: float | None) -> dict[str, Any]:
        """Give the machine-readable verdict that goes with the message."""
        return {
            "points": points,
            "max": out_of,
            "code": self.code,
            "title": self.title,
            "message": self.text(),
        }


class Diagnosis(AssertionError):
    """A check failed. Its text, and its traceback in a notebook, are the student's message and nothing else."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.text())
        self.finding = finding

    def _render_traceback_(self) -> list[str]:
        return self.finding.text().splitlines()
