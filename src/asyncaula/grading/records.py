"""Records: what was graded, from what, and what it came to, a JSON file each; a rerun skips what they tell of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .job import Outcome, as_text

SCHEMA = 1
FOLDER = ".asyncaula"


@dataclass(frozen=True)
class CellRecord:
    """One graded cell: points of how many, the diagnosis' code and title where some were lost."""

    notebook: str
    name: str
    points: float
    max_points: float
    code: str | None
    title: str | None
    message: str | None
    reason: str | None
    needs_person: bool


@dataclass(frozen=True)
class Record:
    """One submission's outcome without its files.

    key: the fingerprint of all that the outcome follows from. reason: why it could not be graded, or None.
    seconds: real time in the worker. graded_at: UTC, ISO 8601.
    """

    assignment: str
    student: str
    key: str
    seed: int | None
    reason: str | None
    points: float | None
    max_points: float
    seconds: float
    graded_at: str
    sandbox: bool
    cells: tuple[CellRecord, ...]

    @property
    def state(self) -> str:
        """``graded`` or ``not gradable``."""
        return "graded" if self.reason is None else "not gradable"

    def to_data(self) -> dict[str, Any]:
        """Give it as JSON data: its fields, `state`, and the number of the schema."""
        return {"schema": SCHEMA, "state": self.state, **asdict(self)}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Record:
        """Rebuild it. Raises KeyError, TypeError or ValueError on data of another shape or schema."""
        if data["schema"] != SCHEMA:
            raise ValueError(f"schema {data['schema']}")
        fields = {name: data[name] for name in cls.__dataclass_fields__}
        return cls(**{**fields, "cells": tuple(CellRecord(**cell) for cell in data["cells"])})


def record_of(outcome: Outcome, key: str, max_points: float, graded_at: str, sandbox: bool) -> Record:
    """Give the record of an outcome."""
    cells = tuple(
        CellRecord(
            cell.notebook,
            cell.name,
            cell.verdict.points,
            cell.verdict.max_points,
            _text(cell.verdict.code),
            _text(cell.verdict.title),
            _text(cell.verdict.message),
            _text(cell.verdict.reason),
            cell.needs_person,
        )
        for cell in outcome.cells
    )
    return Record(
        outcome.assignment,
        outcome.student,
        key,
        outcome.seed,
        _text(outcome.reason),
        outcome.points,
        max_points,
        round(outcome.seconds, 3),
        graded_at,
        sandbox,
        cells,
    )


def _text(text: str | None) -> str | None:
    return None if text is None else as_text(text)


class RecordBook:
    """The records of a course, in its folder `.asyncaula/outcomes`."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER / "outcomes"

    def get(self, assignment: str, student: str) -> Record | None:
        """Give a submission's record, or None where there is none that can be read."""
        try:
            data = json.loads(self._path(assignment, student).read_text(encoding="utf-8"))
            return Record.from_data(data)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @contextmanager
    def put(self, record: Record) -> Iterator[None]:
        """Write a record, whole or not at all, at the end of this block if nothing is raised in it.

        What it needs of the disk it takes before.
        """
        path = self._path(record.assignment, record.student)
        with written_beside(path, json.dumps(record.to_data(), ensure_ascii=False, indent=1)):
            yield

    def drop(self, assignment: str, student: str) -> None:
        """Forget a submission's record: what it tells of is about to change."""
        self._path(assignment, student).unlink(missing_ok=True)

    def all(self) -> Iterator[Record]:
        """Give every record, by assignment and student."""
        found = []
        for path in self.folder.glob("*/*.json"):
            try:
                found.append(Record.from_data(json.loads(path.read_text(encoding="utf-8"))))
            except (OSError, ValueError, KeyError, TypeError):
                continue
        yield from sorted(found, key=lambda r: (r.assignment, r.student))

    def _path(self, assignment: str, student: str) -> Path:
        return self.folder / assignment / f"{student}.json"


class RunState:
    """The seed of a run that has begun and not ended, so that going on with it gives the same result."""

    def __init__(self, root: Path) -> None:
        self.path = root / FOLDER / "run.json"

    def has_begun(self) -> bool:
        """Tell whether a run has begun and not ended."""
        return self.path.exists()

    def begin(self, seed: int) -> int:
        """Give the seed of the run that was interrupted, or note this one as begun and give it."""
        try:
            return int(json.loads(self.path.read_text(encoding="utf-8"))["seed"])
        except (OSError, ValueError, KeyError, TypeError):
            write_whole(self.path, json.dumps({"seed": seed}))
            return seed

    def end(self) -> None:
        """Note that the run has ended."""
        self.path.unlink(missing_ok=True)


def submission_seed(run: int, assignment: str, student: str) -> int:
    """Give the seed of one submission (48 bits); it tells nothing of the run's or of another's."""
    said = f"{run}\0{assignment}\0{student}".encode()
    return int.from_bytes(hashlib.sha256(said).digest()[:6], "big")


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that a reader sees the old one or the new one, never a part."""
    with written_beside(path, text):
        pass


@contextmanager
def written_beside(path: Path, text: str) -> Iterator[None]:
    """Have the text in a file beside, which is put in its place when the block ends without an error.

    The file beside has always the same name, so that one which a killed process left does not stay.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        yield
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
