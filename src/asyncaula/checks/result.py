"""What a run came to: one frozen value that can cross to another process as plain data and be judged there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, get_args

from .encoding import Opaque, SeenError, TooLarge, decode, encode, error_from_data, error_to_data, writable
from .events import KINDS, MAX_EVENTS, ROOT, Event

Outcome = Literal[
    "ok",
    "raised",
    "deadlock",
    "endless",
    "blocked",
    "timeout",
    "stuck",
    "died",
    "unreadable",
    "missing",
    "unavailable",
]
OUTCOMES: tuple[str, ...] = get_args(Outcome)
MAX_PRINTED = 20_000
MAX_LINE = 400
"""Characters that are taken over of a line, a name or a call: a process that was observed can send anything."""
_NAMES = ("never_awaited", "unretrieved", "pending", "cancelling")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the learner's: number within its cell or file, function, and text. `task` waits there."""

    line: int
    function: str
    text: str
    task: str = ROOT


@dataclass(frozen=True, slots=True)
class Blocking:
    """A call that stopped the event loop: what was called and from which line of the learner's."""

    call: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class JobSeen:
    """A laboratory job's life: when it started and ended (seconds), how (``end``, ``cancel``, ``fail`` or
    ``""`` while still running) and the task it ran in."""

    name: str
    start: float
    end: float | None
    how: str
    task: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a run came to.

    outcome: ``ok`` it returned; ``raised`` an exception; ``deadlock`` nothing was left that could wake it;
        ``endless`` it used up its budget of loop iterations; ``blocked`` it called something that stops the
        event loop; ``timeout`` the wall limit ended it; ``stuck`` nothing ended it; ``died`` its process is
        gone; ``unreadable`` what came back is no result; ``missing`` the learner has not defined a name the
        scenario needs; ``unavailable`` this system cannot run it.
    value: what came back (live after `run`, rebuilt from data after `from_data`).
    error: the exception as data; `exception` is the live one, in the process where it was raised.
    elapsed: seconds on the run's clock, exact on the virtual one; real: seconds that really went by.
    waiting: where each task stood when the run was ended. leaked: tasks left running, and where.
    never_awaited: names of coroutines that were never awaited. unretrieved: what the loop's exception
        handler was told. blocking: calls that stopped the loop. events: the timeline.
    printed: what was written to stdout and stderr, cut at `MAX_PRINTED` characters.
    pending: tasks that were not done when the scenario returned; cancelling: those of them that had been
        asked to cancel. extra: findings of probes (plain data, by name).
    """

    outcome: Outcome
    value: Any = None
    error: SeenError | None = None
    elapsed: float = 0.0
    real: float = 0.0
    waiting: tuple[Place, ...] = ()
    leaked: tuple[Place, ...] = ()
    never_awaited: tuple[str, ...] = ()
    unretrieved: tuple[str, ...] = ()
    blocking: tuple[Blocking, ...] = ()
    events: tuple[Event, ...] = ()
    printed: str = ""
    pending: tuple[str, ...] = ()
    cancelling: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    exception: BaseException | None = field(default=None, compare=False, repr=False)

    @property
    def jobs(self) -> dict[str, JobSeen]:
        """The laboratory's jobs by name, in the order they started (a second run of one: ``name#2``)."""
        open_jobs: dict[str, list[str]] = {}
        found: dict[str, JobSeen] = {}
        times: dict[str, int] = {}
        for e in self.events:
            if e.kind == "start":
                name, n = e.name, times.get(e.name, 1)
                while name in found:
                    n += 1
                    name = f"{e.name}#{n}"
                times[e.name] = n
                found[name] = JobSeen(name, e.at, None, "", e.task)
                open_jobs.setdefault(e.name, []).append(name)
            elif e.kind in ("end", "cancel", "fail") and open_jobs.get(e.name):
                names = open_jobs[e.name]
                name = next((name for name in names if found[name].task == e.task), names[0])
                names.remove(name)
                found[name] = JobSeen(name, found[name].start, e.at, e.kind, e.task)
        return found

    @property
    def starts(self) -> list[str]:
        """Names of the jobs in the order they started."""
        return [e.name for e in self.events if e.kind == "start"]

    @property
    def ends(self) -> list[str]:
        """Names of the jobs in the order they ended well."""
        return [e.name for e in self.events if e.kind == "end"]

    @property
    def cancelled(self) -> list[str]:
        """Names of the jobs that were cancelled, in that order."""
        return [e.name for e in self.events if e.kind == "cancel"]

    @property
    def marks(self) -> list[str]:
        """What the scenario wrote down with ``lab.mark``, in order."""
        return [e.name for e in self.events if e.kind == "mark"]

    @property
    def unfinished(self) -> list[str]:
        """Names of the jobs that were still running when the run was over."""
        return [j.name for j in self.jobs.values() if not j.how]

    @property
    def most_at_once(self) -> int:
        """The largest number of jobs that were in flight at the same time."""
        now = most = 0
        for e in self.events:
            if e.kind == "start":
                now += 1
                most = max(most, now)
            elif e.kind in ("end", "cancel", "fail"):
                now -= 1
        return most

    @property
    def new_tasks(self) -> int:
        """How many tasks were created besides the scenario's own."""
        return sum(e.kind == "task" for e in self.events)

    def without_names(self) -> Result:
        """Give the same run with numbers for the names of jobs and tasks, which its code may have chosen."""
        jobs: dict[str, str] = {}
        tasks = {ROOT: ROOT}
        events = []
        for e in self.events:
            known, sign = (tasks, "T") if e.kind.startswith("task") else (jobs, "")
            name = known.setdefault(e.name, f"{sign}{len(known) + (known is jobs)}")
            task = tasks.setdefault(e.task, f"T{len(tasks)}")
            events.append(replace(e, name=name, task=task, detail=None))
        return replace(self, events=tuple(events))

    def to_data(self) -> dict[str, Any]:
        """Give the result as JSON data. A value too large to cross arrives as an `Opaque`."""
        try:
            value = encode(self.value)
        except TooLarge:
            value = encode(Opaque(type(self.value).__name__, "too large"))
        return {
            "outcome": self.outcome,
            "value": value,
            "error": error_to_data(self.error) if self.error else None,
            "elapsed": self.elapsed,
            "real": self.real,
            **{key: [_place_to_data(p) for p in getattr(self, key)] for key in ("waiting", "leaked")},
            **{key: list(getattr(self, key)) for key in _NAMES},
            "printed": self.printed,
            "blocking": [[b.call, _place_to_data(b.place) if b.place else None] for b in self.blocking],
            "events": [[e.at, e.kind, e.name, e.task, encode(e.detail)] for e in self.events],
            "extra": encode(dict(self.extra)),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Result:
        """Rebuild a result from `to_data`. Raises ValueError, KeyError or TypeError on any other shape.

        Times that are no finite number, kinds of events that there are not, and more events than a run records
        are other shapes too; texts are cut where a run would have cut them.
        """
        if data["outcome"] not in OUTCOMES:
            raise ValueError(f"no such outcome: {data['outcome']!r}")
        extra = decode(data["extra"])
        if not isinstance(extra, dict):
            raise ValueError("extra is not a dict")
        return cls(
            outcome=data["outcome"],
            value=decode(data["value"]),
            error=error_from_data(data["error"]) if data["error"] else None,
            elapsed=_seconds(data["elapsed"]),
            real=_seconds(data["real"]),
            waiting=tuple(map(_place_from_data, data["waiting"])),
            leaked=tuple(map(_place_from_data, data["leaked"])),
            never_awaited=tuple(map(_line, data["never_awaited"])),
            unretrieved=tuple(map(_line, data["unretrieved"])),
            pending=tuple(map(_line, data["pending"])),
            cancelling=tuple(map(_line, data["cancelling"])),
            printed=writable(str(data["printed"])[:MAX_PRINTED]),
            blocking=tuple(
                Blocking(_line(c), _place_from_data(p) if p else None) for c, p in data["blocking"]
            ),
            events=tuple(_events(data["events"])),
            extra=extra,
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        from .timeline import timeline_html, timeline_text, turns_html, turns_text

        if "turns" in self.extra:
            return {
                "text/plain": turns_text(self.extra["turns"]),
                "text/html": turns_html(self.extra["turns"]),
            }
        return {"text/plain": timeline_text(self), "text/html": timeline_html(self)}


def _place_to_data(place: Place) -> list[Any]:
    return [getattr(place, f.name) for f in fields(Place)]


def _place_from_data(data: list[Any]) -> Place:
    line, function, text, task = data
    return Place(int(line), _line(function), _line(text), _line(task))


def _events(data: list[Any]) -> Iterator[Event]:
    if len(data) > MAX_EVENTS:
        raise ValueError(f"more than {MAX_EVENTS} events")
    for at, kind, name, task, detail in data:
        if kind not in KINDS:
            raise ValueError(f"no such kind of event: {kind!r}")
        yield Event(_seconds(at), kind, _line(name), _line(task), decode(detail))


def _seconds(value: Any) -> float:
    number = float(value)
    if not (math.isfinite(number) and number >= 0):
        raise ValueError(f"no time: {number}")
    return number


def _line(value: Any) -> str:
    return writable(str(value)[:MAX_LINE])
