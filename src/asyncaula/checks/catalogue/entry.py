"""The shape of one row in the table of diagnoses."""

from __future__ import annotations

import re
from dataclasses import dataclass

CODE = re.compile(r"E\d{2,4}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One misconception.

    code: ``E07``; shared ones have two digits, a lesson's own the lesson's number first (``E401`` is of
    lesson 04, ``E1101`` of lesson 11). title: what it is called, lower case. seen: what such code does.
    why: the idea behind it and what is true instead. question: one question that leads to the next step,
    never the solution. lessons: which ones to review. All texts are in Spanish, marked for translation.
    """

    code: str
    title: str
    seen: str
    why: str
    question: str
    lessons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is not a code such as E07 or E1101")
        for name in ("title", "seen", "why", "question"):
            if not getattr(self, name).strip():
                raise ValueError(f"{self.code}: the {name} is empty")
        if not self.question.rstrip().endswith("?"):
            raise ValueError(f"{self.code}: the question is not a question")
