"""`watch_uvicorn`: what a Uvicorn that the learner's code runs did, without a line on stderr."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import socket

import httpx
import pytest
import uvicorn

from asyncaula.checks.serving import is_listening, serve, watch_uvicorn

faulty = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The learner's mistake itself leaves a socket open or a coroutine never awaited."""


async def app(scope, receive, send):
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": b"ok"})


async def servir(app, uso, *, stop=True):
    """The reference of lesson 11, more or less."""
    server = uvicorn.Server(uvicorn.Config(app, port=0))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        return await uso(f"http://127.0.0.1:{port}")
    finally:
        if stop:
            server.should_exit = True
            await task
        else:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def ask(url):
    async with httpx.AsyncClient(trust_env=False) as http:
        return (await http.get(url)).text


def test_a_good_server_is_seen_whole_and_its_port_is_closed(capfd):
    with watch_uvicorn() as watch:

        async def uso(url):
            assert watch.ready()
            assert len(watch.still_listening()) == 1
            return await ask(url)

        assert asyncio.run(servir(app, uso)) == "ok"
    (seen,) = watch.servers
    assert (seen.host, seen.port, seen.reload) == ("127.0.0.1", 0, False)
    assert (seen.started, seen.asked_to_exit, seen.ended, seen.error) == (True, "after", True, None)
    assert len(seen.addresses) == 1
    assert watch.still_listening() == ()
    assert not watch.ready()
    assert any("Uvicorn running on" in line for line in watch.log)
    assert capfd.readouterr().err == ""


def test_loggers_are_as_they_were_though_config_set_them_up():
    logger = logging.getLogger("uvicorn")
    before = (logger.level, logger.propagate, list(logger.handlers))
    with watch_uvicorn():
        asyncio.run(servir(app, ask))
        assert logger.handlers != before[2]
    assert (logger.level, logger.propagate, logger.handlers) == before


@faulty
def test_a_server_that_was_cancelled_instead_of_asked_is_told():
    with watch_uvicorn() as watch:
        asyncio.run(servir(app, ask, stop=False))
        gc.collect()
    (seen,) = watch.servers
    assert (seen.asked_to_exit, seen.error) == (None, "CancelledError")


@faulty
def test_uvicorn_run_inside_a_loop_is_counted():
    async def wrong():
        uvicorn.run(app, port=0)

    with watch_uvicorn() as watch, pytest.raises(RuntimeError):
        asyncio.run(wrong())
    gc.collect()
    assert watch.runs == 1
    assert not watch.servers[0].started


def test_servers_of_serve_are_not_counted_and_log_apart():
    with watch_uvicorn() as watch, serve(app) as served:
        served.http.get("/")
        assert watch.servers == ()
    assert watch.log == []
    assert any("GET" in line for line in served.log)


def test_a_closed_port_does_not_listen():
    with socket.create_server(("127.0.0.1", 0)) as sock:
        address = sock.getsockname()
        assert is_listening(*address)
    assert not is_listening(*address)
