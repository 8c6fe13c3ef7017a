"""`SteppedExecutor`: jobs complete one step at a time, in the order that a check dictates."""

from __future__ import annotations

import asyncio
import queue
import threading
from concurrent.futures import FIRST_COMPLETED, as_completed, wait

import pytest

from asyncaula.checks.interleaving import SteppedExecutor


def square(x):
    return x * x


def fail(x):
    raise ValueError(x)


def test_a_wait_for_one_job_leaves_the_others_untouched():
    for _ in range(20):
        with SteppedExecutor() as executor:
            jobs = [executor.submit(square, x) for x in range(3)]
            wait(jobs[:1])
            assert [job.cancel() for job in jobs[1:]] == [True, True]


def test_submitting_all_first_is_told_from_waiting_for_each():
    with SteppedExecutor() as one_by_one:
        assert [one_by_one.submit(square, x).result() for x in range(50)] == [x * x for x in range(50)]
    with SteppedExecutor() as all_first:
        jobs = [all_first.submit(square, x) for x in range(4)]
        assert [job.result() for job in jobs] == [0, 1, 4, 9]
    assert (one_by_one.most_pending, all_first.most_pending) == (1, 4)


def test_a_set_goes_through_futures_by_number():
    for _ in range(20):
        with SteppedExecutor() as executor:
            jobs = [executor.submit(square, x) for x in range(7)]
            jobs.reverse()
            assert [job.number for job in set(jobs)] == list(range(7))


def test_map_submits_all_first():
    with SteppedExecutor() as executor:
        assert list(executor.map(square, range(3))) == [0, 1, 4]
    assert executor.most_pending == 3


def test_jobs_complete_in_the_dictated_order_every_time():
    for _ in range(20):
        with SteppedExecutor(order=[2, 0, 1]) as executor:
            jobs = [executor.submit(square, x) for x in range(3)]
            assert [job.number for job in as_completed(jobs)] == [2, 0, 1]
        assert [n for what, n in executor.log if what == "done"] == [2, 0, 1]


def test_no_job_begins_before_somebody_waits_and_no_second_one_before_they_wait_again():
    """The first success can cancel all others, which a race would decide in a real pool."""
    for _ in range(20):
        with SteppedExecutor(order=[1, 2, 0]) as executor:
            jobs = [executor.submit(fn, i) for i, fn in enumerate([square, fail, square, square])]
            first = next(job for job in as_completed(jobs) if job.exception() is None)
            cancelled = [job.cancel() for job in jobs if job is not first]
        assert (first.number, cancelled) == (2, [True, False, True])
        assert executor.cancelled == [0, 3]
        begun = [n for what, n in executor.log if what == "begin"]
        assert begun == [1, 2]


def test_wait_for_the_first_steps_once():
    with SteppedExecutor(order=[1]) as executor:
        jobs = [executor.submit(square, x) for x in range(3)]
        done, pending = wait(jobs, return_when=FIRST_COMPLETED)
        assert ({job.number for job in done}, len(pending)) == ({1}, 2)
        assert sum(what == "begin" for what, _ in executor.log) == 1


def test_an_exception_belongs_to_its_future():
    with SteppedExecutor() as executor:
        job = executor.submit(fail, 3)
        with pytest.raises(ValueError, match="3"):
            job.result()
    assert ("failed", 0) in executor.log


def test_a_shutdown_can_cancel_what_is_left_and_takes_nothing_more():
    executor = SteppedExecutor()
    job = executor.submit(square, 1)
    executor.shutdown(cancel_futures=True)
    assert job.cancelled()
    with pytest.raises(RuntimeError):
        executor.submit(square, 1)


def test_it_serves_an_event_loop():
    async def main():
        loop = asyncio.get_running_loop()
        jobs = [loop.run_in_executor(executor, square, x) for x in range(3)]
        return await asyncio.gather(*jobs)

    with SteppedExecutor(order=[2, 1, 0]) as executor:
        assert asyncio.run(main()) == [0, 1, 4]
    assert [n for what, n in executor.log if what == "done"] == [2, 1, 0]


def test_it_leaves_no_thread_even_without_a_shutdown():
    executor = SteppedExecutor()
    assert executor.submit(square, 2).result() == 4
    executor.shutdown()
    assert not any(t.name == "stepped executor" for t in threading.enumerate())


def test_a_queue_that_callbacks_fill_is_waited_for_like_any_other():
    for _ in range(20):
        with SteppedExecutor(order=[1, 2, 0]) as executor:
            jobs = [executor.submit(square, x) for x in range(3)]
            done = queue.Queue()
            for job in jobs:
                job.add_done_callback(done.put)
            assert done.get().number == 1
            assert [job.cancel() for job in jobs] == [True, False, True]


def test_a_busy_job_has_begun_before_the_first_one_completes_and_is_the_last():
    with SteppedExecutor(order=[1, 0], busy=[2]) as executor:
        jobs = [executor.submit(square, x) for x in range(4)]
        assert next(as_completed(jobs)).number == 1
        assert [job.cancel() for job in jobs] == [True, False, False, True]
        assert wait(jobs).not_done == set()
    assert [step for step in executor.log if step[0] in ("begin", "done")] == [
        ("begin", 2), ("begin", 1), ("done", 1), ("done", 2)
    ]  # fmt: skip


def test_asking_again_and_again_is_told_from_waiting():
    with SteppedExecutor(order=[1]) as executor:
        jobs = [executor.submit(square, x) for x in range(2)]
        while not all(job.done() for job in jobs):
            pass
    assert executor.polled == 2
    with SteppedExecutor() as executor:
        jobs = [executor.submit(square, x) for x in range(9)]
        while [job for job in jobs if not job.done()]:
            wait(jobs, return_when=FIRST_COMPLETED)
            wait(jobs)
    assert executor.polled == 0
