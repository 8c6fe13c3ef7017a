"""A grading run: jobs in, outcomes out, on any executor, whatever becomes of its processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait

from .job import Job, Outcome

WORKER_DIED = "the process that graded it died, twice"


def outcomes(jobs: Iterable[Job], make_executor: Callable[[], Executor], in_flight: int) -> Iterator[Outcome]:
    """Give each job's outcome as soon as it is there, in the order in which they end.

    At most `in_flight` jobs are handed to the executor at a time, so `jobs` may be long and lazy. An error of
    the grader itself makes that one job "could not be graded". When a worker process dies, what it held is
    tried again in a new executor, one job at a time: one whose worker dies again could not be graded, and the
    others are none the worse for it.
    """
    source = iter(jobs)
    again: deque[Job] = deque()
    waiting: dict[Future[Outcome], Job] = {}
    executor = make_executor()
    try:
        while True:
            most = 1 if again else in_flight
            while len(waiting) < most and (job := again[0] if again else next(source, None)) is not None:
                try:
                    future = executor.submit(_grade, job)
                except BrokenExecutor:  # an idle worker died
                    executor = make_executor()
                    future = executor.submit(_grade, job)
                waiting[future] = job
            if not waiting:
                return
            over, _ = wait(waiting, return_when=FIRST_COMPLETED)
            broken = [waiting.pop(future) for future in over if _is_broken(future)]
            for future in over & waiting.keys():
                job = waiting.pop(future)
                if again and again[0] is job:
                    again.popleft()
                yield _outcome(future, job)
            if broken:
                executor.shutdown(wait=False, cancel_futures=True)
                executor = make_executor()
                broken += waiting.values()
                waiting.clear()
                if again:
                    lost = again.popleft()
                    yield _lost(lost, WORKER_DIED)
                else:
                    again.extend(broken)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _is_broken(future: Future[Outcome]) -> bool:
    return isinstance(future.exception(), BrokenExecutor)


def _outcome(future: Future[Outcome], job: Job) -> Outcome:
    error = future.exception()
    if error is None:
        return future.result()
    return _lost(job, f"the grader failed with {type(error).__name__}: {error}")


def _lost(job: Job, reason: str) -> Outcome:
    return Outcome(job.template.assignment, job.student, reason=reason, seed=job.seed, lasting=False)


def _grade(job: Job) -> Outcome:
    from .worker import grade

    return grade(job)
