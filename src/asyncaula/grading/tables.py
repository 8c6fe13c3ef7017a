"""What a person sees of a run: how far it is, and the table at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from .records import Record

T = TypeVar("T")
NOT_GRADABLE = "not gradable"
MISSING = "—"
WIDE = 6
"""Assignments whose names have room side by side."""


class RateColumn(ProgressColumn):
    """How many are done in a minute."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{60 * speed:.0f} a minute")


def followed(items: Iterable[T], total: int, what: str, console: Console) -> Iterator[T]:
    """Give the items as they come: under a progress bar with rate and time left on a terminal, with a plain
    line now and then elsewhere."""
    if console.is_terminal:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            RateColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=console) as bar:
            yield from bar.track(items, total=total, description=what)
        return
    step = max(1, total // 8)
    for done, item in enumerate(items, start=1):
        yield item
        if done % step == 0 or done == total:
            console.print(f"{what}: {done} of {total}", highlight=False)


def points_table(rows: dict[str, dict[str, Record]], worth: dict[str, float]) -> Table:
    """Give a row for each student: points for each assignment of `worth`, their sum, the seconds it took.

    More than `WIDE` assignments go by their number, `01` for `01_hilos_y_colas`, so that no figure is cut short.
    """
    crowded = len(worth) > WIDE
    table = Table(title="Points", padding=0 if crowded else (0, 1))
    figures: dict[str, Any] = {"justify": "right", "overflow": "fold"}
    table.add_column("student", no_wrap=True)
    for assignment, most in worth.items():
        name = assignment.split("_")[0] if crowded else assignment
        table.add_column(f"{name}\nof {most:g}" if crowded else f"{name}\n(of {most:g})", **figures)
    table.add_column(f"total\nof {sum(worth.values()):g}", **figures)
    table.add_column("sec." if crowded else "seconds", **figures)
    not_gradable = "×" if crowded else NOT_GRADABLE
    for student, own in rows.items():
        total = sum(record.points or 0.0 for record in own.values())
        seconds = sum(record.seconds for record in own.values())
        cells = [_points(own.get(assignment), not_gradable) for assignment in worth]
        table.add_row(Text(student), *cells, f"{total:g}", f"{seconds:.1f}")
    if crowded:
        table.caption = f"{MISSING} nothing handed in, × {NOT_GRADABLE}"
    return table


def class_table(records: Sequence[Record], students: Sequence[str] = ()) -> Table:
    """Give the table of these records; every one of `students` has a row, also without a record."""
    rows: dict[str, dict[str, Record]] = {student: {} for student in students}
    for record in records:
        rows.setdefault(record.student, {})[record.assignment] = record
    worth = {r.assignment: r.max_points for r in sorted(records, key=lambda r: r.assignment)}
    return points_table(rows, worth)


def _points(record: Record | None, not_gradable: str) -> str:
    if record is None:
        return MISSING
    return f"[red]{not_gradable}[/red]" if record.points is None else f"{record.points:g}"


@dataclass(frozen=True)
class Tally:
    """The counts of a run: its records, how many of them were left as they were, real seconds."""

    records: Sequence[Record]
    unchanged: int
    seconds: float

    @property
    def not_gradable(self) -> list[Record]:
        """The records of what could not be graded."""
        return [record for record in self.records if record.reason is not None]

    def sentence(self) -> str:
        """Give the counts in one line."""
        failed = len(self.not_gradable)
        graded = len(self.records) - self.unchanged - sum(r.reason is not None for r in self.records)
        return (
            f"{max(graded, 0)} graded, {failed} could not be graded, {self.unchanged} unchanged, "
            f"in {self.seconds:.0f} s"
        )
