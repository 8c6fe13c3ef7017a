"""Compares what was graded with what was handed in, since in a made-up class it is known who is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asyncaula.authoring.compose import tests_of
from asyncaula.grading.records import Record

from .made_up_class import HandIn, Kind


def surprises(hand_ins: Sequence[HandIn], records: Sequence[Record]) -> list[str]:
    """A line for each exercise, or each submission, that did not come to what was handed in; none if all is
    well."""
    by_place = {(record.student, record.assignment): record for record in records}
    return [
        f"{what.student}, {what.assignment}: {line}"
        for what in hand_ins
        for line in _compare(what, by_place.get((what.student, what.assignment)))
    ]


def _compare(what: HandIn, record: Record | None) -> Iterator[str]:
    if record is None:
        yield "was not graded at all"
        return
    if what.kind is Kind.BROKEN:
        if record.reason is None:
            yield "a broken file was graded"
        return
    if record.reason is not None:
        yield f"could not be graded: {record.reason}"
        return
    if what.kind is Kind.UNTOUCHED:
        if record.points:
            yield f"the untouched release got {record.points:g} points"
        return
    for exercise, answer in what.answers.items():
        own = [cell for cell in record.cells if cell.name in tests_of(exercise)]
        got, most = sum(cell.points for cell in own), sum(cell.max_points for cell in own)
        if answer.code is None and got < most:
            yield f"{exercise} is right and got {got:g} of {most:g}"
        elif answer.code is not None and got >= most:
            yield f"{exercise} is wrong ({answer.code}) and got all {most:g}"
