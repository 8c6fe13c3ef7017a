"""Trying a lesson's answers for real: every one in a kernel, against the tests that must tell them apart.

Runs are packed: one run of the notebook tries one answer of each exercise, so a lesson needs as many runs as
its longest list of answers, not their sum. Tests run in a kernel of their own, as when they grade: so what a
scenario needs and does not carry over is found here. Exercises are independent of each other by rule, and an answer
whose packed run was cut short is tried again by itself.
"""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from nbformat import NotebookNode
from traitlets import Bool

from ..course import Lesson
from ..grading.execute import run_notebook
from ..grading.loops import loop_of_this_thread
from ..grading.sandbox import probe
from ..grading.separate.execute import SeparateExecute
from ..verdict import Verdict, read_verdict
from .answers import Answer
from .compose import graded, instructors, tests_of


@dataclass(frozen=True)
class Trial:
    """What one answer came to: its verdicts by grade_id, in the notebook's order."""

    lesson: Lesson
    answer: Answer
    verdicts: dict[str, Verdict]

    @property
    def points(self) -> float:
        return sum(v.points for v in self.verdicts.values())

    @property
    def out_of(self) -> float:
        return sum(v.max_points for v in self.verdicts.values())

    @property
    def code(self) -> str | None:
        """The first diagnosis that it was given, as a student would see it."""
        return next((v.code for v in self.verdicts.values() if v.code), None)

    @property
    def reason(self) -> str | None:
        """Why a cell gave no verdict of its own, where one did not."""
        return next((v.reason for v in self.verdicts.values() if v.reason), None)

    @property
    def shortfall(self) -> str | None:
        """What falls short in how the tests judged the answer, or None."""
        got = f"got {self.points:g} of {self.out_of:g} points"
        if self.reason is not None:
            return f"{got}, and a test gave no verdict of its own: {self.reason}"
        match self.answer.kind:
            case "reference" | "right" if self.points != self.out_of:
                return f"{got}: {self.code}"
            case "stub" if self.points:
                return f"{got}; it must get none"
            case "wrong" if self.points >= self.out_of:
                return f"{got}; it must lose some, for {self.answer.code}"
            case "wrong" if self.code != self.answer.code:
                return f"was diagnosed {self.code}, not {self.answer.code}"
        return None


class VerdictsAlone(SeparateExecute):
    """Nobody reads the feedback of a trial."""

    looks_at_home = Bool(False)


@dataclass(frozen=True)
class Packed:
    """One run of a lesson's notebook, and the answers it tries: one of each exercise at the most."""

    lesson: Lesson
    answers: tuple[Answer, ...]


def packed(lesson: Lesson, answers: tuple[Answer, ...]) -> list[Packed]:
    """Give the runs that try all these answers, one of each exercise at a time."""
    by_exercise: dict[str, list[Answer]] = {}
    for answer in answers:
        by_exercise.setdefault(answer.exercise, []).append(answer)
    rows = zip_longest(*by_exercise.values())
    return [Packed(lesson, tuple(a for a in row if a is not None)) for row in rows]


def try_answers(
    jobs: list[Packed], workers: int, done: Callable[[], object] = lambda: None
) -> Iterator[Trial]:
    """Run jobs in `workers` threads, each with a kernel at a time; gives every answer's trial once.

    `done` is called whenever one of `jobs` is over.
    """
    tried: set[tuple[str, Path, str, str]] = set()
    notebook_of = functools.cache(instructors)
    with ThreadPoolExecutor(workers) as pool:
        waiting: dict[Future[list[Trial]], Packed] = {
            pool.submit(_run, job, notebook_of): job for job in jobs
        }
        while waiting:
            over, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in over:
                job = waiting.pop(future)
                if job in jobs:
                    done()
                for trial in future.result():
                    answer = trial.answer
                    key = (trial.lesson.id, answer.path, answer.exercise, answer.kind)
                    if key in tried:
                        continue
                    if _cut_short(trial) and len(job.answers) > 1:
                        alone = replace(job, answers=(answer,))
                        waiting[pool.submit(_run, alone, notebook_of)] = alone
                        continue
                    tried.add(key)
                    yield trial


def _cut_short(trial: Trial) -> bool:
    return any(v.reason is not None and v.code is None for v in trial.verdicts.values())


def _run(job: Packed, notebook_of: Callable[[Lesson], NotebookNode]) -> list[Trial]:
    with loop_of_this_thread(), tempfile.TemporaryDirectory(prefix="asyncaula-") as folder:
        cwd = Path(folder, "work")
        if job.lesson.files.is_dir():
            shutil.copytree(job.lesson.files, cwd)
        else:
            cwd.mkdir()
        nb = run_notebook(
            graded(notebook_of(job.lesson), job.answers), cwd, by=VerdictsAlone, sandbox=probe().works
        )
    verdicts = {
        cell.metadata.nbgrader["grade_id"]: read_verdict(cell)
        for cell in nb.cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    }
    return [Trial(job.lesson, answer, _of(answer.exercise, verdicts)) for answer in job.answers]


def _of(exercise: str, verdicts: dict[str, Verdict]) -> dict[str, Verdict]:
    return {name: verdict for name, verdict in verdicts.items() if name in tests_of(exercise)}
