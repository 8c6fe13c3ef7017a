"""What a run's other threads are doing is told from where they stand, not from how long they take."""

import asyncio
import concurrent.futures
import threading
import time
import weakref

from asyncaula.checks import run, submitted
from asyncaula.checks.submitted import note_submissions
from asyncaula.checks.threads import Activity, activity, executor_workers


def soon(condition):
    """Wait until `condition()` holds; the tests' time-out ends what never does."""
    while not condition():
        time.sleep(0.001)


def test_a_thread_that_was_woken_does_not_count_as_waiting():
    before = threading.enumerate()
    condition = threading.Condition()
    entered = threading.Event()

    def waits():
        with condition:
            entered.set()
            condition.wait()

    thread = threading.Thread(target=waits)
    thread.start()
    entered.wait()
    soon(lambda: activity(before, set()) is Activity.WAITING)
    with condition:  # held, so that the woken thread cannot leave wait() yet
        waiter = condition._waiters[0]
        condition.notify()
        soon(waiter.locked)
        assert activity(before, set()) is Activity.BUSY
    thread.join()
    assert activity(before, set()) is Activity.NONE


def test_an_executor_from_before_counts_only_while_it_has_a_job():
    go_on = threading.Event()
    with concurrent.futures.ThreadPoolExecutor(1) as executor:
        executor.submit(int).result()
        before = threading.enumerate()
        workers = executor_workers()
        soon(lambda: activity(before, workers) is Activity.NONE)
        busy = executor.submit(lambda: [time.sleep(0.001) for _ in iter(go_on.is_set, True)])
        soon(busy.running)
        assert activity(before, workers) is Activity.BUSY
        go_on.set()
        busy.result()
        soon(lambda: activity(before, workers) is Activity.NONE)


def test_a_job_that_an_idle_worker_was_given_is_seen_before_it_begins(monkeypatch):
    note_submissions()
    with concurrent.futures.ThreadPoolExecutor(1) as executor:
        executor.submit(int).result()
        before = threading.enumerate()
        workers = executor_workers()
        soon(lambda: activity(before, workers) is Activity.NONE)
        taken = executor.submit(int)
        taken.result()
        soon(lambda: activity(before, workers) is Activity.NONE)
        monkeypatch.setattr(taken, "_state", "PENDING")  # taken from the queue, and not begun
        monkeypatch.setattr(submitted, "_noted", [(weakref.ref(taken), weakref.ref(executor))])
        assert activity(before, workers) is Activity.BUSY


def test_a_worker_that_took_the_job_of_an_idle_one_keeps_nobody_waiting():
    """From Python 3.12 on the executor's own count of idle workers stays too low after that."""
    note_submissions()
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        concurrent.futures.wait([executor.submit(time.sleep, 0.01) for _ in range(4)])
        before = threading.enumerate()
        workers = executor_workers()
        executor._idle_semaphore.acquire()
        soon(lambda: activity(before, workers) is Activity.NONE)
        executor._idle_semaphore.release()


def test_the_clock_waits_for_a_thread_that_took_the_place_of_one_from_before():
    leave = threading.Event()
    earlier = threading.Thread(target=leave.wait)
    earlier.start()

    async def learner():
        leave.set()
        earlier.join()
        loop, answer = asyncio.get_running_loop(), asyncio.Event()

        def works():
            time.sleep(0.02)
            loop.call_soon_threadsafe(answer.set)

        threading.Thread(target=works).start()
        await asyncio.wait_for(answer.wait(), 60)

    result = run(learner, blocking="allow")
    assert (result.outcome, result.elapsed) == ("ok", 0)


def test_a_thread_that_is_being_started_counts_as_busy(monkeypatch):
    before = threading.enumerate()
    in_limbo = threading.Thread(target=int)
    monkeypatch.setitem(threading._limbo, in_limbo, in_limbo)
    assert activity(before, set()) is Activity.BUSY
