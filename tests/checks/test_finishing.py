"""A worker that has told its result holds on to it a moment longer; a verdict does not depend on how long."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import pytest

from asyncaula.checks import finishing
from asyncaula.checks.realtime import pause
from asyncaula.checks.runner import Run


async def forgotten() -> None:
    """Nobody awaits it."""


def test_a_coroutine_that_a_slow_worker_still_holds_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    # Its `get` leaves no frame in a stack: the worker that waits there is in nobody's code.
    gate: SimpleQueue[None] = SimpleQueue()
    may_end = threading.Event()
    looked: list[float] = []

    def look(seconds: float) -> None:
        looked.append(seconds)
        gate.put(None)
        pause(seconds)

    monkeypatch.setattr(finishing, "pause", look)

    def job() -> object:
        may_end.wait()
        return forgotten()

    async def scenario() -> bool:
        handed_over = executor.submit(job)
        told = asyncio.wrap_future(handed_over)
        handed_over.add_done_callback(gate.get)
        may_end.set()
        return asyncio.iscoroutine(await told)

    executor = ThreadPoolExecutor(1)
    try:
        result = Run(clock="real", blocking="allow").execute(scenario)
    finally:
        gate.put(None)
        executor.shutdown()
    assert result.value is True
    assert looked
    assert result.never_awaited == ("forgotten",)


def test_whoever_runs_a_job_is_not_waited_for() -> None:
    running, over = threading.Event(), threading.Event()

    def job() -> None:
        running.set()
        while not over.is_set():
            pass

    with ThreadPoolExecutor(1) as executor:
        executor.submit(job)
        running.wait()
        (worker,) = executor._threads
        frame = finishing.sys._current_frames()[worker.ident]
        busy = finishing.is_finishing(frame)
        over.set()
    assert not busy


def test_whoever_waits_for_a_job_is_not_waited_for() -> None:
    before = set(threading.enumerate())
    queue_full = threading.Condition()

    def wait() -> None:
        with queue_full:
            queue_full.wait()

    thread = threading.Thread(target=wait)
    thread.start()
    finishing.let_finish([thread])
    assert thread in threading.enumerate()
    with queue_full:
        queue_full.notify_all()
    thread.join()
    assert set(threading.enumerate()) <= before
