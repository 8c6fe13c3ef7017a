"""The outcome of a run as JUnit XML: a suite a submission, a case a graded cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite

from ..records import CellRecord, Record

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(records: Sequence[Record]) -> str:
    """Give the XML text.

    A cell with all its points passed, one with fewer failed with its diagnosis, one that waits for a person
    is skipped, and a submission that could not be graded is one case in error.
    """
    xml = JUnitXml("asyncaula")
    for record in records:
        suite = TestSuite(f"{record.assignment}/{record.student}")
        suite.timestamp = record.graded_at
        if record.reason is not None:
            case = TestCase("grading", f"{record.assignment}.{record.student}", record.seconds)
            case.result = [Error(_clean(record.reason), "not gradable")]
            suite.add_testcase(case)
        for cell in record.cells:
            suite.add_testcase(_case(record, cell))
        xml.add_testsuite(suite)
    text: bytes = xml.tostring()  # type: ignore[no-untyped-call]
    return text.decode("utf-8")


def _case(record: Record, cell: CellRecord) -> TestCase:
    case = TestCase(f"{cell.notebook}:{cell.name}", f"{record.assignment}.{record.student}")
    if cell.needs_person:
        case.result = [Skipped("needs a person")]
    elif cell.points < cell.max_points:
        said = f"{cell.points:g} of {cell.max_points:g}: {cell.code or ''} {cell.title or cell.reason or ''}"
        failure = Failure(_clean(said.strip()), cell.code or "no verdict")
        failure.text = _clean(cell.message or "")
        case.result = [failure]
    return case


def _clean(text: str) -> str:
    """Leave out what XML 1.0 cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
