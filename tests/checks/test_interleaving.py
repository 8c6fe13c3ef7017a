"""`Turns` and its probes: a race is lost every time, a protected one never; a deadlock is told at once."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque

import pytest

from asyncaula.checks.interleaving import (
    LockDeadlock,
    SharedCell,
    TracedCondition,
    TracedLock,
    TracedQueue,
    Turns,
    substituted,
)


def no_lock(cell, lock, n):
    for _ in range(n):
        cell.value += 1


def only_write_locked(cell, lock, n):
    for _ in range(n):
        value = cell.value
        with lock:
            cell.value = value + 1


def locked_apart(cell, lock, n):
    for _ in range(n):
        with lock:
            value = cell.value
        with lock:
            cell.value = value + 1


def lock_per_call(cell, lock, n):
    mine = threading.Lock()
    for _ in range(n):
        with mine:
            cell.value += 1


def protected(cell, lock, n):
    for _ in range(n):
        with lock:
            cell.value += 1


def protected_by_hand(cell, lock, n):
    for _ in range(n):
        lock.acquire()
        try:
            cell.value = cell.value + 1
        finally:
            lock.release()


mine_alone = threading.Lock()


def own_lock_of_the_module(cell, lock, n):
    for _ in range(n):
        with mine_alone:
            cell.value += 1


def increments(increment, n=3, threads=2):
    cell, lock = SharedCell(0), TracedLock()
    seen = Turns().run(*[lambda: increment(cell, lock, n)] * threads)
    return cell, lock, seen


@pytest.mark.parametrize("increment", [no_lock, only_write_locked, locked_apart, lock_per_call])
@pytest.mark.parametrize(("n", "threads"), [(1, 2), (3, 2), (5, 3)])
def test_an_unprotected_update_is_lost_every_time(increment, n, threads):
    results = set()
    for _ in range(5):
        cell, _lock, seen = increments(increment, n, threads)
        assert seen.outcome == "ok"
        assert cell.value < n * threads
        assert cell.lost_updates > 0
        results.add((cell.value, cell.lost_updates, tuple(seen.order())))
    assert len(results) == 1, "the same steps each time"


@pytest.mark.parametrize("increment", [protected, protected_by_hand])
def test_a_protected_update_is_never_lost_and_never_deadlocks(increment):
    cell, lock, seen = increments(increment, 20, 4)
    assert (seen.outcome, cell.value, cell.lost_updates) == ("ok", 80, 0)
    assert len(lock.acquisitions) == 80
    assert not seen.away


def test_a_lock_that_is_no_probe_costs_time_and_no_verdict():
    cell, _, seen = increments(own_lock_of_the_module, 2)
    assert (seen.outcome, cell.value, cell.lost_updates) == ("ok", 4, 0)
    assert any("with mine_alone:" in line for line in seen.away)


def test_values_and_exceptions_come_back():
    def fails():
        raise KeyError("k")

    seen = Turns().run(lambda: 7, fails)
    assert (seen.outcome, seen.values, seen.errors) == ("raised", (7, None), (None, "KeyError"))
    assert isinstance(seen.exceptions[1], KeyError)


def transfer_in_argument_order(a, b):
    with a, b:
        pass


def transfer_in_one_order(a, b):
    first, second = sorted((a, b), key=lambda lock: lock.name)
    with first, second:
        pass


def test_two_locks_in_opposite_orders_deadlock_every_time_and_it_is_told_at_once():
    for _ in range(5):
        a, b = TracedLock("a"), TracedLock("b")
        began = time.monotonic()
        seen = Turns().run(
            lambda: transfer_in_argument_order(a, b),  # noqa: B023
            lambda: transfer_in_argument_order(b, a),  # noqa: B023
        )
        assert seen.outcome == "deadlock"
        assert {(w.thread, w.what, w.held_by, w.holds) for w in seen.deadlock} == {
            ("hilo 1", "b", "hilo 2", ("a",)),
            ("hilo 2", "a", "hilo 1", ("b",)),
        }
        assert seen.errors.count("LockDeadlock") == 1, "the other one goes on"
        assert time.monotonic() - began < 3, "nothing waited for a limit"


def test_two_locks_in_one_order_go_through():
    a, b = TracedLock("a"), TracedLock("b")
    seen = Turns().run(lambda: transfer_in_one_order(a, b), lambda: transfer_in_one_order(b, a))
    assert (seen.outcome, seen.deadlock) == ("ok", ())


def test_a_deadlock_is_not_hidden_by_except_exception():
    a, b = TracedLock("a"), TracedLock("b")

    def swallows(x, y):
        try:
            transfer_in_argument_order(x, y)
        except Exception:
            return "tapado"

    seen = Turns().run(lambda: swallows(a, b), lambda: swallows(b, a))
    assert "LockDeadlock" in seen.errors


def test_one_thread_that_waits_for_its_own_lock_deadlocks():
    lock = TracedLock("único")

    def twice():
        with lock, lock:
            pass

    seen = Turns().run(twice)
    assert (seen.outcome, seen.errors) == ("deadlock", ("LockDeadlock",))
    reentrant = TracedLock("único", reentrant=True)

    def twice_reentrant():
        with reentrant, reentrant:
            return reentrant.locked()

    assert Turns().run(twice_reentrant).values == (True,)
    assert not reentrant.locked()


def test_a_lock_that_is_not_released_after_an_error_is_a_deadlock_for_the_next():
    lock = TracedLock("a")

    def forgets():
        lock.acquire()
        raise ValueError

    def next_one():
        with lock:
            pass

    seen = Turns().run(forgets, next_one)
    assert seen.outcome == "deadlock"
    assert seen.errors == ("ValueError", "LockDeadlock")


def test_time_outs_are_virtual():
    lock = TracedLock("a")

    def holds():
        with lock:
            inner = TracedLock("b")
            inner.acquire()
            return inner.acquire(timeout=3600)

    def tries():
        return lock.acquire(timeout=1800), lock.acquire(blocking=False)

    began = time.monotonic()
    seen = Turns().run(holds, tries)
    assert seen.values == (False, (False, False))
    assert time.monotonic() - began < 5


class Buffer:
    def __init__(self, size, check):
        self.items, self.size, self.check = deque(), size, check
        self.condition = TracedCondition()
        self.most = 0

    def put(self, item):
        with self.condition:
            while len(self.items) >= self.size:
                self.condition.wait()
            self.items.append(item)
            self.most = max(self.most, len(self.items))
            self.condition.notify()

    def get(self):
        with self.condition:
            if self.check == "if" and not self.items:
                self.condition.wait()
            while self.check == "while" and not self.items:
                self.condition.wait()
            item = self.items.popleft()
            self.condition.notify()
            return item


def test_if_instead_of_while_around_a_wait_breaks_every_time():
    for _ in range(3):
        buffer = Buffer(5, "if")
        seen = Turns().run(buffer.get, lambda: buffer.put(1), late=[buffer.get])  # noqa: B023
        assert seen.errors[0] == "IndexError"


def test_while_around_a_wait_survives_the_intruder():
    buffer = Buffer(5, "while")
    seen = Turns().run(buffer.get, lambda: [buffer.put(1), buffer.put(2)], late=[buffer.get])
    assert seen.outcome == "ok"
    assert sorted([seen.values[0], seen.values[2]]) == [1, 2]
    assert buffer.condition.waits >= 1


def test_a_wait_that_nobody_notifies_is_a_deadlock():
    buffer = Buffer(5, "while")
    seen = Turns().run(buffer.get)
    assert (seen.outcome, seen.deadlock[0].what) == ("deadlock", "condición")


def test_a_length_looked_at_without_the_lock_lets_too_many_in():
    lock, items = TracedLock(), []

    def put(item):
        if len(items) < 1:
            with lock:
                items.append(item)

    Turns().run(lambda: put(1), lambda: put(2))
    assert len(items) == 2


def test_notify_without_the_lock_is_counted_and_raises_as_ever():
    condition = TracedCondition()
    seen = Turns().run(condition.notify)
    assert (seen.errors, condition.misuses) == (("RuntimeError",), 1)


def test_polling_ends_by_the_budget():
    lock = TracedLock()

    def polls():
        while True:
            with lock:
                pass

    seen = Turns(max_steps=500).run(polls, polls)
    assert (seen.outcome, seen.errors) == ("endless", ("TooManySteps", "TooManySteps"))


def test_a_thread_that_spins_outside_the_probes_is_ended_at_the_limit():
    def spins():
        while True:
            pass

    seen = Turns().run(spins, timeout=0.3)
    assert seen.outcome == "timeout"
    assert threading.active_count() < 10


def workers(tasks, count, fn, *, sentinel=True, done=True):
    """Threads over a queue, made by the code itself."""
    todo = queue.Queue()
    results = {}

    def work():
        while (got := todo.get()) is not None:
            results[got[0]] = fn(got[1])
            if done:
                todo.task_done()
        if done:
            todo.task_done()

    threads = [threading.Thread(target=work, name=f"obrero {i}") for i in range(count)]
    for thread in threads:
        thread.start()
    for item in enumerate(tasks):
        todo.put(item)
    if sentinel:
        for _ in threads:
            todo.put(None)
    todo.join()
    for thread in threads:
        thread.join()
    return [results[i] for i in range(len(tasks))]


def test_threads_and_queues_that_the_code_makes_take_part():
    with substituted(globals()) as made:
        seen = Turns().run(lambda: workers([1, 2, 3, 4], 2, lambda x: x * x))
    (todo,) = [probe for probe in made if isinstance(probe, TracedQueue)]
    assert (seen.outcome, seen.values, seen.leftovers, seen.away) == ("ok", ([1, 4, 9, 16],), (), ())
    assert (todo.puts, todo.gets, todo.task_dones, todo.balance, todo.unfinished) == (6, 6, 6, 0, 0)
    assert len(made) == 1, "the standard library's own locks stay its own"


@pytest.mark.parametrize(
    ("options", "what"), [({"sentinel": False}, "join obrero 0"), ({"done": False}, "join de cola")]
)
def test_a_missing_sentinel_or_task_done_is_a_deadlock_told_at_once(options, what):
    with substituted(globals()):
        seen = Turns().run(lambda: workers([1, 2], 2, abs, **options))
    assert seen.outcome == "deadlock"
    assert ("hilo 1", what) in {(w.thread, w.what) for w in seen.deadlock}
    assert not any(t.name.startswith("obrero") for t in threading.enumerate())


def test_threads_that_are_left_over_are_named_and_ended():
    def leaves_one():
        todo = queue.Queue()
        threading.Thread(target=todo.get, name="olvidado", daemon=True).start()
        return "listo"

    with substituted():
        seen = Turns().run(leaves_one)
    assert (seen.outcome, seen.values, seen.leftovers) == ("ok", ("listo",), ("olvidado",))
    assert not any(t.name == "olvidado" for t in threading.enumerate())


def test_a_queue_counts_outside_turns_as_well():
    todo = TracedQueue(maxsize=2)
    todo.put(1)
    todo.put(2, timeout=0.01)
    with pytest.raises(queue.Full):
        todo.put(3, timeout=0.01)
    assert todo.get(timeout=1) == 1
    todo.task_done()
    assert (todo.puts, todo.gets, todo.balance, todo.unfinished, todo.most) == (2, 1, 0, 1, 2)
    todo.task_done()
    with pytest.raises(ValueError, match="task_done"):
        todo.task_done()
    assert todo.too_many == 1


def test_a_timed_get_and_put_raise_without_waiting():
    full = TracedQueue(maxsize=1)

    def tries():
        full.put(1)
        with pytest.raises(queue.Full):
            full.put(2, timeout=3600)
        full.get()
        with pytest.raises(queue.Empty):
            full.get(timeout=3600)

    seen = Turns().run(tries)
    assert (seen.outcome, seen.exceptions) == ("ok", (None,))


def test_probes_are_ordinary_objects_outside_turns():
    cell, lock, condition = SharedCell(1), TracedLock(), TracedCondition()
    cell.value += 1
    with lock:
        assert lock.locked()
        assert not lock.acquire(blocking=False)
    ready = []

    def wait():
        with condition:
            condition.wait_for(lambda: ready, timeout=5)

    thread = threading.Thread(target=wait)
    thread.start()
    with condition:
        ready.append(1)
        condition.notify_all()
    thread.join(5)
    assert not thread.is_alive()
    assert (cell.value, cell.lost_updates, lock.acquisitions) == (2, 0, ["MainThread"])


def test_lock_deadlock_tells_who_waits_for_whom():
    error = LockDeadlock(())
    assert not isinstance(error, Exception)
    assert error.waiting == ()
