"""What a timeline shows: its rows, and the ticks of its axis."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..messages import _, ngettext
from ..result import Result

Bars = tuple[tuple[str, float, float], ...]
"""Expected bars: job, start and end in seconds."""
State = Literal["end", "cancel", "fail", "open"]
MOST_ROWS = 30
MOST_TICKS = 8
_TASK_ENDS = {"task_end": "end", "task_cancel": "cancel", "task_fail": "fail"}


@dataclass(frozen=True)
class Row:
    """One bar: its label, start and end in seconds, how it ended (``open``: it did not), and whether it is a
    job of the laboratory or a task that ran none."""

    label: str
    start: float
    end: float
    state: State
    is_job: bool = True


def rows_of(result: Result) -> list[Row]:
    """Give a row for every job in the order they started, then one for every task that ran no job."""
    jobs = result.jobs
    last = max([result.elapsed, *(e.at for e in result.events)])
    rows = []
    for job in jobs.values():
        end = last if job.end is None else job.end
        state: State = job.how if job.how in ("end", "cancel", "fail") else "open"  # type: ignore[assignment]
        rows.append(Row(job.name, job.start, end, state))
    return rows + _tasks(result, {job.task for job in jobs.values()}, last)


def _tasks(result: Result, with_jobs: set[str], last: float) -> list[Row]:
    births = {e.name: e.at for e in result.events if e.kind == "task" and e.name not in with_jobs}
    ends = {e.name: e for e in result.events if e.kind in _TASK_ENDS}
    rows = []
    for name, birth in births.items():
        over = ends.get(name)
        state: State = _TASK_ENDS[over.kind] if over else "open"  # type: ignore[assignment]
        rows.append(Row(name, birth, over.at if over else last, state, is_job=False))
    return rows


def rows_expected(bars: Bars) -> list[Row]:
    """Give the rows of expected bars."""
    return [Row(name, start, end, "end") for name, start, end in bars]


def shown(rows: list[Row]) -> tuple[list[Row], str]:
    """Give the rows there is room for, and a note of how many there are besides."""
    more = len(rows) - MOST_ROWS
    if more <= 0:
        return rows, ""
    return rows[:MOST_ROWS], ngettext("… y {n} más", "… y {n} más", more).format(n=more)


def span(groups: Iterable[list[Row]], at_least: float) -> float:
    """Give the seconds that an axis has to reach."""
    return max([at_least, *(row.end for rows in groups for row in rows)]) or 1.0


def ticks(seconds: float) -> list[float]:
    """Give round times from 0 to `seconds`, at most about `MOST_TICKS` of them."""
    rough = seconds / MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough * (1 - 1e-9))
    if seconds >= 2 and step < 1:
        step = 1.0
    return [round(step * i, 9) for i in range(int(seconds / step + 1e-9) + 1)]


def summary(result: Result) -> str:
    """Give the caption: total time and how many were in flight at once."""
    return _("t = {t} s · a la vez: {n}").format(t=f"{result.elapsed:g}", n=result.most_at_once)
