"""An exception is put into a thread only while it does what may be ended."""

import contextlib
import gc
import sys
import threading
import time

import pytest

from asyncaula.checks.ending import HardTimeout, Interruptible, end_thread


def test_what_was_raised_or_put_there_is_given_back():
    inner = Interruptible()
    assert inner.call(lambda: None) is None
    assert isinstance(inner.call(lambda: 1 / 0), ZeroDivisionError)
    done, raised = threading.Event(), []

    def work():
        raised.append(inner.call(endless))
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    assert end_thread(inner, done, [])
    thread.join()
    assert [type(e) for e in raised] == [HardTimeout]


def endless():
    while True:
        time.sleep(0)


@pytest.fixture
def threads_take_turns_often():
    """And no finalizer of other tests' objects runs in between, whose exceptions pytest would report."""
    before = sys.getswitchinterval()
    gc.collect()
    gc.disable()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)
    gc.enable()


@pytest.mark.usefixtures("threads_take_turns_often")
def test_nothing_arrives_before_the_call_or_after_it():
    """Another thread asks for its end all the time; 20,000 calls of it end, and none of what is around them."""
    inner, stop, unharmed = Interruptible(), threading.Event(), 0
    raised: list[BaseException | None] = []

    def ask():
        while not stop.is_set():
            inner.interrupt()

    def work():
        nonlocal unharmed
        while (
            len(raised) < 20_000 or len(set(map(type, raised))) < 2
        ):  # until the two have met, and have missed
            raised.append(inner.call(lambda: [None for _ in range(20)]))
            for _ in range(20):
                unharmed += 1
            if stop.is_set():
                return
        stop.set()

    threads = [threading.Thread(target=ask, daemon=True), threading.Thread(target=work, daemon=True)]
    for thread in threads:
        thread.start()
    done = stop.wait(100)
    stop.set()
    for thread in threads:
        thread.join(5)
    assert done, "the thread was ended outside of its calls"
    assert unharmed == 20 * len(raised)
    assert {type(e) for e in raised} == {type(None), HardTimeout}


def test_what_swallows_it_is_asked_again():
    inner, done = Interruptible(), threading.Event()

    def swallow():
        for _ in range(3):
            with contextlib.suppress(HardTimeout):
                endless()

    thread = threading.Thread(target=lambda: (inner.call(swallow), done.set()))
    thread.start()
    assert end_thread(inner, done, [])
    thread.join()
