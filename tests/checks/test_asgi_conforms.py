"""From a scenario to a verdict; and what a real Uvicorn says to apps that break a rule here or none."""

import asyncio
import contextlib

import httpx
import pytest
from websockets.sync.client import connect

from asyncaula.checks import Diagnosis, expect, run, scenario
from asyncaula.checks.asgi import RULES, AsgiClient
from asyncaula.checks.serving import serve


async def model(scope, receive, send):
    """Lifespan, an echo of bodies, a stream that stops when the client leaves, a WebSocket."""
    match scope["type"], scope.get("path"):
        case "lifespan", _:
            await receive()
            scope["state"]["saludo"] = b"hola "
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
        case "http", "/flujo":
            await stream(receive, send)
        case "http", _:
            await echo(scope, receive, send)
        case "websocket", _:
            await talk(scope, receive, send)


async def echo(scope, receive, send):
    body, more = scope["state"]["saludo"], True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message.get("body", b"")
        more = message.get("more_body", False)
    length = str(len(body)).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
    await send({"type": "http.response.body", "body": body})


async def stream(receive, send):
    async def gone():
        while (await receive())["type"] != "http.disconnect":
            pass

    leaving = asyncio.create_task(gone())
    await send({"type": "http.response.start", "status": 200})
    for i in range(3):
        done, _ = await asyncio.wait([leaving], timeout=0.01)
        if done:
            return
        await send({"type": "http.response.body", "body": b"%d" % i, "more_body": True})
    await send({"type": "http.response.body"})
    await leaving


async def talk(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept", "subprotocol": scope["subprotocols"][0]})
    while (message := await receive())["type"] == "websocket.receive":
        if message.get("text") == "fin":
            await send({"type": "websocket.close", "code": 4000})
            return
        await send({"type": "websocket.send", "text": message["text"] + "!"})


def test_the_model_breaks_no_rule_by_hand():
    async def ask():
        client = AsgiClient(model)
        async with client.lifespan() as life:
            body = await client.post("/", body=[b"a", 1, b"b"])
            stream = await client.get("/flujo")
            left = await client.get("/flujo", disconnect_at=0.015)
            async with client.websocket("/", subprotocols=["eco"]) as ws:
                answer = await ws.ask("hola")
                ws.send("fin")
                closed = await ws.wait_closed()
        return life.seen(), body, stream, left, answer, closed, ws.seen()

    result = run(ask)
    life, body, stream_seen, left, answer, closed, ws = result.value
    assert [e["violations"] for e in (life, body, stream_seen, left, ws)] == [[]] * 5
    assert (body["body"], stream_seen["body"], left["body"]) == (b"hola ab", b"012", b"0")
    assert (answer, closed["code"], ws["subprotocol"]) == ("hola!", 4000, "eco")
    assert (result.leaked, result.unretrieved) == ((), ())


def test_the_model_is_served_by_uvicorn():
    with serve(model, lifespan="on") as served:
        assert served.http.post("/", content=iter([b"a", b"b"])).content == b"hola ab"
        assert served.http.get("/flujo").content == b"012"
        address = served.url.replace("http", "ws")
        with connect(address, subprotocols=["eco"], proxy=None) as ws:
            ws.send("hola")
            assert (ws.recv(), ws.subprotocol) == ("hola!", "eco")
            ws.send("fin")
            with pytest.raises(Exception, match="4000"):
                ws.recv()
    assert served.ending == "clean"
    assert not [line for line in served.log if not line.startswith("INFO")]


@pytest.mark.parametrize(("path", "rule"), [("/a", "http.after_end"), ("/b", "http.unfinished")])
def test_what_breaks_a_rule_here_is_refused_by_uvicorn_too(path, rule):
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": b"a", "more_body": scope["path"] == "/b"})
        if scope["path"] == "/a":
            await send({"type": "http.response.body", "body": b"b"})

    async def ask():
        return (await AsgiClient(app).get(path))["violations"][0]["rule"]

    assert run(ask).value == rule
    with serve(app, lifespan="off") as served, contextlib.suppress(httpx.RemoteProtocolError):
        served.http.get(path)
    assert any(line.startswith("ERROR") for line in served.log)


# -- verdicts ------------------------------------------------------------------------------------------------


@scenario
async def saluda(app_hola, lab):
    client = lab.asgi(app_hola)
    return {"respuesta": await client.get("/"), "vida": None}


def verdict(monkeypatch, app, codes=None):
    monkeypatch.setitem(saluda.namespace, "app_hola", app)
    with pytest.raises(Diagnosis) as caught:
        expect(saluda).conforms(codes)
    return caught.value.finding


async def right(scope, receive, send):
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": "año".encode()})


async def text_body(scope, receive, send):
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": "año"})


async def forgets(scope, receive, send):
    send({"type": "http.response.start", "status": 200})
    send({"type": "http.response.body", "body": b"hola"})


async def fails(scope, receive, send):
    scope["cuerpo"]


async def hangs(scope, receive, send):
    await asyncio.Event().wait()


async def unwritten(scope, receive, send):
    raise NotImplementedError


def test_a_scenario_hands_an_exchange_over_as_data(monkeypatch):
    monkeypatch.setitem(saluda.namespace, "app_hola", right)
    e = expect(saluda).conforms().leaves_nothing().takes(0)
    assert e.result.value["respuesta"]["body"] == "año".encode()


def test_a_rule_is_told_with_its_line_and_the_code_that_the_lesson_gives_it(monkeypatch):
    finding = verdict(monkeypatch, text_body)
    assert (finding.code, "debe ser de tipo bytes" in finding.observed) == ("E28", True)
    assert finding.lines[0].endswith('await send({"type": "http.response.body", "body": "año"})')
    assert verdict(monkeypatch, text_body, {"http.body": "E19"}).code == "E19"
    assert verdict(monkeypatch, text_body, {"http": "E18"}).code == "E18"
    assert verdict(monkeypatch, text_body, {"headers": "E18"}).code == "E28"


def test_misconceptions_of_asyncio_keep_their_general_codes(monkeypatch):
    assert verdict(monkeypatch, forgets).code == "E14"
    assert verdict(monkeypatch, fails).code == "E08"
    assert verdict(monkeypatch, hangs).code == "E06"
    assert verdict(monkeypatch, unwritten).code == "E01"


def test_every_rule_names_its_section_and_speaks_in_one_piece():
    for name, rule in RULES.items():
        assert rule.section.split()[0] in ("HTTP", "WebSocket", "Lifespan", "core,"), name
        assert not rule.message.endswith("."), name
