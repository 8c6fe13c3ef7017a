"""What a lesson needs works in the sandbox as it does at home."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

WORKERS = """
import multiprocessing as mp
from multiprocessing import shared_memory

def doble(n):
    return 2 * n

def suma(cerrojo, total, cola):
    with cerrojo:
        total.value += 1
    cola.put(total.value)

def escribe(nombre):
    memoria = shared_memory.SharedMemory(nombre)
    memoria.buf[0] = 42
    memoria.close()
"""


@pytest.fixture(scope="module", autouse=True)
def _workers(kernel):
    assert kernel.run(f"open('trabajo.py', 'w').write({WORKERS!r}); import trabajo").status == "ok"


@pytest.mark.parametrize("method", ["spawn", "forkserver", "fork"])
def test_multiprocessing_pools_and_locks_work(kernel, method):
    told = kernel.tells(
        f"""
import multiprocessing as mp, trabajo, warnings
from concurrent.futures import ProcessPoolExecutor
warnings.simplefilter("ignore", DeprecationWarning)
c = mp.get_context({method!r})
with ProcessPoolExecutor(2, mp_context=c) as pool:
    doubled = list(pool.map(trabajo.doble, range(4)))
lock, total, queue = c.Lock(), c.Value("i", 0), c.Queue()
ps = [c.Process(target=trabajo.suma, args=(lock, total, queue)) for _ in range(3)]
for p in ps: p.start()
seen = sorted(queue.get(timeout=30) for _ in ps)
for p in ps: p.join(30)
told = [doubled, seen, total.value, [p.exitcode for p in ps]]
"""
    )
    assert told == [[0, 2, 4, 6], [1, 2, 3], 3, [0, 0, 0]]


def test_shared_memory_works(kernel):
    told = kernel.tells(
        """
import multiprocessing as mp, trabajo
from multiprocessing import shared_memory
m = shared_memory.SharedMemory(create=True, size=10)
p = mp.get_context("spawn").Process(target=trabajo.escribe, args=(m.name,)); p.start(); p.join(30)
told = m.buf[0]
m.close(); m.unlink()
"""
    )
    assert told == 42


def test_a_server_on_localhost_can_be_reached(kernel):
    told = kernel.tells(
        """
import asyncio
async def eco(reader, writer):
    writer.write(await reader.readline()); await writer.drain(); writer.close()
told = []
for host in ("127.0.0.1", "localhost"):
    async with await asyncio.start_server(eco, host, 0) as server:
        r, w = await asyncio.open_connection(host, server.sockets[0].getsockname()[1])
        w.write(b"hola\\n"); told.append((await r.readline()).decode()); w.close()
"""
    )
    assert told == ["hola\n", "hola\n"]


def test_the_checks_run_a_scenario(kernel):
    told = kernel.tells(
        """
import asyncio
from asyncaula.checks import expect, protect, run, scenario
protect()
async def juntos(fabricas):
    return await asyncio.gather(*(f() for f in fabricas))
@scenario
async def dos(juntos, lab):
    return list(await juntos([lab.job("a", 3), lab.job("b", 1)]))
told = [float(expect(dos).returns(["a", "b"]).takes(3).worth(1)), run(juntos, []).outcome]
"""
    )
    assert told == [1.0, "ok"]


def test_the_checks_run_a_program(kernel):
    told = kernel.tells(
        """
from asyncaula.checks import expect, script
open("hola.py", "w").write("print('hola', input())")
told = float(expect(script("hola.py", stdin="Ana\\n")).exits(0).worth(1))
"""
    )
    assert told == 1.0


def test_the_checks_serve_an_application(kernel):
    told = kernel.tells(
        """
import httpx
from asyncaula.checks.serving import serve
async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"hola"})
with serve(app) as servido:
    told = [httpx.get(f"http://{servido.host}:{servido.port}/").text]
told.append(servido.ending)
"""
    )
    assert told == ["hola", "clean"]


def test_many_threads_can_be_started(kernel):
    told = kernel.tells(
        """
import threading
wait = threading.Event()
ts = [threading.Thread(target=wait.wait) for _ in range(200)]
for t in ts: t.start()
wait.set()
for t in ts: t.join()
told = len(ts)
"""
    )
    assert told == 200


def test_what_a_cell_writes_past_python_does_not_reach_the_grader(start, capfd):
    inside = start()
    inside.run(
        "import os, subprocess; os.write(2, b'E' * 100_000); subprocess.run('echo fuera >&2', shell=True)"
    )
    inside.end()
    assert "fuera" not in "".join(capfd.readouterr())


def test_an_interrupt_ends_a_cell_and_not_the_kernel(kernel):
    code = "print('empieza', flush=True)\nwhile True: pass"
    request = kernel.kc.execute(code, stop_on_error=False)  # else the next request may come back "aborted"
    while True:
        message = kernel.kc.get_iopub_msg(timeout=60)
        if message["msg_type"] == "stream" and message["parent_header"]["msg_id"] == request:
            break
    kernel.km.interrupt_kernel()
    while (reply := kernel.kc.get_shell_msg(timeout=60))["parent_header"]["msg_id"] != request:
        pass
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert kernel.tells("told = 1 + 1") == 2


def test_the_caller_chooses_what_else_is_in_the_environment(start):
    inside = start(environment={"ASYNCAULA_SEED": "7"})
    assert inside.tells("import os; told = os.environ['ASYNCAULA_SEED']") == "7"
