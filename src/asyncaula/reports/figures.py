"""The numbers of the class report: how grades spread, how hard each exercise is and how well it tells apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import StatisticsError, correlation, mean, median

from .classroom import Classroom, Item, Work

BINS = 10
FEW = 5
"""Fewer hand-ins than this say nothing about how well an exercise tells students apart."""
LOW_SHARE = 0.6
"""A student with less than this share of the points handed in for needs help."""


@dataclass(frozen=True)
class Analysis:
    """How one exercise did.

    tried: hand-ins graded. success: mean share of its points (the item's easiness, 0 to 1). full: share of hand-ins
    with all of them. discrimination: correlation of its points with the rest of the assignment's (corrected
    item-total correlation, -1 to 1), None where there are too few or no spread. common: its most frequent diagnosis.
    """

    item: Item
    tried: int
    success: float
    full: float
    discrimination: float | None
    common: str | None


@dataclass(frozen=True)
class Help:
    """A student who needs help: the share of points reached in what was handed in, what is missing, and the
    diagnoses met most often."""

    student: str
    share: float
    missing: tuple[str, ...]
    codes: tuple[str, ...]


def total_shares(room: Classroom) -> dict[str, float]:
    """Give each student's share of all points there are, 0 to 1; what was not handed in counts 0.

    Left out are students with a hand-in that a person has to grade first: their total is not known.
    """
    whole = sum(room.worth.values())
    shares = {}
    for student in room.students:
        works = room.of_student(student).values()
        if not any(w.score is None for w in works):
            shares[student] = sum(w.score or 0.0 for w in works) / whole if whole else 0.0
    return shares


def histogram(shares: list[float]) -> list[int]:
    """Count shares in `BINS` equal bins from 0 to 1; a share of 1 is in the last."""
    counts = [0] * BINS
    for share in shares:
        counts[min(int(share * BINS + 1e-9), BINS - 1)] += 1
    return counts


def summary(shares: list[float]) -> dict[str, float]:
    """Give mean and median, or nothing of nobody."""
    return {"mean": mean(shares), "median": median(shares)} if shares else {}


def analyses(room: Classroom) -> list[Analysis]:
    """Analyse every exercise, in the course's order."""
    return [_analyse(item, _graded(room, item.assignment)) for item in room.items]


def _graded(room: Classroom, assignment: str) -> list[Work]:
    return [w for w in room.works if w.assignment == assignment and w.score is not None]


def _analyse(item: Item, works: list[Work]) -> Analysis:
    own = [w.items.get(item.name, 0.0) for w in works]
    rest = [sum(w.items.values()) - points for w, points in zip(works, own, strict=True)]
    codes = Counter(w.codes[item.name] for w in works if item.name in w.codes)
    return Analysis(
        item=item,
        tried=len(works),
        success=mean(own) / item.max_points if own and item.max_points else 0.0,
        full=mean(points >= item.max_points - 1e-9 for points in own) if own else 0.0,
        discrimination=_correlation(own, rest),
        common=min(codes, key=lambda code: (-codes[code], code)) if codes else None,
    )


def _correlation(own: list[float], rest: list[float]) -> float | None:
    if len(own) < FEW:
        return None
    try:
        return correlation(own, rest)
    except StatisticsError:  # no spread in one of them
        return None


def misconceptions(room: Classroom) -> list[tuple[str, int, int]]:
    """Count the diagnoses over the class: (code, exercises it was met in, students who met it), most met first."""
    met = Counter(code for w in room.works for code in w.codes.values())
    who = {code: {w.student for w in room.works if code in w.codes.values()} for code in met}
    return sorted(
        ((code, times, len(who[code])) for code, times in met.items()),
        key=lambda row: (-row[2], -row[1], row[0]),
    )


def need_help(room: Classroom) -> list[Help]:
    """Give the students with a low share of the points of what they handed in, or with nothing handed in."""
    found = []
    for student in room.students:
        works = room.of_student(student)
        graded = [w for w in works.values() if w.score is not None]
        most = sum(room.worth[w.assignment] for w in graded)
        share = sum(w.score or 0.0 for w in graded) / most if most else 0.0
        missing = tuple(a for a in room.worth if a not in works)
        if share < LOW_SHARE or len(missing) > len(room.worth) / 2:
            codes = Counter(code for w in graded for code in w.codes.values())
            common = sorted(codes, key=lambda code: (-codes[code], code))[:3]
            found.append(Help(student, share, missing, tuple(common)))
    return sorted(found, key=lambda h: (h.share, h.student))
