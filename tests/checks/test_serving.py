"""`serve`: a real Uvicorn in a thread, ready clients, its log captured, an end that always comes."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import httpx
import pytest
import uvicorn
import uvicorn.protocols.http.h11_impl

from asyncaula.checks.serving import ServerDidNotStart, ServerDidNotStop, is_listening, serve


async def hello(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": message["type"] + ".complete"})
            if message["type"] == "lifespan.shutdown":
                return
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message["text"].upper()})
        return
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"x-path", scope["path"].encode())]}
    )
    await send({"type": "http.response.body", "body": b"hola"})


def lifespan_app(startup=None, shutdown=None, request=None):
    async def app(scope, receive, send):
        if scope["type"] == "lifespan":
            await receive()
            if startup:
                await startup(send)
            await send({"type": "lifespan.startup.complete"})
            await receive()
            if shutdown:
                await shutdown(send)
            await send({"type": "lifespan.shutdown.complete"})
        else:
            if request:
                await request(send)
            await hello(scope, receive, send)

    return app


async def forever(send):
    await asyncio.Event().wait()


async def stubborn(send):
    while True:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(3600)


async def blocks(send):
    time.sleep(1.0)


async def spins(send):
    while True:
        pass


async def fails(send):
    raise RuntimeError("no hay base de datos")


def server_threads():
    return [t.name for t in threading.enumerate() if t.name.startswith("uvicorn:")]


def test_an_application_is_served_on_a_free_port_with_a_ready_client():
    with serve(hello) as served:
        answer = served.http.get("/saludo")
        assert (answer.status_code, answer.text, answer.headers["x-path"]) == (200, "hola", "/saludo")
        assert answer.headers["server"] == "uvicorn"
        assert "date" in answer.headers
        assert (served.host, served.url) == ("127.0.0.1", f"http://127.0.0.1:{served.port}")
        assert is_listening(served.host, served.port)
    assert served.ending == "clean"
    assert not is_listening(served.host, served.port)
    assert server_threads() == []


def test_the_log_is_kept_and_nothing_reaches_stderr(capfd):
    with serve(hello) as served:
        served.http.get("/x")
    assert any('"GET /x HTTP/1.1" 200' in line for line in served.log)
    assert "INFO: Application startup complete." in served.log
    assert "INFO: Application shutdown complete." in served.log
    assert capfd.readouterr() == ("", "")


def test_an_exception_in_a_request_is_in_the_log_with_its_traceback(capfd):
    with serve(lifespan_app(request=fails)) as served:
        assert served.http.get("/").status_code == 500
    assert any("RuntimeError: no hay base de datos" in line for line in served.log)
    assert capfd.readouterr().err == ""


def test_a_task_nobody_awaits_ends_in_the_log(capfd):
    async def loses_a_task(send):
        async def bad():
            raise ValueError("perdida")

        task = asyncio.create_task(bad())
        await asyncio.sleep(0)
        del task
        gc.collect()

    with serve(lifespan_app(request=loses_a_task)) as served:
        served.http.get("/")
    assert any("never retrieved ValueError: perdida" in line for line in served.log)
    assert capfd.readouterr().err == ""


def test_loggers_are_as_they_were():
    logger = logging.getLogger("uvicorn.error")
    mine = logging.NullHandler()
    logger.addHandler(mine)
    logger.setLevel(logging.CRITICAL)
    try:
        with serve(hello) as first, serve(hello) as second:
            first.http.get("/uno")
            second.http.get("/dos")
        assert logger.level == logging.CRITICAL
        assert logger.handlers == [mine]
        assert logger.filters == []
    finally:
        logger.removeHandler(mine)
        logger.setLevel(logging.NOTSET)


def test_several_servers_at_once_keep_their_own_logs():
    with contextlib.ExitStack() as stack:
        all_served = [stack.enter_context(serve(hello)) for _ in range(4)]
        for i, served in enumerate(all_served):
            served.http.get(f"/numero{i}")
    for i, served in enumerate(all_served):
        requests = [line for line in served.log if "GET" in line]
        assert len(requests) == 1
        assert f"/numero{i} " in requests[0]


def test_a_websocket_is_ready_to_use():
    with serve(hello) as served, served.websocket("/eco") as ws:
        ws.send("hola")
        assert ws.recv(timeout=5) == "HOLA"
    assert served.ending == "clean"


def test_connections_do_not_wait_for_acknowledgements():
    """Nagle's algorithm is off: with it a request on a connection that was used before takes 40 ms."""
    no_delay = []

    class Protocol(uvicorn.protocols.http.h11_impl.H11Protocol):
        def connection_made(self, transport):
            sock = transport.get_extra_info("socket")
            no_delay.append(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            super().connection_made(transport)

    class Config(uvicorn.Config):
        def load(self):
            super().load()
            self.http_protocol_class = Protocol

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uvicorn, "Config", Config)
        with serve(hello) as served:
            served.http.get("/")
    assert no_delay
    assert all(no_delay)


def test_clients_left_open_do_not_hold_up_the_end():
    with serve(hello) as served:
        ws = served.websocket("/eco")
        ws.send("hola")
        ws.recv(timeout=5)
        served.http.get("/")
        plain = urllib.request.urlopen(f"{served.url}/")
    plain.close()
    assert served.ending == "clean"


def test_a_hung_startup_is_cut_and_told_with_its_line():
    with pytest.raises(ServerDidNotStart) as caught, serve(lifespan_app(startup=forever), start=0.3):
        pytest.fail("must not be reached")
    assert caught.value.reason == "hung"
    assert caught.value.where.text == "await asyncio.Event().wait()"
    assert "INFO: Waiting for application startup." in caught.value.log
    assert server_threads() == []


def test_a_startup_that_refuses_to_be_cancelled_is_ended_too():
    with pytest.raises(ServerDidNotStart) as caught, serve(lifespan_app(startup=stubborn), start=0.3):
        pytest.fail("must not be reached")
    assert caught.value.reason == "hung"
    assert server_threads() == []


def test_a_startup_that_spins_is_told_as_blocked_and_ended():
    with pytest.raises(ServerDidNotStart) as caught, serve(lifespan_app(startup=spins), start=0.3):
        pytest.fail("must not be reached")
    assert caught.value.reason == "blocked"
    assert caught.value.where.function == "spins"
    assert server_threads() == []


def test_a_startup_that_blocks_is_told_as_blocked():
    with pytest.raises(ServerDidNotStart) as caught, serve(lifespan_app(startup=blocks), start=0.2):
        pytest.fail("must not be reached")
    assert caught.value.reason == "blocked"
    assert caught.value.where.text.startswith("time.sleep(1.0)")


def test_a_failed_startup_is_told_with_the_log():
    async def refuses(send):
        await send({"type": "lifespan.startup.failed", "message": "falta la clave"})
        raise SystemError("fin")

    with pytest.raises(ServerDidNotStart) as caught, serve(lifespan_app(startup=refuses)):
        pytest.fail("must not be reached")
    assert caught.value.reason == "failed"
    assert "ERROR: falta la clave" in caught.value.log
    assert "falta la clave" in str(caught.value)


def test_an_exception_at_startup_stops_it_with_lifespan_on_and_not_with_auto():
    """Uvicorn's own rule, which lesson 11 is about."""
    with pytest.raises(ServerDidNotStart) as caught, serve(lifespan_app(startup=fails), lifespan="on"):
        pytest.fail("must not be reached")
    assert caught.value.reason == "failed"
    with serve(lifespan_app(startup=fails)) as served:
        assert served.http.get("/").status_code == 200
    assert served.ending == "clean"


def test_what_is_not_an_application_is_told_as_crashed():
    with pytest.raises(ServerDidNotStart) as caught, serve("no_existe:app"):
        pytest.fail("must not be reached")
    assert caught.value.reason in {"crashed", "failed"}
    assert any("no_existe" in line for line in caught.value.log)


def test_a_hung_shutdown_is_cut_and_told():
    with pytest.raises(ServerDidNotStop) as caught, serve(lifespan_app(shutdown=forever), stop=0.3) as served:
        assert served.http.get("/").status_code == 200
    assert caught.value.reason == "hung"
    assert caught.value.where.text == "await asyncio.Event().wait()"
    assert served.ending == "cut"
    assert server_threads() == []
    assert not is_listening(served.host, served.port)


def test_a_failed_shutdown_is_an_ending_and_no_exception():
    with serve(lifespan_app(shutdown=fails)) as served:
        pass
    assert served.ending == "failed"


def test_a_hung_request_gets_its_grace_and_is_cancelled():
    with serve(lifespan_app(request=forever), grace=0.1) as served:
        with pytest.raises(httpx.ReadTimeout):
            served.http.get("/", timeout=0.2)
        answers = served.at_once("/a", "/b", timeout=0.2)
        assert [type(a) for a in answers] == [httpx.ReadTimeout] * 2
    assert served.ending == "clean"
    assert server_threads() == []


def test_the_blocks_own_exception_goes_through_with_a_note():
    with pytest.raises(KeyError) as caught, serve(lifespan_app(shutdown=forever), stop=0.2):
        raise KeyError("propia")
    assert any("no terminó de cerrar" in note for note in caught.value.__notes__)


def test_requests_at_once_are_handled_together():
    """Two requests that wait for each other both get an answer."""
    meeting = asyncio.Barrier(2)

    async def meet(send):
        await meeting.wait()

    with serve(lifespan_app(request=meet)) as served:
        assert [a.status_code for a in served.at_once("/", "/")] == [200, 200]


def test_an_asynchronous_scenario_can_serve_and_ask():
    async def scenario():
        with serve(hello) as served:
            async with served.async_http() as http:
                answers = await asyncio.gather(*(http.get(f"/{i}") for i in range(3)))
            return [a.headers["x-path"] for a in answers]

    assert asyncio.run(scenario()) == ["/0", "/1", "/2"]


def test_a_loop_without_readers_will_do():
    """As the proactor of Windows."""

    class NoReaders(asyncio.SelectorEventLoop):
        def remove_reader(self, fd):
            raise NotImplementedError

    with serve(hello, loop_factory=NoReaders) as served:
        assert served.http.get("/").text == "hola"
    assert served.ending == "clean"


def test_twenty_servers_in_sequence_leave_no_threads_and_no_sockets():
    """In a fresh interpreter with warnings as errors: a socket left open would be told on stderr."""
    program = """
import gc, os, sys, threading
sys.path[:0] = {path!r}
from asyncaula.checks.serving import serve
from test_serving import hello
def descriptors():
    return len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
with serve(hello) as served:
    served.http.get("/")
gc.collect()
before = descriptors()
for _ in range(20):
    with serve(hello) as served:
        served.http.get("/")
        served.websocket("/").close()
gc.collect()
print(threading.active_count(), descriptors() - before)
"""
    import pathlib

    import asyncaula

    path = [str(pathlib.Path(asyncaula.__file__).parent.parent), str(pathlib.Path(__file__).parent)]
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", program.format(path=path)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout.split(), done.stderr) == (["1", "0"], "")
