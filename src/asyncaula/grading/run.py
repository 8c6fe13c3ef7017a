"""A grading run: jobs in, outcomes out, on any executor."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, as_completed

from .job import Job, Outcome


def local_executor(workers: int | None = None) -> ProcessPoolExecutor:
    """A pool of long-lived processes on this machine, one for each core unless told otherwise.

    They are spawned, not forked, so that none of them inherits a thread, a lock or an open gradebook.
    """
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers or os.cpu_count() or 1, mp_context=context, initializer=_warm_up)


def outcomes(jobs: Iterable[Job], executor: Executor) -> Iterator[Outcome]:
    """Each job's outcome as soon as it is there, in the order in which they end.

    An error of the grader itself in one job makes that one "could not be graded"; `BrokenExecutor` is
    raised when a worker process dies, and what was not yet given is lost.
    """
    waiting = {executor.submit(_grade, job): job for job in jobs}
    for future in as_completed(waiting):
        job = waiting[future]
        try:
            yield future.result()
        except BrokenExecutor:
            raise
        except Exception as error:
            reason = f"the grader failed with {type(error).__name__}: {error}"
            yield Outcome(job.template.assignment, job.student, reason=reason)


def _grade(job: Job) -> Outcome:
    from .worker import grade

    return grade(job)


def _warm_up() -> None:
    """Import what costs seconds once, before the first job."""
    from . import worker  # noqa: F401
