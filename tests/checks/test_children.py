"""Children of a learner's code: what became of them is told by facts, and what hangs is ended."""

import asyncio
import os
import shlex
import subprocess
import sys
import time

import pytest

from asyncaula.checks import run, scenario
from asyncaula.checks.children import facts, hung, left_alive, left_uncollected, probe, stopped_the_loop
from asyncaula.checks.lab import Lab
from asyncaula.checks.observation import observe
from asyncaula.checks.result import Result
from asyncaula.checks.runner import Run

needs_proc = pytest.mark.skipif(not facts.VISIBLE, reason="this system does not show its processes")
PYTHON = [sys.executable, "-S", "-c"]
FOREVER = [*PYTHON, "import time\nwhile True: time.sleep(60)"]
LONG = [*PYTHON, "print('x' * 300_000)"]
READS = [*PYTHON, "import sys; sys.stdin.read()"]


@scenario(clock="real", timeout=20)
def watched(code, lab):
    with lab.children(at_rest="deadlock"):
        return code()


@scenario(timeout=20)
async def watched_coroutine(code, lab):
    with lab.children(at_rest="deadlock"):
        return await code()


@scenario(clock="real", timeout=20)
def limited(code, lab, signals):
    with lab.children(limit=0.5, deaf_to=signals):
        return code()


def seen(subject, fn, **data):
    subject.namespace["code"] = fn
    return observe(subject, data, 0)


def states(result):
    return [child["state"] for child in result.extra["children"]]


def test_a_child_that_was_waited_for_is_told_from_one_that_only_ended_and_from_one_that_lives():
    def waits():
        subprocess.run([*PYTHON, ""], check=True)

    def kills():
        subprocess.Popen(FOREVER).kill()

    def forgets():
        subprocess.Popen(FOREVER)

    def waits_by_number():
        os.waitpid(subprocess.Popen([*PYTHON, ""]).pid, 0)

    found = [states(seen(watched, fn)) for fn in (waits, kills, forgets)]
    assert found == [["reaped"], ["ended"], ["running"]]
    if sys.platform != "win32":
        assert states(seen(watched, waits_by_number)) == ["reaped"]


def test_a_loops_child_counts_as_waited_for_when_its_loop_knows_of_its_end():
    async def start(args):
        return await asyncio.create_subprocess_exec(*args)

    async def waits():
        await (await start([*PYTHON, ""])).wait()

    async def kills():
        (await start(FOREVER)).kill()

    async def forgets():
        await start(FOREVER)

    found = [states(seen(watched_coroutine, fn)) for fn in (waits, kills, forgets)]
    assert found == [["reaped"], ["ended"], ["running"]]


def test_nothing_of_a_run_is_left_alive():
    def forgets():
        started = [subprocess.Popen(FOREVER) for _ in range(2)]
        return [child.pid for child in started]

    result = seen(watched, forgets)
    for pid in result.value:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_what_was_asked_for_is_told():
    def through_the_shell():
        subprocess.run("exit 3", shell=True, check=False, stdin=subprocess.PIPE)

    def as_a_list():
        subprocess.run([*PYTHON, "", "a b"], check=False)

    (child,) = seen(watched, through_the_shell).extra["children"]
    assert (child["shell"], child["args"], child["input"]) == (True, ["exit 3"], True)
    (child,) = seen(watched, as_a_list).extra["children"]
    assert (child["shell"], child["args"], child["input"]) == (False, [*PYTHON, "", "a b"], False)


@needs_proc
def test_a_process_that_lost_its_parent_is_found_and_ended():
    result = seen(
        watched, lambda: subprocess.run("sleep 100 >/dev/null & echo $!", shell=True, check=True).args
    )
    assert (states(result), result.extra["orphans"]) == (["reaped"], 1)


@needs_proc
def test_everybody_asleep_is_a_deadlock_and_tells_the_learners_line():
    def waits_with_a_full_pipe():
        subprocess.Popen(LONG, stdout=subprocess.PIPE).wait()

    def waits_with_a_full_pipe_and_a_limit():
        subprocess.Popen(LONG, stdout=subprocess.PIPE).wait(timeout=100)

    def never_closes():
        child = subprocess.Popen(READS, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        child.stdout.read()

    for fn in (waits_with_a_full_pipe, waits_with_a_full_pipe_and_a_limit, never_closes):
        result = seen(watched, fn)
        assert (result.outcome, result.waiting[0].function) == ("deadlock", fn.__name__)

    async def waits():
        child = await asyncio.create_subprocess_exec(*LONG, stdout=subprocess.PIPE)
        await child.wait()

    async def in_a_thread():
        await asyncio.to_thread(waits_with_a_full_pipe)

    for fn in (waits, in_a_thread):
        assert seen(watched_coroutine, fn).outcome == "deadlock"


def test_slow_is_no_deadlock():
    def reads_slowly():
        with subprocess.Popen(LONG, stdout=subprocess.PIPE) as child:
            return sum(len(chunk) for chunk in iter(lambda: child.stdout.read(1000), b""))

    def works():
        return subprocess.run([*PYTHON, "sum(range(3_000_000))"], check=True).returncode

    async def both():
        return await asyncio.gather(asyncio.to_thread(works), asyncio.to_thread(reads_slowly))

    assert seen(watched, reads_slowly).value == 300_001
    assert seen(watched, works).value == 0
    assert seen(watched_coroutine, both).value == [0, 300_001]


def test_the_limit_ends_what_hangs():
    result = seen(limited, lambda: subprocess.run(FOREVER, check=False).returncode, signals=[])
    assert (result.outcome, result.extra["orphans"]) == ("timeout", 0)


@needs_proc
def test_waiting_for_a_processor_does_not_count_towards_the_limit(monkeypatch):
    def takes_longer_than_the_limit():
        return subprocess.run([*PYTHON, "import time; time.sleep(1.5)"], check=True).returncode

    assert seen(limited, takes_longer_than_the_limit, signals=[]).outcome == "timeout"
    monkeypatch.setattr(facts, "any_awake", lambda threads, processes: True)
    assert seen(limited, takes_longer_than_the_limit, signals=[]).value == 0


def test_a_loop_that_never_rests_uses_up_the_limit():
    def polls():
        child = subprocess.Popen(FOREVER)
        while child.poll() is None:
            pass

    assert seen(limited, polls, signals=[]).outcome == "timeout"


def test_code_that_sleeps_on_after_its_children_are_gone_is_given_up():
    def sleeps():
        subprocess.run([*PYTHON, ""], check=True)
        time.sleep(8)

    result = seen(limited, sleeps, signals=[])
    assert (result.outcome, result.waiting[0].function) == ("stuck", "sleeps")
    assert result.real < 8


def test_the_runs_own_limit_ends_the_children_as_well(monkeypatch):
    monkeypatch.setattr(facts, "VISIBLE", True)
    monkeypatch.setattr(facts, "any_awake", lambda threads, processes: True)
    result = seen(soon_over, lambda: subprocess.run(FOREVER, check=False).returncode)
    assert result.outcome == "timeout"


@needs_proc
def test_a_loop_with_a_timer_is_not_at_rest():
    async def closes_later():
        child = await asyncio.create_subprocess_exec(*READS, stdin=subprocess.PIPE)
        await asyncio.sleep(0.6)
        child.stdin.close()
        return await child.wait()

    assert seen(watched_coroutine, closes_later).value == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_deaf_child_does_not_get_the_signal_and_the_learners_thread_gets_it_again():
    def asks():
        child = subprocess.Popen(FOREVER)
        child.terminate()
        return child.wait()

    assert seen(limited, asks, signals=["SIGTERM"]).outcome == "timeout"
    assert seen(limited, asks, signals=[]).value == -15


@scenario(timeout=20)
async def two_meet(code, lab):
    import asyncio
    import sys

    from asyncaula.checks.children import CALL, Meeting

    quiet, loop = asyncio.Event(), asyncio.get_running_loop()
    async with Meeting() as meeting:

        async def lead():
            await meeting.arrived("a", "b")
            await quiet.wait()
            meeting.leave("a", "b")

        leading = asyncio.create_task(lead())
        with lab.children(at_rest=lambda: loop.call_soon_threadsafe(quiet.set), limit=4):
            program = CALL + "import sys; sys.exit(5 if meet(*sys.argv[1:]) else 6)"
            found = await code([sys.executable, "-S", "-c", program, str(meeting.port)])
        await leading
        return found


async def start_both(args):
    started = [await asyncio.create_subprocess_exec(*args, name) for name in "ab"]
    return [await child.wait() for child in started]


def test_children_meet_and_are_told_to_go_on_when_everybody_is_at_rest():
    assert seen(two_meet, start_both).value == [5, 5]


def test_where_processes_cannot_be_seen_the_function_is_called_all_the_same(monkeypatch):
    monkeypatch.setattr(facts, "VISIBLE", False)
    monkeypatch.setattr(facts, "_PROC", facts._PROC / "nothing here")
    assert seen(two_meet, start_both).value == [5, 5]


@scenario(clock="real", timeout=1)
def soon_over(code, lab):
    with lab.children():
        return code()


@scenario(timeout=20, blocking="record")
async def all_together(code, lab):
    import sys

    from asyncaula.checks.children import CALL, Meeting

    async with Meeting(together="ab") as meeting:
        lab.put("met", meeting.said)
        with lab.children(at_rest="deadlock"):
            program = CALL + "import sys; sys.exit(5 if meet(*sys.argv[1:]) else 6)"
            return await code([sys.executable, "-S", "-c", program, str(meeting.port)])


def test_children_that_only_go_on_together():
    assert seen(all_together, start_both).value == [5, 5]


@needs_proc
def test_a_loop_that_is_stopped_by_a_child_gives_no_leave_whoever_started_it():
    async def by_system(args):
        return os.system(shlex.join([*args, "a"]))

    async def by_run(args):
        return subprocess.run([*args, "a"], check=False)

    for fn in (by_system, by_run):
        result = seen(all_together, fn)
        assert (result.outcome, result.extra["met"], len(result.blocking)) == ("deadlock", [], 1)
        assert stopped_the_loop(result)


@needs_proc
def test_a_loop_that_was_woken_has_news_until_it_has_looked():
    loop = asyncio.SelectorEventLoop()
    clock = loop._selector
    assert not facts.has_news(clock)
    loop.call_soon_threadsafe(print)
    assert facts.has_news(clock)
    loop.run_until_complete(asyncio.sleep(0))
    assert not facts.has_news(clock)
    loop.close()
    assert not facts.has_news(clock)


def test_code_that_polls_never_rests_and_the_function_is_called_all_the_same():
    async def polls(args):
        started = [await asyncio.create_subprocess_exec(*args, name) for name in "ab"]
        while any(child.returncode is None for child in started):
            await asyncio.sleep(0.03)
        return [child.returncode for child in started]

    assert seen(two_meet, polls).value == [5, 5]


def test_a_result_is_told_from_what_became_of_the_children():
    def of(outcome, *states, **more):
        children = [{"state": state} for state in states]
        return Result(outcome, extra={"children": children, "orphans": 0, "met": [], **more})

    assert hung(of("stuck"))
    assert not hung(of("raised"))
    assert left_alive(of("ok", "reaped", "running"))
    assert left_alive(of("raised", orphans=1))
    assert not left_alive(of("ok", "ended"))
    assert not left_alive(of("timeout", "running"))
    assert left_uncollected(of("raised", "ended"))
    assert not left_uncollected(of("ok", "reaped", "running"))
    assert not stopped_the_loop(of("deadlock"))


@needs_proc
def test_the_second_time_that_everybody_rests_is_a_deadlock():
    async def one_after_the_other(args):
        for name in "ab":
            await (await asyncio.create_subprocess_exec(*args, name)).wait()

    assert seen(two_meet, one_after_the_other).outcome == "deadlock"


def test_what_a_loop_on_windows_cannot_do_is_unavailable(monkeypatch):
    monkeypatch.setattr(probe.sys, "platform", "win32")
    assert seen(watched_coroutine, start_both).outcome == "unavailable"


def test_the_guard_against_blocking_calls_still_sees_a_child_in_a_coroutine():
    async def blocks():
        subprocess.run([*PYTHON, ""], check=True)

    result = seen(watched_coroutine, blocks)
    assert (result.outcome, result.blocking[0].call) == ("blocked", "subprocess")


def test_children_outside_a_block_are_nobodys_business():
    def body():
        lab_run = Run()
        with Lab(lab_run).children():
            pass
        subprocess.run([*PYTHON, ""], check=True)
        return lab_run.extra["children"]

    assert run(body, clock="real").value == []
    assert probe.MARK not in os.environ


@needs_proc
def test_a_process_that_ends_between_two_steps_of_a_look_is_none(monkeypatch):
    def gone(path):
        raise ProcessLookupError(path)

    monkeypatch.setattr(facts.os, "listdir", gone)
    assert facts.descendants(os.getpid()) == []
    assert facts.process_at_rest(os.getpid()) is None
    assert facts.any_awake([], [os.getpid()]) is False


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_look_that_goes_wrong_stops_nobody(monkeypatch):
    def goes_wrong(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(sys, "unraisablehook", lambda told: None)
    monkeypatch.setattr(facts, "any_awake", goes_wrong)
    result = seen(watched, lambda: subprocess.run([*PYTHON, "import time; time.sleep(0.3)"]).returncode)
    assert (result.outcome, result.value) == ("ok", 0)
