"""`run` tells what a learner's function came to, deterministically and at once."""

import asyncio
import concurrent.futures
import sys
import threading
import time

import pytest

from asyncaula.checks import run

BARE_EXCEPT = """
    while True:
        try:
            while True: pass
        except: pass
"""
"""Only `sys.monitoring`, new in CPython 3.12, ends this one."""


def test_time_passes_only_on_the_virtual_clock():
    async def slow():
        await asyncio.sleep(3600)
        return "done"

    result = run(slow)
    assert (result.outcome, result.value, result.elapsed) == ("ok", "done", 3600)
    assert result.real < 60


def test_an_exception_is_told_with_its_line(learner):
    cell = learner("""
        async def fails():
            raise ValueError("no hay pan")
    """)
    result = run(cell["fails"])
    assert result.outcome == "raised"
    assert (result.error.type, result.error.message) == ("ValueError", "no hay pan")
    assert result.error.line == 'raise ValueError("no hay pan")'


def test_a_deadlock_is_told_at_once_with_the_line_where_each_task_waits(learner):
    cell = learner("""
        import asyncio

        async def waits():
            event = asyncio.Event()
            async def other():
                await event.wait()
            task = asyncio.create_task(other())
            await task
    """)
    result = run(cell["waits"], timeout=600)
    assert result.outcome == "deadlock"
    assert [(p.task, p.text) for p in result.waiting] == [
        ("principal", "await task"),
        ("T1", "await event.wait()"),
    ]


def test_a_deadlock_inside_the_learners_own_asyncio_run_says_where(learner):
    cell = learner("""
        import asyncio

        def program():
            async def main():
                await asyncio.get_running_loop().create_future()
            asyncio.run(main())
    """)
    result = run(cell["program"], timeout=600)
    assert result.outcome == "deadlock"
    assert result.waiting[0].text == "await asyncio.get_running_loop().create_future()"


def test_a_deadlock_is_not_hidden_by_except_exception(learner):
    cell = learner("""
        import asyncio

        def program():
            async def main():
                await asyncio.Event().wait()
            try:
                asyncio.run(main())
            except Exception:
                return "all is well"
    """)
    assert run(cell["program"], timeout=600).outcome == "deadlock"


def test_a_loop_that_never_rests_uses_up_its_budget():
    async def spins():
        while True:
            await asyncio.sleep(0)

    assert run(spins, timeout=600, max_ticks=500).outcome == "endless"


def test_a_loop_over_timers_for_ever_is_endless_too():
    async def ticks():
        while True:
            await asyncio.sleep(86400)

    assert run(ticks, timeout=600).outcome == "endless"


@pytest.mark.parametrize("mode", ["raise", "record", "allow"])
def test_time_sleep_in_a_coroutine_is_named_with_its_line(learner, mode):
    cell = learner("""
        import time

        async def sleeps():
            try:
                time.sleep(0.001)
            except Exception:
                pass
            return "awake"
    """)
    result = run(cell["sleeps"], blocking=mode)
    seen = [(b.call, b.place.text) for b in result.blocking]
    expected = {"raise": ("blocked", None), "record": ("ok", "awake"), "allow": ("ok", "awake")}[mode]
    assert (result.outcome, result.value) == expected
    assert seen == ([] if mode == "allow" else [("time.sleep", "time.sleep(0.001)")])


def test_sleep_imported_by_name_is_caught_as_well(learner):
    cell = learner("""
        from time import sleep

        async def sleeps():
            sleep(0.001)
    """)
    assert run(cell["sleeps"]).outcome == "blocked"


@pytest.mark.parametrize(
    ("call", "named"),
    [
        ("subprocess.run(['true'])", "subprocess"),
        ("os.system('exit 0')", "os.system"),
        ("input()", "input"),
        ("sqlite3.connect(':memory:')", "sqlite3.connect"),
        ("socket.create_connection(('127.0.0.1', 1))", "socket.getaddrinfo"),
        ("queue.Queue().get()", "Queue.get"),
        ("threading.Event().wait()", "Event.wait"),
        ("concurrent.futures.Future().result()", "Future.result"),
    ],
)
def test_other_blocking_calls_are_caught_before_they_block(learner, call, named):
    cell = learner(f"""
        import concurrent.futures, os, queue, socket, sqlite3, subprocess, threading

        async def blocks():
            {call}
    """)
    result = run(cell["blocks"], timeout=600)
    assert (result.outcome, result.blocking[0].call) == ("blocked", named)


@pytest.mark.parametrize("over", [True, False])
@pytest.mark.parametrize("how", ["result()", "exception()", "result(5)"])
@pytest.mark.parametrize("mode", ["raise", "record"])
def test_a_result_asked_for_where_it_was_handed_over_blocks_however_fast_the_thread_is(
    learner, over, how, mode
):
    cell = learner(f"""
        from concurrent.futures import ThreadPoolExecutor

        async def asks(call, goes_on):
            with ThreadPoolExecutor() as pool:
                future = pool.submit(call)
                goes_on(future)
                return future.{how}
    """)
    release = threading.Event()

    def goes_on(future):
        if over:
            release.set()
            while future._state != "FINISHED":
                pass  # to sleep would be noticed
        else:
            threading.Timer(0.05, release.set).start()

    result = run(cell["asks"], release.wait, goes_on, blocking=mode)
    assert [b.call for b in result.blocking] == [f"Future.{how.partition('(')[0]}"]
    assert (result.outcome, result.blocking[0].place.text) == (
        {"raise": "blocked", "record": "ok"}[mode],
        f"return future.{how}",
    )


@pytest.mark.parametrize(
    "waits",
    ["await asyncio.wrap_future(future)", "while not future.done(): pass", "await asyncio.sleep(0.5)"],
)
def test_a_result_that_was_waited_for_in_another_way_is_there(learner, waits):
    cell = learner(f"""
        import asyncio
        from concurrent.futures import ThreadPoolExecutor

        async def asks():
            with ThreadPoolExecutor() as pool:
                future = pool.submit(int, "7")
                {waits}
                return future.result(), future.exception()
    """)
    assert run(cell["asks"]).value == (7, None)


def test_files_threads_and_asyncios_own_machinery_do_not_count_as_blocking(tmp_path):
    async def allowed():
        (tmp_path / "a.txt").write_text("a")
        in_thread = await asyncio.to_thread(time.sleep, 0.001)
        threading.Thread(target=time.sleep, args=(0.001,)).start()
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
        return in_thread, await child.wait()

    result = run(allowed, timeout=60)
    assert (result.outcome, result.value, result.blocking) == ("ok", (None, 0), ())


def test_the_clock_stays_exact_beside_threads_and_child_processes():
    async def mixed():
        await asyncio.sleep(2)
        await asyncio.to_thread(time.sleep, 0.01)
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
        await child.wait()
        await asyncio.sleep(3)

    assert run(mixed, timeout=60).elapsed == 5


def test_a_timer_does_not_overtake_a_thread_that_is_at_work():
    async def waits_for_thread():
        return await asyncio.wait_for(asyncio.to_thread(lambda: (time.sleep(0.05), "work")[1]), 30)

    assert run(waits_for_thread, timeout=60).value == "work"


def test_an_executor_of_an_earlier_run_is_waited_for_and_idle_costs_no_time():
    with concurrent.futures.ThreadPoolExecutor(1) as executor:

        async def waits_for_executor():
            return await asyncio.wrap_future(executor.submit(lambda: (time.sleep(0.05), "work")[1]))

        async def waits_for_nobody():
            for _ in range(2000):
                await asyncio.sleep(1)
            await asyncio.get_running_loop().create_future()

        for _ in range(2):
            result = run(waits_for_executor, timeout=60)
            assert (result.outcome, result.value) == ("ok", "work")
        idle = run(waits_for_nobody, timeout=60)
        assert (idle.outcome, idle.elapsed) == ("deadlock", 2000)


def test_time_functions_follow_the_virtual_clock(learner):
    cell = learner("""
        import asyncio, time
        from time import perf_counter

        def program():
            begun, ns = perf_counter(), time.monotonic_ns()
            asyncio.run(asyncio.sleep(4))
            asyncio.run(asyncio.sleep(3))
            return perf_counter() - begun, time.monotonic_ns() - ns
    """)
    seconds, nanoseconds = run(cell["program"]).value
    assert seconds == pytest.approx(7, abs=1e-6)
    assert nanoseconds == 7_000_000_000


def test_other_threads_keep_the_real_time_functions():
    async def reads_in_thread():
        await asyncio.sleep(1000)
        return await asyncio.to_thread(time.monotonic)

    assert run(reads_in_thread).value < time.monotonic() + 1


def test_a_loop_in_the_learners_own_thread_is_virtual_too():
    def program():
        found = []
        thread = threading.Thread(target=lambda: found.append(asyncio.run(asyncio.sleep(3600, "x"))))
        thread.start()
        thread.join()
        return found

    result = run(program, timeout=60)
    assert (result.outcome, result.value) == ("ok", ["x"])


def test_left_overs_are_told_apart(learner):
    cell = learner("""
        import asyncio

        async def leaves():
            async def long():
                await asyncio.sleep(100)
            async def fails():
                raise KeyError("lost")
            async def stubborn():
                try:
                    await asyncio.sleep(100)
                finally:
                    await asyncio.sleep(100)
            alive, cancelled = asyncio.create_task(long()), asyncio.create_task(stubborn())
            asyncio.create_task(fails())
            await asyncio.sleep(1)
            cancelled.cancel()
            long()
    """)
    result = run(cell["leaves"])
    assert result.outcome == "ok"
    assert [p.text for p in result.leaked] == ["await asyncio.sleep(100)", "await asyncio.sleep(100)"]
    assert (result.pending, result.cancelling) == (("T1", "T2"), ("T2",))
    assert result.never_awaited == ("leaves.<locals>.long",)
    assert result.unretrieved == ("Task exception was never retrieved: KeyError",)


def test_left_overs_of_one_run_do_not_show_in_the_next(learner):
    cell = learner("""
        async def never():
            pass

        async def leaves():
            try:
                never()
                raise ValueError
            except ValueError as error:
                raise RuntimeError from error
    """)
    first = run(cell["leaves"])

    async def clean():
        return 1

    second = run(clean)
    assert first.never_awaited == ("never",)
    assert (second.never_awaited, second.unretrieved) == ((), ())


def test_a_returned_coroutine_counts_as_never_awaited_and_warns_nowhere(learner):
    cell = learner("""
        async def inner():
            return 1

        async def forgets():
            return [inner()]
    """)
    result = run(cell["forgets"])
    assert result.never_awaited == ("inner",)


def test_a_task_that_nobody_holds_can_be_collected():
    async def drops():
        import gc

        async def waits():
            await asyncio.get_running_loop().create_future()

        asyncio.create_task(waits())  # noqa: RUF006
        await asyncio.sleep(1)
        gc.collect()
        return len(asyncio.all_tasks())

    result = run(drops)
    assert result.value == 1
    assert result.unretrieved == ("Task was destroyed but it is pending!",)


def test_what_is_printed_is_captured_and_cut():
    async def talks():
        print("hola")
        print("!", file=sys.stderr)
        print("x" * 10**6)

    printed = run(talks).printed
    assert printed.startswith("hola\n!\n")
    assert len(printed) <= 20_000


def test_an_error_in_a_thread_is_a_finding_and_not_on_stderr(capsys):
    def program():
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()

    assert run(program).unretrieved == ("ZeroDivisionError: division by zero",)
    assert capsys.readouterr().err == ""


def test_a_real_clock_is_there_for_peers_outside_the_loop():
    async def waits():
        await asyncio.sleep(0.01)
        return "woke"

    result = run(waits, clock="real")
    assert result.value == "woke"
    assert result.elapsed > 0


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        """
        while True:
            try:
                while True: pass
            except Exception: pass
        """,
        *([BARE_EXCEPT] if sys.version_info >= (3, 12) else []),
    ],
)
def test_code_that_never_gives_way_is_ended_and_says_where(learner, body):
    import textwrap

    source = "async def spins():\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ")
    result = run(learner(source)["spins"], timeout=0.2)
    assert result.outcome == "timeout"
    assert result.waiting[0].text == "while True: pass"


def test_a_coroutine_that_swallows_cancellation_is_ended():
    async def stubborn():
        while True:
            try:
                await asyncio.sleep(0.01)
            except asyncio.CancelledError:
                pass

    assert run(stubborn, clock="real", timeout=0.2).outcome == "timeout"


def test_patches_are_gone_afterwards():
    before = (time.sleep, time.monotonic, asyncio.new_event_loop, threading.excepthook, sys.stdout)

    async def nothing():
        pass

    run(nothing)
    assert (time.sleep, time.monotonic, asyncio.new_event_loop, threading.excepthook, sys.stdout) == before


def test_it_runs_while_the_calling_thread_runs_a_loop_of_its_own():
    async def inner():
        await asyncio.sleep(5)
        return "inner"

    async def kernel():
        return run(inner)

    result = asyncio.run(kernel())
    assert (result.value, result.elapsed) == ("inner", 5)


def test_a_thousand_runs_leave_no_threads_and_no_files_behind():
    import psutil

    async def nothing():
        await asyncio.sleep(1)

    run(nothing)
    files, threads = (
        psutil.Process().num_fds() if hasattr(psutil.Process, "num_fds") else 0,
        threading.active_count(),
    )
    for _ in range(1000):
        run(nothing)
    assert threading.active_count() <= threads
    if files:
        assert psutil.Process().num_fds() <= files + 2


COUNTED = 0


def test_what_the_code_makes_of_its_own_globals_stays():
    async def counts():
        global COUNTED
        COUNTED += 1

    run(counts)
    run(counts)
    assert COUNTED == 2
