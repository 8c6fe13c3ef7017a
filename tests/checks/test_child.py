"""`run_child` and `start_child`: a program in an interpreter of its own, that always comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading

import pytest

from asyncaula.checks import expect, script
from asyncaula.checks.child import ChildNotReady, run_child, start_child
from asyncaula.checks.child.environment import child_environment

posix = pytest.mark.skipif(sys.platform == "win32", reason="sessions and signals of POSIX")
linux = pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="finds descendants through /proc")


@pytest.fixture
def program(tmp_path):
    """Write a program and give its path."""

    def write(text, name="programa.py"):
        path = tmp_path / name
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    return write


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


def test_exit_code_output_input_and_arguments(program):
    path = program(
        """
        import sys
        print("hola", input(), sys.argv[1:], "ñandú")
        print("aviso", file=sys.stderr)
        raise SystemExit(3)
        """
    )
    ran = run_child([path, "-x", "2"], stdin="mundo\n")
    assert (ran.returncode, ran.stdout, ran.stderr) == (3, "hola mundo ['-x', '2'] ñandú\n", "aviso\n")
    assert ran.args == (str(path), "-x", "2")
    assert not ran.timed_out
    assert not ran.stdout_cut
    assert ran.leftovers in (0, None)
    assert ran.traceback_type is None


def test_without_input_it_reads_an_end_of_file(program):
    assert run_child([program("input()")]).traceback_type == "EOFError"


def test_input_that_nobody_reads_and_that_fills_the_pipe_is_dropped(program):
    ran = run_child([program("print(1)")], stdin=b"x" * 5_000_000)
    assert (ran.returncode, ran.stdout) == (0, "1\n")


def test_a_coroutine_that_was_never_awaited_is_named_and_is_no_traceback(program):
    path = program(
        """
        async def principal():
            print("hola")
        principal()
        """
    )
    ran = run_child([path])
    assert (ran.returncode, ran.never_awaited, ran.traceback_type) == (0, ("principal",), None)


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("x = 1\n1 / 0", "ZeroDivisionError", 2),
        ("def f(:\n    pass", "SyntaxError", 1),
        ("raise ExceptionGroup('a', [ValueError('b')])", "ExceptionGroup", 1),
        ("class Propio(Exception): pass\nraise Propio", "Propio", 2),
        ("import json\njson.loads('{')", "JSONDecodeError", 2),
        ("try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise KeyError('k')", "KeyError", 4),
        ("raise ValueError('uno\\ndos\\n  tres')", "ValueError", 1),
        ("print('Traceback')", None, None),
    ],
)
def test_the_last_exception_is_named_with_its_line(program, text, name, line):
    ran = run_child([program(text)])
    assert (ran.traceback_type, ran.traceback_line) == (name, line)


def test_a_program_that_does_not_end_is_killed_and_what_it_printed_is_kept(program):
    ran = run_child([program("import time\nprint('antes')\ntime.sleep(100)")], timeout=0.5)
    assert (ran.timed_out, ran.stdout) == (True, "antes\n")
    assert ran.returncode != 0
    assert ran.seconds < 5


@posix
def test_a_child_that_ignores_sigterm_is_killed(program):
    path = program(
        """
        import signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        print("listo")
        while True:
            time.sleep(1)
        """
    )
    with start_child([path]) as child:
        child.wait_for("listo")
        child.terminate()
        ran = child.wait(0.3)
    assert (ran.timed_out, ran.returncode) == (True, -signal.SIGKILL)


GRANDCHILD = """
    import subprocess, sys
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session={new})
    print(child.pid)
    """


@linux
@pytest.mark.parametrize("new_session", [False, True])
def test_a_grandchild_that_holds_the_pipes_holds_nothing_up_and_is_counted_and_killed(program, new_session):
    ran = run_child([program(GRANDCHILD.format(new=new_session))], settle=0.1, interpreter_flags=())
    assert (ran.returncode, ran.leftovers, ran.timed_out) == (0, 1, False)
    assert not alive(int(ran.stdout))


@linux
def test_the_whole_tree_is_killed_at_the_time_limit(program):
    ran = run_child([program(GRANDCHILD.format(new=False) + "\n    child.wait()")], timeout=1)
    assert (ran.timed_out, ran.leftovers) == (True, 1)
    assert not alive(int(ran.stdout))


@linux
def test_multiprocessings_own_helpers_are_no_left_overs(program):
    path = program(
        """
        import multiprocessing
        def double(x):
            return 2 * x
        if __name__ == "__main__":
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.map(double, [1, 2]))
        """
    )
    ran = run_child([path], timeout=30)
    assert (ran.stdout, ran.leftovers) == ("[2, 4]\n", 0)


def test_a_gigabyte_of_output_is_cut_while_it_comes_in(program):
    path = program(
        """
        import os
        block = b"x" * (1 << 20)
        os.write(1, b"principio\\n")
        for _ in range(1024):
            os.write(1, block)
        os.write(1, b"\\nfin\\n")
        """
    )
    ran = run_child([path], timeout=60)
    assert (ran.returncode, ran.stdout_cut, ran.stderr_cut) == (0, True, False)
    assert ran.stdout.startswith("principio\nx")
    assert ran.stdout.endswith("x\nfin\n")
    assert "[… 1072741839 bytes …]" in ran.stdout
    assert len(ran.stdout) < 1_001_000


def test_a_small_limit_is_kept(program):
    ran = run_child([program("print('a' * 50 + 'b' * 50)")], limit=20)
    assert ran.stdout == "a" * 10 + "\n[… 81 bytes …]\n" + "b" * 9 + "\n"


def test_standard_input_stays_open_for_a_conversation(program):
    path = program(
        """
        for line in iter(input, "adiós"):
            print("eco", line)
        """
    )
    with start_child([path]) as child:
        child.write("uno\n")
        assert child.wait_for(r"eco (\w+)", stream="stdout")[1] == "uno"
        child.write("adiós\n")
        assert child.wait().returncode == 0
        assert child.wait() is child.wait()


def test_a_child_that_ends_instead_of_saying_it_is_told_with_what_it_said(program):
    with start_child([program("print('otra cosa')")]) as child, pytest.raises(ChildNotReady) as caught:
        child.wait_for("listo")
    assert caught.value.ended
    assert caught.value.stdout == "otra cosa\n"


def test_a_child_that_says_nothing_in_time_is_told(program):
    with start_child([program("import time; time.sleep(60)")]) as child:
        with pytest.raises(ChildNotReady) as caught:
            child.wait_for("listo", timeout=0.2)
        assert not caught.value.ended


@posix
def test_a_program_that_drains_at_sigterm_is_asked_and_collected(program):
    path = program(
        """
        import asyncio, signal
        async def main():
            stop = asyncio.Event()
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
            print("listo")
            await stop.wait()
            print("vaciado")
        asyncio.run(main())
        """
    )
    with start_child([path]) as child:
        child.wait_for("listo")
        assert child.can_be_asked_to_stop
        child.terminate()
        ran = child.wait()
    assert (ran.returncode, ran.stdout, ran.timed_out) == (0, "listo\nvaciado\n", False)


@linux
def test_a_wait_for_what_does_not_come_ends_once_all_is_still(program):
    path = program(
        """
        import subprocess, sys
        print("listo")
        subprocess.run([sys.executable, "-c", "import time; time.sleep(60)"])
        """
    )
    with start_child([path]) as child:
        child.wait_for("listo")
        assert child.until(lambda: threading.Event().wait(0.05) or None, timeout=30, still=0.5) is None
        with pytest.raises(ChildNotReady):
            child.wait_for("nunca", timeout=30, still=0.5)
        ran = child.wait(30, still=0.5)
    assert ran.timed_out
    assert ran.seconds < 30


def test_who_moves_is_waited_for(program):
    path = program(
        """
        import subprocess, sys
        print("listo")
        busy = "import time\\nwhile time.process_time() < 1.5: pass"
        subprocess.run([sys.executable, "-c", busy])
        for _ in range(20):
            __import__("time").sleep(0.05)
        print("fin")
        """
    )
    with start_child([path]) as child:
        child.wait_for("fin", timeout=60, still=0.4)
        ran = child.wait(60, still=0.4)
    assert (ran.returncode, ran.timed_out) == (0, False)


def test_uvicorn_on_the_command_line_says_its_port_and_answers(program, tmp_path):
    import httpx

    program(
        """
        async def app(scope, receive, send):
            assert scope["type"] == "http"
            await send({"type": "http.response.start", "status": 200})
            await send({"type": "http.response.body", "body": b"ok"})
        """,
        "principal.py",
    )
    with start_child(["-m", "uvicorn", "principal:app", "--port", "0"], cwd=tmp_path) as child:
        port = child.wait_for(r"Uvicorn running on http://127\.0\.0\.1:(\d+)")[1]
        with httpx.Client(trust_env=False) as http:
            assert http.get(f"http://127.0.0.1:{port}/").text == "ok"
        child.terminate()
        ran = child.wait()
    assert not ran.timed_out
    assert "Finished server process" in ran.stderr


@linux
def test_an_exception_in_the_block_kills_the_child(program):
    pids = []

    def interrupted():
        with start_child([program("import time; time.sleep(60)")]) as child:
            pids.append(child.pid)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not alive(pids[0])


def test_the_environment_is_clean_of_the_kernel_and_of_python_flags(monkeypatch):
    for name in ("JPY_PARENT_PID", "PYTHONPATH", "PYTHONASYNCIODEBUG", "PYTHONWARNINGS", "FORCE_COLOR"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("PROPIA", "2")
    environment = child_environment({"NUEVA": "3", "PROPIA": None})
    assert not {"JPY_PARENT_PID", "PYTHONPATH", "PYTHONASYNCIODEBUG", "PYTHONWARNINGS", "FORCE_COLOR"} & set(
        environment
    )
    assert environment["NUEVA"] == "3"
    assert "PROPIA" not in environment
    assert environment["PYTHONUTF8"] == "1"


def test_it_works_without_what_only_posix_has(program, monkeypatch):
    """As on Windows: no sessions, no groups, no waitid. The child comes back; who outlived it is unknown."""
    for name in ("killpg", "setsid", "waitid"):
        monkeypatch.delattr(os, name, raising=False)
    ran = run_child([program("print('hola')")])
    assert (ran.returncode, ran.stdout, ran.leftovers) == (0, "hola\n", None)
    late = run_child([program("import time; time.sleep(60)")], timeout=0.3)
    assert (late.timed_out, late.leftovers) == (True, None)
    assert late.returncode is not None


@posix
@pytest.mark.skipif(subprocess.run(["which", "ps"], capture_output=True).returncode != 0, reason="no ps")
def test_it_counts_by_process_group_without_proc(program, monkeypatch, tmp_path):
    """As on macOS."""
    monkeypatch.setattr("asyncaula.checks.child.tree._PROC", tmp_path)
    ran = run_child([program(GRANDCHILD.format(new=False))], settle=0.1, interpreter_flags=())
    assert ran.leftovers == 1
    assert not alive(int(ran.stdout))


def test_it_leaves_no_threads_and_no_open_files(program):
    path = program("print('hola')")
    run_child([path])
    threads = threading.active_count()
    for _ in range(5):
        run_child([path])
    assert threading.active_count() <= threads


def test_a_loaded_machine_is_no_warning_of_the_programs(tmp_path):
    code = tmp_path / "lento.py"
    code.write_text(
        "import asyncio, time\n\nasync def main():\n    time.sleep(0.15)\n\nasyncio.run(main())\n",
        encoding="utf-8",
    )
    assert "took 0." in run_child([code]).stderr
    expect(script(str(code))).exits(0).prints_no_warnings()
