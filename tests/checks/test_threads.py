"""What a run's other threads are doing is told from where they stand, not from how long they take."""

import concurrent.futures
import threading
import time

from asyncaula.checks.threads import Activity, activity, executor_workers


def soon(condition):
    """Wait until `condition()` holds; the tests' time-out ends what never does."""
    while not condition():
        time.sleep(0.001)


def test_a_thread_that_was_woken_does_not_count_as_waiting():
    before = set(threading.enumerate())
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
        before = set(threading.enumerate())
        workers = executor_workers()
        soon(lambda: activity(before, workers) is Activity.NONE)
        busy = executor.submit(lambda: [time.sleep(0.001) for _ in iter(go_on.is_set, True)])
        soon(busy.running)
        assert activity(before, workers) is Activity.BUSY
        go_on.set()
        busy.result()
        soon(lambda: activity(before, workers) is Activity.NONE)


def test_a_job_that_an_idle_worker_was_given_is_seen_before_it_begins():
    with concurrent.futures.ThreadPoolExecutor(1) as executor:
        executor.submit(int).result()
        before = set(threading.enumerate())
        workers = executor_workers()
        soon(lambda: activity(before, workers) is Activity.NONE)
        executor._idle_semaphore.acquire()  # what submit() does, before the worker has the job in hand
        assert activity(before, workers) is Activity.BUSY
        executor._idle_semaphore.release()


def test_a_new_thread_with_the_ident_of_one_that_has_ended_is_seen():
    go_on = threading.Event()
    ended = threading.Thread(target=go_on.wait)
    ended.start()
    before = set(threading.enumerate())
    go_on.set()
    ended.join()
    stop = threading.Event()
    new = threading.Thread(target=lambda: [time.sleep(0.001) for _ in iter(stop.is_set, True)])
    new.start()
    new._ident = ended.ident  # as the system may give it, and on Linux does
    assert activity(before, set()) is not Activity.NONE
    stop.set()
    new.join()
