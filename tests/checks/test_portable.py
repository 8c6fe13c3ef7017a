"""Nothing in the checks needs Linux: what POSIX alone has is taken away, and verdicts still come."""

import os
import subprocess
import sys
import textwrap

PROGRAM = textwrap.dedent(
    """
    import sys, os, signal, select, socket, time
    import asyncio, concurrent.futures, pathlib, multiprocessing, subprocess, tempfile, threading
    # What Windows does not have, taken away before anything of ours is imported (CPython's own POSIX parts need it).
    for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix_ipc", "syslog"):
        sys.modules[name] = None
    for name in ("SIGUSR1", "SIGUSR2", "SIGALRM", "SIGHUP", "setitimer", "pthread_kill"):
        if hasattr(signal, name):
            delattr(signal, name)
    for name in ("killpg", "setsid", "getpgid", "setpgid"):
        if hasattr(os, name):
            delattr(os, name)
    import selectors
    selectors.DefaultSelector = selectors.SelectSelector
    if hasattr(time, "pthread_getcpuclockid"):
        del time.pthread_getcpuclockid
    from asyncaula.checks import Diagnosis, expect, protect, run, scenario, script

    async def en_paralelo(fabricas):
        return list(await asyncio.gather(*(f() for f in fabricas)))

    @scenario
    async def tres(en_paralelo, lab):
        return await en_paralelo([lab.job("a", 3), lab.job("b", 1)])

    async def kernel():
        protect()
        print(float(expect(tres).returns(["a", "b"]).takes(3).leaves_nothing().worth(1)))
        async def hangs():
            await asyncio.Event().wait()
        print(run(hangs).outcome)
        async def blocks():
            time.sleep(1)
        print(run(blocks).outcome)
        def spins():
            while True: pass
        print(run(spins, timeout=0.1).outcome)

    asyncio.run(kernel())
    pathlib.Path("hola.py").write_text("print('hola')")
    expect(script("hola.py")).exits(0).prints("hola")
    pathlib.Path("eterno.py").write_text("while True: pass")
    try:
        expect(script("eterno.py", timeout=0.2)).exits(0)
    except Diagnosis as told:
        print(told.finding.code)
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"servido"})
    from asyncaula.checks.serving import serve
    with serve(app, lifespan="off") as served:
        print(served.http.get("/").text)
    from asyncaula.checks.processes import TracedValue, program, watched
    expect(program("hola.py")).exits(0).prints("hola")
    with watched("hola.py", method="spawn", value=TracedValue(0, 1)) as watch:
        pass
    print(watch.report["started"])
    """
)


def test_verdicts_come_without_what_posix_alone_has(tmp_path):
    code = tmp_path / "program.py"
    code.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", str(code)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONASYNCIODEBUG": "", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert done.stderr == ""
    assert done.stdout.split() == ["1.0", "deadlock", "blocked", "timeout", "E06", "servido", "hola", "0"]
