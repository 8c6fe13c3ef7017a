"""A `threading.Lock` held across an await is told at once, and every other use of one is left alone."""

from __future__ import annotations

import threading

import pytest

from asyncaula.checks import run

HELD = """
import asyncio
import threading
from threading import Lock

OF_THE_MODULE = threading.Lock()


async def turn(lock):
    with lock:
        await asyncio.sleep(1)


async def two(make):
    lock = make()
    await asyncio.gather(turn(lock), turn(lock))


async def by_module(lab=None):
    await two(threading.Lock)


async def by_name(lab=None):
    await two(Lock)


async def made_before(lab=None):
    await two(lambda: OF_THE_MODULE)


class Account:
    lock = threading.Lock()


async def of_a_class(lab=None):
    await two(lambda: Account().lock)
"""

HARMLESS = """
import asyncio
import threading


async def never_contended():
    lock = threading.Lock()
    for _ in range(2):
        with lock:
            pass
        assert not lock.locked()
    return lock.acquire(), lock.acquire(blocking=False), lock.acquire(timeout=0)


async def given_back_by_a_thread():
    lock = threading.Lock()
    await asyncio.to_thread(lock.acquire)
    threading.Timer(0.01, lock.release).start()
    with lock:
        return "mine"


def outside_a_loop():
    lock = threading.Lock()
    with lock:
        return lock.acquire(timeout=0.001)
"""


@pytest.mark.parametrize("name", ["by_module", "by_name", "made_before", "of_a_class"])
def test_a_wait_for_a_lock_that_the_own_loop_holds_is_a_blocking_call(learner, name):
    result = run(learner(HELD)[name], timeout=30)
    assert (result.outcome, result.blocking[0].call) == ("blocked", "threading.Lock.acquire")
    assert result.blocking[0].place.text == "with lock:"
    assert result.real < 5


def test_the_lock_is_a_real_one_again_afterwards(learner):
    names = learner(HELD)
    for name in ("made_before", "of_a_class"):
        run(names[name])
    assert type(names["OF_THE_MODULE"]) is type(names["Account"].lock) is type(threading.Lock())
    assert names["Lock"] is threading.Lock


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("never_contended", (True, False, False)),
        ("given_back_by_a_thread", "mine"),
        ("outside_a_loop", False),
    ],
)
def test_other_uses_of_a_lock_are_left_alone(learner, name, value):
    result = run(learner(HARMLESS)[name])
    assert (result.outcome, result.value, result.blocking) == ("ok", value, ())
