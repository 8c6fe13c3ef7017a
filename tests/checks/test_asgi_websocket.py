"""`AsgiClient.websocket`: every rule broken once and kept once, both ends sending and closing."""

import asyncio

import pytest

from asyncaula.checks import run
from asyncaula.checks.asgi import RULES, AsgiClient

ACCEPT, CLOSE = {"type": "websocket.accept"}, {"type": "websocket.close"}
HOLA = {"type": "websocket.send", "text": "hola"}


async def nothing(ws):
    await asyncio.sleep(0)


def drive(app, use=nothing, path="/ws", **options):
    """Open a WebSocket on the virtual clock, use it; gives what `use` gave and the exchange."""

    async def ask():
        async with AsgiClient(app).websocket(path, **options) as ws:
            value = await use(ws)
        return value, ws.seen()

    result = run(ask)
    assert result.outcome == "ok", result.error
    assert (result.leaked, result.pending, result.never_awaited, result.unretrieved) == ((), (), (), ())
    return result.value


def sends(*messages, first=True):
    async def app(scope, receive, send):
        if first:
            await receive()
        for message in messages:
            await send(message)

    return app


def rules(exchange):
    return [v["rule"] for v in exchange["violations"]]


async def echo(scope, receive, send):
    assert scope["type"] == "websocket"
    assert (await receive())["type"] == "websocket.connect"
    await send(ACCEPT)
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        if message.get("text") == "fin":
            await send({**CLOSE, "code": 3001, "reason": "adiós"})
            return
        await send({**message, "type": "websocket.send"})


CHAT = {"subprotocols": ["chat", "eco"]}
KEPT = {
    "accept and close": [ACCEPT, CLOSE],
    "refuse": [CLOSE],
    "refuse with a code": [{**CLOSE, "code": 4001}],
    "all keys": [
        {**ACCEPT, "subprotocol": "eco", "headers": [(b"x-a", b"1")]},
        {**HOLA, "bytes": None},
        {"type": "websocket.send", "bytes": b""},
        {**CLOSE, "code": 1008, "reason": None},
    ],
    "no subprotocol": [{**ACCEPT, "subprotocol": None}, CLOSE],
}
BROKEN = {
    "unknown": ("message.unknown", [{"type": "websocket.receive", "text": "a"}]),
    "foreign": ("message.foreign", [{"type": "http.response.start", "status": 200}]),
    "send first": ("websocket.send_first", [HOLA]),
    "two accepts": ("websocket.second_accept", [ACCEPT, ACCEPT]),
    "after close": ("websocket.after_close", [ACCEPT, CLOSE, HOLA]),
    "two closes": ("websocket.after_close", [ACCEPT, CLOSE, CLOSE]),
    "no answer": ("websocket.no_answer", []),
    "no close": ("websocket.no_close", [ACCEPT, HOLA]),
    "neither": ("websocket.content", [ACCEPT, {"type": "websocket.send"}]),
    "both": ("websocket.content", [ACCEPT, {**HOLA, "bytes": b"a"}]),
    "bytes as text": ("websocket.text", [ACCEPT, {**HOLA, "text": b"hola"}]),
    "text as bytes": ("websocket.bytes", [ACCEPT, {"type": "websocket.send", "bytes": "hola"}]),
    "text code": ("websocket.code", [ACCEPT, {**CLOSE, "code": "1000"}]),
    "reserved code": ("websocket.code", [ACCEPT, {**CLOSE, "code": 1006}]),
    "None code": ("websocket.code", [ACCEPT, {**CLOSE, "code": None}]),
    "bytes reason": ("websocket.reason", [ACCEPT, {**CLOSE, "reason": b"a"}]),
    "long reason": ("websocket.long_reason", [ACCEPT, {**CLOSE, "reason": "ñ" * 62}]),
    "bytes subprotocol": ("websocket.subprotocol", [{**ACCEPT, "subprotocol": b"chat"}]),
    "not offered": ("websocket.unoffered", [{**ACCEPT, "subprotocol": "juego"}]),
    "by header": ("websocket.header", [{**ACCEPT, "headers": [(b"sec-websocket-protocol", b"chat")]}]),
    "capitals": ("headers.case", [{**ACCEPT, "headers": [(b"X-A", b"1")]}]),
    "str headers": ("headers.type", [{**ACCEPT, "headers": [("x-a", "1")]}]),
}


@pytest.mark.parametrize("messages", KEPT.values(), ids=KEPT)
def test_a_connection_that_keeps_the_rules_breaks_none(messages):
    _, exchange = drive(sends(*messages), lambda ws: ws.wait_closed(), **CHAT)
    assert rules(exchange) == []
    assert (exchange["state"], exchange["closed"]["by"]) == ("returned", "app")


@pytest.mark.parametrize(("rule", "messages"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_the_only_one_told(rule, messages):
    async def use(ws):
        await ws.wait_closed()

    _, exchange = drive(sends(*messages), use, **CHAT)
    assert rules(exchange) == [rule]


@pytest.mark.parametrize("message", [ACCEPT, CLOSE])
def test_an_answer_before_the_question_is_told(message):
    assert rules(drive(sends(message, first=False))[1])[0] == "websocket.accept_first"


def test_every_rule_of_websocket_is_broken_here():
    here = {rule for rule, _messages in BROKEN.values()} | {"websocket.accept_first"}
    assert {name for name in RULES if name.startswith("websocket.")} <= here


def test_text_and_bytes_go_both_ways():
    async def use(ws):
        return [await ws.ask("hola"), await ws.ask(b"\x00"), await ws.ask("")]

    answers, exchange = drive(echo, use)
    assert answers == ["hola", b"\x00", ""]
    assert exchange["data"] == [[0, "hola"], [0, b"\x00"], [0, ""]]
    assert exchange["steps"][2] == {
        "at": 0,
        "step": "received",
        "message": {"type": "websocket.receive", "text": "hola"},
    }
    assert exchange["closed"] == {"by": "client", "code": 1000, "reason": "", "at": 0}
    assert rules(exchange) == []


def test_the_app_closes_with_its_code():
    async def use(ws):
        ws.send("fin")
        told = await ws.wait_closed()
        return told, ws.is_open, ws.send("más"), await ws.receive()

    (told, is_open, sent, received), exchange = drive(echo, use)
    assert told == {"by": "app", "code": 3001, "reason": "adiós", "at": 0}
    assert (is_open, sent, received) == (False, False, None)
    assert (exchange["state"], rules(exchange), exchange["disconnected"]) == ("returned", [], None)


def test_a_close_without_a_code_is_1000_and_one_before_accepting_refuses():
    _, exchange = drive(sends(ACCEPT, CLOSE), lambda ws: ws.wait_closed())
    assert (exchange["accepted"], exchange["closed"]["code"]) == (True, 1000)
    _, exchange = drive(sends({**CLOSE, "code": 4003}))
    assert (exchange["accepted"], exchange["closed"]["by"], exchange["closed"]["code"]) == (
        False,
        "app",
        4003,
    )


@pytest.mark.parametrize("how", ["close", "drop"])
def test_the_client_leaves_and_the_app_is_told_with_which_code(how):
    codes = []

    async def app(scope, receive, send):
        await receive()
        await send(ACCEPT)
        codes.append(await receive())

    async def use(ws):
        await asyncio.sleep(2)
        ws.close(1001, "me voy") if how == "close" else ws.drop()

    _, exchange = drive(app, use)
    code, reason = (1001, "me voy") if how == "close" else (1006, "")
    assert codes == [{"type": "websocket.disconnect", "code": code, "reason": reason}]
    assert (exchange["disconnected"], exchange["ended"], rules(exchange)) == (2, 2, [])


def test_what_arrived_before_the_client_left_is_still_received():
    async def use(ws):
        ws.send("uno")
        ws.close()

    _, exchange = drive(echo, use)
    assert [s["step"] for s in exchange["steps"]] == [
        "received",
        "sent",
        "disconnected",
        "received",
        "refused",
        "raised",
    ]
    assert (exchange["refused"], exchange["error"].type, rules(exchange)) == (1, "ClientDisconnected", [])


def test_an_app_that_ignores_the_disconnect_is_cut():
    async def app(scope, receive, send):
        await receive()
        await send(ACCEPT)
        while True:
            message = await receive()
            if message["type"] == "websocket.receive":
                await send(HOLA)

    _, exchange = drive(app)
    assert (exchange["state"], rules(exchange)) == ("running", ["app.running"])


def test_an_app_that_reads_a_text_in_the_disconnect_has_raised():
    async def app(scope, receive, send):
        await receive()
        await send(ACCEPT)
        while True:
            await send({"type": "websocket.send", "text": (await receive())["text"]})

    _, exchange = drive(app, lambda ws: ws.ask("hola"))
    assert (exchange["error"].type, exchange["closed"]["by"]) == ("KeyError", "client")
    assert rules(exchange) == ["app.raised"]


def test_a_connection_left_open_is_lost_without_a_code():
    _, exchange = drive(sends(ACCEPT, HOLA), lambda ws: ws.wait_closed())
    assert exchange["closed"] == {"by": "app", "code": 1006, "reason": "", "at": 0}


def test_patience_ends_for_an_app_that_says_nothing():
    async def app(scope, receive, send):
        await asyncio.sleep(1000)

    async def use(ws):
        return ws.accepted, await ws.receive()

    value, exchange = drive(app, use)
    assert value == (False, None)
    assert exchange["state"] == "running"


def test_messages_come_at_their_times():
    async def app(scope, receive, send):
        await receive()
        await send(ACCEPT)
        for _ in range(2):
            await asyncio.sleep(1.5)
            await send(HOLA)
        await send({**CLOSE, "code": 1001})

    async def use(ws):
        return [await ws.receive(), await ws.receive(), await ws.receive()]

    value, exchange = drive(app, use)
    assert value == ["hola", "hola", None]
    assert exchange["data"] == [[1.5, "hola"], [3, "hola"]]
    assert exchange["closed"]["at"] == 3


def test_a_send_without_await_is_told():
    async def app(scope, receive, send):
        await receive()
        send(ACCEPT)
        await asyncio.sleep(5)

    _, exchange = drive(app)
    assert rules(exchange) == ["send.not_awaited"]


def test_the_scope_is_that_of_a_server_and_the_choice_is_seen():
    seen = []

    async def app(scope, receive, send):
        seen.append(scope)
        await sends({**ACCEPT, "subprotocol": "eco", "headers": [(b"x-a", b"1")]}, CLOSE)(
            scope, receive, send
        )

    _, exchange = drive(app, path="/ws?sala=1", **CHAT)
    assert (exchange["subprotocol"], exchange["headers"]) == ("eco", [[b"x-a", b"1"]])
    assert (seen[0]["scheme"], seen[0]["subprotocols"]) == ("ws", ["chat", "eco"])
    assert (seen[0]["path"], seen[0]["query_string"]) == ("/ws", b"sala=1")


def test_two_clients_in_one_room():
    async def ask():
        room = set()

        async def app(scope, receive, send):
            await receive()
            await send(ACCEPT)
            room.add(send)
            while (message := await receive())["type"] == "websocket.receive":
                for other in list(room):
                    await other({"type": "websocket.send", "text": message["text"]})
            room.discard(send)

        client = AsgiClient(app)
        async with client.websocket("/") as a, client.websocket("/") as b:
            a.send("hola")
            got = await a.receive(), await b.receive()
        return got, len(room), a.seen()["violations"] + b.seen()["violations"]

    assert run(ask).value == (("hola", "hola"), 0, [])
