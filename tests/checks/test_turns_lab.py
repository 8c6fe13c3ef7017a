"""`lab.turns`: threads in a scenario end as loops do, with an outcome, lines and a picture."""

from __future__ import annotations

import threading
import time

import pytest

from asyncaula.checks import Result, trace
from asyncaula.checks.diagnosis import Diagnosis
from asyncaula.checks.expectation import expect
from asyncaula.checks.interleaving import SharedCell, TracedCondition, TracedLock, rest, share, work
from asyncaula.checks.points import hidden
from asyncaula.checks.timeline import turns_html, turns_text
from asyncaula.checks.timeline.turns import FIRST, LAST


def embrace(lab):
    a, b = TracedLock("a"), TracedLock("b")

    def one(first, second):
        with first, second:
            pass

    lab.turns(lambda: one(a, b), lambda: one(b, a))


def polls(lab):
    lock = TracedLock()

    def ask():
        while True:
            with lock:
                pass

    lab.turns(ask)


def test_a_deadlock_of_threads_is_the_runs_outcome_with_the_lines_where_they_stand():
    seen = trace(embrace)
    assert seen.outcome == "deadlock"
    assert [place.text for place in seen.waiting] == ["with first, second:"] * 2
    assert {tuple(w) for w in seen.extra["stuck"]} == {("hilo 1", "b", "hilo 2"), ("hilo 2", "a", "hilo 1")}
    assert Result.from_data(seen.to_data()).extra["turns"] == seen.extra["turns"]


def test_threads_that_go_round_without_end_are_endless():
    assert trace(polls).outcome == "endless"


def test_what_a_thread_raises_is_raised_in_the_scenario():
    def fails(lab):
        lab.turns(lambda: None, lambda: {}["k"])

    with pytest.raises(KeyError):
        trace(fails)


def test_time_sleep_of_a_learner_is_virtual_and_written_down():
    def sleeps(lab):
        return lab.turns(lambda: time.sleep(3600)).order("sleep")

    began = time.monotonic()
    assert trace(sleeps).value == [("hilo 1", "sleep", "")]
    assert time.monotonic() - began < 5


def test_work_lets_all_others_begin_and_the_shorter_one_ends_first():
    def shift(lab):
        return [s.what for s in lab.turns(*(lambda n=n: work(str(n), n) for n in (9, 2, 5))).steps]

    assert trace(shift).value == ["9", "2", "5", "2", "5", "9"]


def test_rest_is_over_when_nobody_else_can_go_on():
    def day(lab):
        told = []
        lab.turns(lambda: (rest(1), told.append("tarde")), lambda: (work("labor", 50), told.append("antes")))
        return told

    assert trace(day).value == ["antes", "tarde"]


def test_a_value_read_under_a_lock_and_written_after_it_is_lost_every_time():
    def late_write(lab):
        cell, lock = SharedCell(0), TracedLock()

        def add():
            with lock:
                value = cell.value
            cell.value = value + 1

        lab.turns(add, add)
        return cell.value, cell.lost_updates, cell.bare_reads, cell.bare_writes

    assert trace(late_write).value == (1, 1, 0, 2)


def test_a_shared_attribute_is_read_and_written_as_before_and_loses_updates():
    class Account:
        def __init__(self):
            self.balance = 5

    def race(lab):
        account = Account()
        cell = share(account, "balance", "saldo")

        def add():
            account.balance += 1

        lab.turns(add, add)
        return account.balance, cell.lost_updates, type(account).__name__, isinstance(account, Account)

    assert trace(race).value == (6, 1, "Account", True)


def test_a_waiter_that_was_notified_waits_for_who_has_the_lock():
    def keeps(lab):
        condition = TracedCondition()

        def wait():
            with condition:
                condition.wait()

        def notify_and_keep():
            condition.acquire()
            condition.notify()

        lab.turns(wait, notify_and_keep)

    assert trace(keeps).extra["stuck"] == [("hilo 1", "condición", "hilo 2")]


def test_semaphores_that_the_code_makes_take_part_with_virtual_time_outs():
    def guarded(lab):
        inside, most = [], []

        def use(one):
            with one:
                inside.append(1)
                most.append(len(inside))
                work("labor", 5)
                inside.pop()

        (one,) = lab.turns(lambda: threading.BoundedSemaphore(2)).values
        seen = lab.turns(*[lambda: use(one)] * 4)
        (none,) = lab.turns(lambda: threading.Semaphore(0)).values
        late = lab.turns(lambda: (none.acquire(timeout=3600), none.release(), none.acquire()))
        return max(most), seen.away, late.values[0]

    assert trace(guarded).value == (2, (), (False, None, True))


STEPS = [
    ("A", "want", "candado", None),
    ("A", "acquire", "candado", None),
    ("B", "want", "candado", None),
    ("A", "write", "<celda>", 1),
    ("A", "get", "cola", "x"),
    ("A", "release", "candado de cola", None),
]


def test_the_table_has_a_column_per_thread_and_leaves_out_what_tells_nothing():
    assert turns_text(STEPS).splitlines() == [
        "A                  │ B",
        "toma candado       │",
        "                   │ espera candado",
        "escribe <celda>: 1 │",
        "saca de cola: 'x'  │",
    ]
    assert "&lt;celda&gt;" in turns_html(STEPS)
    assert "<celda>" not in turns_html(STEPS)


def test_a_long_table_is_cut_in_the_middle():
    long = [("A", "write", "celda", n) for n in range(200)]
    lines = turns_text(long).splitlines()
    assert len(lines) == 1 + FIRST + 1 + LAST
    assert lines[-1].endswith("199")


def test_the_picture_goes_with_a_visible_finding_and_not_with_a_hidden_one():
    result = trace(embrace)
    with pytest.raises(Diagnosis) as seen:
        expect(result).finishes()
    assert seen.value.finding.turns == result.extra["turns"]
    score = hidden(1)
    with score(1):
        expect(result).finishes()
    with pytest.raises(Diagnosis) as secret:
        score.earned()
    assert secret.value.finding.turns is None
    assert threading.active_count() < 10
