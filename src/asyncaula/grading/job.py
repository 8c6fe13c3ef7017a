"""What goes into the grading of one submission, and what it came to. Both are plain, frozen and picklable."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .verdict import Verdict


@dataclass(frozen=True)
class Template:
    """One assignment as released, in a course root of its own that is only ever copied.

    `root` holds `nbgrader_config.py`, the assignment's `source/` folder and a gradebook that knows this
    assignment and nobody's grades. `notebooks` are the names without suffix, `points` what each graded cell
    is worth by (notebook, cell).
    """

    assignment: str
    root: Path
    notebooks: tuple[str, ...]
    points: dict[tuple[str, str], float]

    @property
    def max_points(self) -> float:
        """The sum over all graded cells."""
        return sum(self.points.values())


@dataclass(frozen=True)
class Job:
    """One student's submission of one assignment. `submission` is the folder with the files handed in.

    seed: what its hidden tests draw from, so that a verdict can be replayed; None draws a fresh one.
    sandbox: whether its kernels are walled in; the grader's own answers may go without.
    """

    template: Template
    student: str
    submission: Path
    with_feedback: bool = False
    seed: int | None = None
    sandbox: bool = True


@dataclass(frozen=True)
class GradedCell:
    """What one graded cell came to; `needs_person` where only a person can grade it."""

    notebook: str
    name: str
    verdict: Verdict
    needs_person: bool = False


def as_text(text: str) -> str:
    """Give the text so that any file can hold it: a half of a character (names of files in another encoding
    come as such) is written out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@dataclass(frozen=True)
class Outcome:
    """What grading one submission came to.

    Either `reason` is None and `cells` has every graded cell, or the submission could not be graded, which
    is not the same as 0 points, and `reason` says why in one sentence. `untouched` are the answers, by
    (notebook, cell), that are as they were released. `files` are the autograded folder's files and
    `feedback` the feedback's, by path relative to their folder. `seconds` is real time in the worker, `seed`
    what its hidden tests drew from. Where the fault is this machine's or the grader's, not `lasting`: another
    try may well come to something else.
    """

    assignment: str
    student: str
    cells: tuple[GradedCell, ...] = ()
    reason: str | None = None
    untouched: frozenset[tuple[str, str]] = frozenset()
    seconds: float = 0.0
    seed: int | None = None
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    feedback: dict[str, bytes] = field(default_factory=dict, repr=False)
    lasting: bool = True

    @property
    def points(self) -> float | None:
        """The sum over the graded cells, or None when the submission could not be graded."""
        return None if self.reason is not None else sum(cell.verdict.points for cell in self.cells)
