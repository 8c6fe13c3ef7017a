"""`asyncaula.checks.processes`: real processes, told in program order, and losses that happen every time."""

from __future__ import annotations

import multiprocessing
import textwrap

import pytest

from asyncaula.checks import expect, scenario
from asyncaula.checks.processes import program

METHODS = multiprocessing.get_all_start_methods()


@scenario(module="obra.py", clock="real", timeout=30)
def watching(obra, lab, metodo, n):
    from asyncaula.checks.processes import TracedValue, watched
    from asyncaula.checks.processes.start_method import default_to

    default_to(metodo)
    value = TracedValue(0, 2)
    with watched("obra.py", method=metodo, value=value) as watch:
        lab.put("seen", watch.report)
        try:
            return obra.do(value, n)
        finally:
            lab.put("counts", value.counts)


@pytest.fixture
def seen(tmp_path, monkeypatch):
    """Give what is seen of a module `obra` whose function ``do(value, n)`` is called."""
    monkeypatch.chdir(tmp_path)

    def look(source, method="fork", n=3):
        (tmp_path / "obra.py").write_text(textwrap.dedent(source), encoding="utf-8")
        return expect(watching, metodo=method, n=n).result

    return look


ADDS = """
    import multiprocessing as mp

    def add(value, n):
        for _ in range(n):
            {body}

    def do(value, n):
        two = [mp.Process(target=add, args=(value, n)) for _ in range(2)]
        for p in two: p.start()
        for p in two: p.join()
        return value.value
"""


def adds(body):
    return ADDS.replace("{body}", body)


@pytest.mark.parametrize("method", METHODS)
def test_an_update_without_the_lock_is_lost_every_time(seen, method):
    result = seen(adds("value.value += 1"), method)
    assert result.value < 6
    counts = result.extra["counts"]
    assert (counts["bare_writes"], counts["lost"] > 0, counts["half"], counts["torn"]) == (6, True, 0, 0)


@pytest.mark.parametrize("method", METHODS)
def test_one_under_the_lock_never_is(seen, method):
    result = seen(adds("with value.get_lock(): value.value += 1"), method)
    assert result.value == 6
    counts = result.extra["counts"]
    assert all(counts[k] == 0 for k in ("bare_reads", "bare_writes", "half", "torn", "lost", "at_home"))
    assert result.extra["seen"]["ran_in"] == result.extra["seen"]["own"] == 2
    assert result.extra["seen"]["steps"] == [("start", 1), ("start", 2), ("join", 1), ("join", 2)]


def test_half_a_lock_and_two_halves_are_told_apart(seen):
    half = seen(adds("seen = value.value + 1\n            with value: value.value = seen"))
    assert half.extra["counts"]["half"] == 6
    torn = seen(adds("with value: seen = value.value + 1\n            with value: value.value = seen"))
    assert (torn.extra["counts"]["torn"], torn.extra["counts"]["lost"] > 0) == (6, True)


def test_a_join_that_cannot_end_is_told_and_one_with_a_reader_ends(seen):
    source = """
        import multiprocessing as mp, threading

        def fill(q):
            q.put("x" * 2_000_000)

        def do(value, n):
            q = mp.Queue()
            p = mp.Process(target=fill, args=(q,))
            p.start()
            {first}
            p.join()
            return len(q.get()) if {late} else 0
    """
    stuck = seen(source.replace("{first}", "pass").replace("{late}", "True"))
    assert (stuck.outcome, stuck.error.type) == ("raised", "QueueNotDrained")
    read = seen(
        source.replace("{first}", "threading.Thread(target=q.get).start()").replace("{late}", "False")
    )
    assert (read.outcome, read.value) == ("ok", 0)


@pytest.mark.parametrize("kind", ["Queue", "SimpleQueue"])
def test_a_get_that_nobody_is_left_to_answer_is_told_with_what_the_processes_died_of(seen, kind):
    source = """
        import multiprocessing as mp

        def put(q, times):
            q.put(1 // times)

        def do(value, n):
            q = mp.KIND()
            p = mp.Process(target=put, args=(q, {times}))
            p.start()
            return [q.get(), q.get()]
    """.replace("KIND", kind)
    died, put_once = (seen(source.replace("{times}", times)) for times in "01")
    assert [died.error.type, put_once.error.type] == ["NobodyPuts", "NobodyPuts"]
    assert died.extra["seen"]["errors"] == ["ZeroDivisionError: integer division or modulo by zero"]
    assert put_once.extra["seen"]["errors"] == []


def test_a_process_that_works_on_is_not_stuck_though_a_queue_is_full(seen):
    source = """
        import multiprocessing as mp

        def fill(q):
            q.put("x" * 2_000_000)

        def work(q):
            q.put(sum(i for i in range(4_000_000)))

        def do(value, n):
            full, other = mp.Queue(), mp.Queue()
            two = [mp.Process(target=work, args=(other,)), mp.Process(target=fill, args=(full,))]
            for p in two: p.start()
            two[0].join()
            got = [other.get() > 0, len(full.get())]
            two[1].join()
            return got
    """
    result = seen(source)
    assert (result.outcome, result.value) == ("ok", [True, 2_000_000])


def test_no_process_makes_all_its_updates_before_another_s_first(seen):
    source = """
        import multiprocessing as mp

        def add(value, n, q):
            left = []
            for _ in range(n):
                with value:
                    now = value.value + 1
                    value.value = now
                left.append(now)
            q.put(left)

        def do(value, n):
            q = mp.Queue()
            two = [mp.Process(target=add, args=(value, n, q)) for _ in range(2)]
            for p in two: p.start()
            got = sorted([q.get(), q.get()])
            for p in two: p.join()
            return got
    """
    one, other = seen(source).value
    assert (one[0], other[0]) == (1, 2)
    assert sorted(one + other) == [1, 2, 3, 4, 5, 6]


def test_a_queue_looks_empty_once_while_its_processes_run(seen):
    source = """
        import multiprocessing as mp

        def put(q):
            q.put(1)

        def do(value, n):
            q = mp.Queue()
            p = mp.Process(target=put, args=(q,))
            p.start()
            looks = [q.empty(), q.get(), p.join(), q.empty()]
            return looks
    """
    result = seen(source)
    assert result.value == [True, 1, None, True]
    assert result.extra["seen"]["looked"]


def test_pools_sizes_and_ends_are_seen_and_completion_is_not_the_order_of_submission(seen):
    source = """
        from concurrent.futures import ProcessPoolExecutor, as_completed

        def same(x):
            return x

        def do(value, n):
            pool = ProcessPoolExecutor(2)
            return [f.result() for f in as_completed([pool.submit(same, x) for x in range(n)])]
    """
    result = seen(source)
    assert result.value == [2, 1, 0]
    seen_ = result.extra["seen"]
    assert (seen_["sizes"], seen_["open_pools"], seen_["own"], seen_["threads"]) == ([2], 1, 0, 0)
    closed = seen(
        source.replace(
            "pool = ProcessPoolExecutor(2)\n", "pool = ProcessPoolExecutor()\n            with pool: pass\n"
        )
    )
    assert closed.outcome == "raised"
    assert (closed.extra["seen"]["sizes"], closed.extra["seen"]["open_pools"]) == ([5], 0)


def test_what_importing_would_start_is_counted_and_not_started(seen):
    source = """
        import multiprocessing as mp

        def do(value, n):
            return n

        if {when}:
            mp.Process(target=print).start()
    """
    assert seen(source.replace("{when}", "True")).extra["seen"]["at_import"] == 1
    assert seen(source.replace("{when}", "False")).extra["seen"]["at_import"] == 0


def test_a_program_finds_the_start_method_and_may_set_another(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = textwrap.dedent(
        """
        import multiprocessing as mp

        print("top")

        def say():
            print(mp.get_start_method(), __name__)

        if __name__ == "__main__":
            {first}
            p = mp.Process(target=say)
            p.start()
            p.join()
        """
    )
    (tmp_path / "say.py").write_text(source.replace("{first}", "pass"), encoding="utf-8")
    expect(program("say.py")).exits(0).prints("top\ntop\nspawn __mp_main__").prints_no_warnings()
    if "fork" in METHODS:
        first = "mp.set_start_method('fork')"
        (tmp_path / "say.py").write_text(source.replace("{first}", first), encoding="utf-8")
        expect(program("say.py")).exits(0).prints("top\nfork __main__")
