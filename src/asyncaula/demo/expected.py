"""Compares what was graded with what was handed in, since in a made-up class it is known who is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from asyncaula.grading.job import Outcome, Template

from .made_up_class import HandIn, Kind


def surprises(
    hand_ins: Sequence[HandIn], outcomes: Sequence[Outcome], templates: Mapping[str, Template]
) -> list[str]:
    """A line for each exercise, or each submission, that did not come to what was handed in; none if all is
    well."""
    by_place = {(outcome.student, outcome.assignment): outcome for outcome in outcomes}
    return [
        f"{what.student}, {what.assignment}: {line}"
        for what in hand_ins
        for line in _compare(what, by_place[what.student, what.assignment], templates[what.assignment])
    ]


def _compare(what: HandIn, outcome: Outcome, template: Template) -> Iterator[str]:
    if what.kind is Kind.BROKEN:
        if outcome.reason is None:
            yield "a broken file was graded"
        return
    if outcome.reason is not None:
        yield f"could not be graded: {outcome.reason}"
        return
    if what.kind is Kind.UNTOUCHED:
        if outcome.points:
            yield f"the untouched release got {outcome.points:g} points"
        return
    earned = {cell.name: cell.verdict.points for cell in outcome.cells}
    for exercise, answer in what.answers.items():
        cells = [f"test_{exercise}", f"hidden_{exercise}"]
        got = sum(earned.get(cell, 0.0) for cell in cells)
        most = sum(worth for (_, cell), worth in template.points.items() if cell in cells)
        if answer.code is None and got < most:
            yield f"{exercise} is right and got {got:g} of {most:g}"
        elif answer.code is not None and got >= most:
            yield f"{exercise} is wrong ({answer.code}) and got all {most:g}"
