"""What a person sees of the demonstration: how far it is, and the table at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from asyncaula.grading.job import Outcome

T = TypeVar("T")
NOT_GRADABLE = "not gradable"
MISSING = "—"


def followed(items: Iterable[T], total: int, what: str, console: Console) -> Iterator[T]:
    """The items as they come: under a progress bar on a terminal, with a plain line now and then
    elsewhere."""
    if console.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console) as bar:
            yield from bar.track(items, total=total, description=what)
        return
    step = max(1, total // 8)
    for done, item in enumerate(items, start=1):
        yield item
        if done % step == 0 or done == total:
            console.print(f"{what}: {done} of {total}", highlight=False)


def results_table(
    outcomes: Sequence[Outcome], students: Sequence[str], max_points: dict[str, float]
) -> Table:
    """A row for each student: points for each assignment of `max_points`, their sum, the seconds it took."""
    by_place = {(outcome.student, outcome.assignment): outcome for outcome in outcomes}
    table = Table(title="Points")
    table.add_column("student", no_wrap=True)
    for assignment, most in max_points.items():
        table.add_column(f"{assignment}\n(of {most:g})", justify="right")
    table.add_column(f"total\n(of {sum(max_points.values()):g})", justify="right")
    table.add_column("seconds", justify="right")
    for student in students:
        own = [by_place.get((student, assignment)) for assignment in max_points]
        total = sum(outcome.points or 0.0 for outcome in own if outcome)
        seconds = sum(outcome.seconds for outcome in own if outcome)
        table.add_row(student, *map(_points, own), f"{total:g}", f"{seconds:.1f}")
    return table


def _points(outcome: Outcome | None) -> str:
    if outcome is None:
        return MISSING
    return f"[red]{NOT_GRADABLE}[/red]" if outcome.points is None else f"{outcome.points:g}"
