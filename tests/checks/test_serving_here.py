"""`serve_here`: both ends of a real connection in one loop, on its clock."""

from __future__ import annotations

import asyncio
import time

import pytest

from asyncaula.checks import run
from asyncaula.checks.serving import ServerDidNotStart, is_listening, serve_here


async def echo(scope, receive, send):
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


def test_it_serves_in_the_callers_loop_and_closes_its_port():
    async def ask():
        loops = []

        async def app(scope, receive, send):
            loops.append(asyncio.get_running_loop())
            await echo(scope, receive, send)

        async with serve_here(app) as served, served.async_http() as http:
            text = (await http.get("/hola")).text
        again = await asyncio.to_thread(is_listening, served.host, served.port)
        return text, loops[-1] is asyncio.get_running_loop(), again, served.ending

    result = run(ask)
    assert result.value == ("/hola", True, False, "clean")
    assert (result.leaked, result.unretrieved, result.printed) == ((), (), "")


def test_time_stands_still_while_they_talk_and_jumps_while_they_wait():
    async def ask():
        async def app(scope, receive, send):
            if scope["path"] == "/tarde":
                await asyncio.sleep(3600)
            await echo(scope, receive, send)

        async with serve_here(app, lifespan="off") as served, served.async_http(timeout=None) as http:
            await http.get("/")
            quick = asyncio.get_running_loop().time()
            return quick, (await http.get("/tarde")).text

    result = run(ask)
    assert result.value == (0, "/tarde")
    assert result.elapsed == pytest.approx(3600)
    assert result.real < 3


def test_a_call_that_blocks_in_the_app_is_named():
    async def ask():
        async def app(scope, receive, send):
            time.sleep(1)

        async with serve_here(app, lifespan="off") as served, served.async_http() as http:
            await http.get("/")

    result = run(ask)
    assert result.outcome == "blocked"
    assert result.blocking[0].call == "time.sleep"
    assert "time.sleep(1)" in result.blocking[0].place.text


def test_a_request_that_never_ends_is_cut_at_the_end():
    async def ask():
        async def app(scope, receive, send):
            await asyncio.Event().wait()

        async with serve_here(app, lifespan="off") as served, served.async_http(timeout=None) as http:
            waiting = asyncio.create_task(http.get("/"))
            await asyncio.sleep(60)
            done = waiting.done()
            waiting.cancel()
        return done

    result = run(ask)
    assert result.value is False
    assert result.leaked == ()


def test_a_lifespan_that_refuses_is_told_and_does_not_end_the_loop():
    async def app(scope, receive, send):
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "falta algo"})

    async def ask():
        try:
            async with serve_here(app):
                pass
        except ServerDidNotStart as exc:
            return exc.reason, exc.log[-2]

    assert run(ask).value == ("failed", "ERROR: falta algo")
