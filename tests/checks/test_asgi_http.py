"""`AsgiClient.http`: every rule broken once and kept once, and what an exchange tells besides."""

import asyncio
import time

import pytest

from asyncaula.checks import run
from asyncaula.checks.asgi import RULES, AsgiClient
from asyncaula.checks.encoding import decode, encode

START = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
BODY = {"type": "http.response.body", "body": b"hola"}


def drive(app, method="GET", path="/", *, client=None, **request):
    """Make one request on the virtual clock; gives the exchange, having checked that the run was clean."""

    async def ask():
        return await AsgiClient(app, **(client or {})).http(method, path, **request)

    result = run(ask)
    assert result.outcome == "ok", result.error
    assert (result.leaked, result.pending, result.never_awaited, result.unretrieved) == ((), (), (), ())
    return result.value


def asks(app):
    async def ask():
        return await AsgiClient(app).get("/")

    return ask


def sends(*messages):
    async def app(scope, receive, send):
        for message in messages:
            await send(message)

    return app


def rules(exchange):
    return [v["rule"] for v in exchange["violations"]]


def steps(exchange):
    return [(s["step"], s["message"]["type"]) if "message" in s else s["step"] for s in exchange["steps"]]


async def hello(scope, receive, send):
    await send(START)
    await send(BODY)


TRAILERS = {"type": "http.response.trailers", "headers": [(b"x-suma", b"1")]}

KEPT = {
    "two parts": [START, {**BODY, "more_body": True}, BODY],
    "all left out": [{"type": "http.response.start", "status": 204}, {"type": "http.response.body"}],
    "headers from an iterator": [{**START, "headers": iter([[b"a", b"1"], (b"a", b"2")])}, BODY],
    "keys of a later version": [{**START, "later": 1}, BODY],
    "a true length": [{**START, "headers": [(b"content-length", b"4")]}, BODY],
    "announced trailers": [{**START, "trailers": True}, BODY, TRAILERS],
    "trailers in parts": [
        {**START, "trailers": True},
        BODY,
        {**TRAILERS, "more_trailers": True},
        TRAILERS,
    ],
}

BROKEN = {
    "no dict": ("message.not_dict", ["hola"]),
    "no type": ("message.no_type", [{"status": 200}]),
    "unknown": ("message.unknown", [{"type": "http.response.begin", "status": 200}]),
    "foreign": ("message.foreign", [{"type": "websocket.accept"}]),
    "received one sent": ("message.unknown", [{"type": "http.request", "body": b""}]),
    "no status": ("message.missing", [{"type": "http.response.start"}]),
    "status as text": ("http.status", [{**START, "status": "200"}]),
    "status is no bool": ("http.status", [{**START, "status": True}]),
    "status out of range": ("http.status", [{**START, "status": 20}]),
    "headers as dict": ("headers.shape", [{**START, "headers": {b"a": b"b"}}]),
    "headers as None": ("headers.shape", [{**START, "headers": None}]),
    "triple": ("headers.shape", [{**START, "headers": [(b"a", b"b", b"c")]}]),
    "str name": ("headers.type", [{**START, "headers": [("a", b"b")]}]),
    "str value": ("headers.type", [{**START, "headers": [(b"content-length", "4")]}]),
    "None value": ("headers.type", [{**START, "headers": [(b"a", None)]}]),
    "capitals": ("headers.case", [{**START, "headers": [(b"Content-Type", b"b")]}]),
    "pseudo": ("headers.pseudo", [{**START, "headers": [(b":status", b"200")]}]),
    "trailers no bool": ("http.trailers", [{**START, "trailers": 1}]),
    "str body": ("http.body", [START, {**BODY, "body": "hola"}]),
    "None body": ("http.body", [START, {**BODY, "body": None}]),
    "bytearray body": ("http.body", [START, {**BODY, "body": bytearray(b"a")}]),
    "more_body no bool": ("http.more_body", [START, {**BODY, "more_body": "no"}]),
    "body first": ("http.body_first", [BODY, START]),
    "two starts": ("http.second_start", [START, START]),
    "body after end": ("http.after_end", [START, BODY, BODY]),
    "start after end": ("http.after_end", [START, BODY, START]),
    "no final body": ("http.unfinished", [START, {**BODY, "more_body": True}]),
    "start only": ("http.unfinished", [START]),
    "nothing": ("http.no_response", []),
    "too long": ("http.length", [{**START, "headers": [(b"content-length", b"3")]}, BODY]),
    "too short": ("http.length", [{**START, "headers": [(b"content-length", b"5")]}, BODY]),
    "trailers unannounced": ("http.unannounced_trailers", [START, {**BODY, "more_body": True}, TRAILERS]),
    "trailers early": (
        "http.early_trailers",
        [{**START, "trailers": True}, {**BODY, "more_body": True}, TRAILERS],
    ),
    "trailers missing": ("http.unfinished", [{**START, "trailers": True}, BODY]),
    "more_trailers no bool": (
        "http.more_trailers",
        [{**START, "trailers": True}, BODY, {**TRAILERS, "more_trailers": 0}],
    ),
}


@pytest.mark.parametrize("messages", KEPT.values(), ids=KEPT)
def test_a_response_that_keeps_the_rules_breaks_none(messages):
    exchange = drive(sends(*messages))
    assert rules(exchange) == []
    assert (exchange["state"], exchange["complete"]) == ("returned", True)


@pytest.mark.parametrize(("rule", "messages"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_the_only_one_told(rule, messages):
    exchange = drive(sends(*messages))
    assert rules(exchange) == [rule]
    assert "{" not in exchange["violations"][0]["message"].replace("{b", "").replace("{'", "")


def test_every_rule_of_http_is_broken_here():
    here = {rule for rule, _messages in BROKEN.values()}
    assert {name for name in RULES if name.startswith(("http.", "headers.", "message."))} == here


def test_a_rejected_message_raises_in_the_app_and_names_its_line():
    exchange = drive(sends(START, {**BODY, "body": "hola"}))
    assert (exchange["state"], exchange["error"].type) == ("raised", "AsgiError")
    assert steps(exchange)[1:] == [("rejected", "http.response.body"), "raised"]
    assert "await send(message)" in exchange["violations"][0]["line"]
    assert exchange["violations"][0]["message"] == (
        "la clave «body» de http.response.body debe ser de tipo bytes, y es de tipo str"
    )


def test_a_head_request_announces_a_length_without_a_body():
    start = {**START, "headers": [(b"content-length", b"4")]}
    assert rules(drive(sends(start, {"type": "http.response.body"}), "HEAD")) == []


def test_send_without_await_is_told_and_warns_nowhere():
    async def app(scope, receive, send):
        await send(START)
        send(BODY)

    exchange = drive(app)
    assert rules(exchange) == ["send.not_awaited"]
    assert "send(BODY)" in exchange["violations"][0]["line"]
    assert exchange["steps"][-1] == {
        "at": 0,
        "step": "not_awaited",
        "call": "send",
        "type": "http.response.body",
    }


def test_the_first_send_without_await_comes_before_what_follows_from_it():
    async def app(scope, receive, send):
        send(START)
        await send(BODY)

    assert rules(drive(app)) == ["send.not_awaited", "http.body_first"]


def test_receive_without_await_is_told():
    async def app(scope, receive, send):
        receive()
        await hello(scope, receive, send)

    assert rules(drive(app)) == ["receive.not_awaited"]


def test_send_may_be_awaited_through_a_task():
    async def app(scope, receive, send):
        await asyncio.create_task(send(START))
        await asyncio.gather(send(BODY))

    assert rules(drive(app)) == []


def test_an_app_that_does_not_wait_for_its_own_sending_leaves_the_response_unfinished():
    async def app(scope, receive, send):
        await send(START)
        kept.append(asyncio.create_task(send(BODY)))

    kept = []
    assert rules(drive(app)) == ["http.unfinished"]


def test_a_plain_function_is_no_app():
    assert rules(drive(lambda scope, receive, send: None)) == ["app.not_async"]


def test_an_exception_is_data_and_breaks_a_rule_only_while_the_response_is_owed():
    async def early(scope, receive, send):
        await send(START)
        raise KeyError("body")

    async def late(scope, receive, send):
        await hello(scope, receive, send)
        raise KeyError("body")

    exchange = drive(early)
    assert rules(exchange) == ["app.raised"]
    assert (exchange["state"], exchange["error"].type) == ("raised", "KeyError")
    assert exchange["violations"][0]["line"] == 'raise KeyError("body")'
    exchange = drive(late)
    assert (rules(exchange), exchange["state"], exchange["status"]) == ([], "raised", 200)


def test_an_app_that_raises_a_cancellation_of_its_own_has_raised():
    async def app(scope, receive, send):
        raise asyncio.CancelledError

    exchange = drive(app)
    assert (exchange["state"], exchange["error"].type) == ("raised", "CancelledError")
    assert rules(exchange) == ["app.raised"]


def test_an_app_not_yet_written_ends_the_scenario():
    async def app(scope, receive, send):
        raise NotImplementedError

    async def ask(**options):
        return await AsgiClient(app, **options).get("/")

    assert run(ask).error.type == "NotImplementedError"
    assert run(ask, supports=()).value["error"].type == "NotImplementedError"


# -- requests and times ------------------------------------------------------------------------------------


async def echo(scope, receive, send):
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message.get("body", b"")
        more = message.get("more_body", False)
    await send({**START, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": body})


def test_a_body_arrives_in_parts_each_at_its_time():
    exchange = drive(echo, "POST", body=[b"[1,", 1.5, b"2", 0.5, b"]"])
    assert [(s["at"], s["message"]["body"], s["message"]["more_body"]) for s in exchange["steps"][:3]] == [
        (0, b"[1,", True),
        (1.5, b"2", True),
        (2, b"]", False),
    ]
    assert (exchange["body"], exchange["json"], exchange["chunks"]) == (
        b"[1,2]",
        [1, 2],
        [[2.0, b"[1,2]"]],
    )
    assert (exchange["ended"], exchange["status"]) == (2, 200)


def test_parts_of_one_instant_arrive_in_their_order():
    parts = [b"%d" % i for i in range(9)]
    assert drive(echo, "POST", body=[b"-", 0.5, *parts])["body"] == b"-012345678"


def test_a_sparse_request_leaves_out_what_is_the_default():
    exchange = drive(echo, sparse=True)
    assert exchange["steps"][0]["message"] == {"type": "http.request"}
    assert rules(exchange) == []


def test_a_first_part_taken_for_the_whole_shows_in_the_transcript():
    async def app(scope, receive, send):
        body = (await receive())["body"]
        await send(START)
        await send({"type": "http.response.body", "body": body})

    assert drive(app, "POST", body=[b"ho", b"la"])["body"] == b"ho"


def test_a_client_that_leaves_during_its_own_body():
    exchange = drive(echo, "POST", body=[b"ho", 5, b"la"], disconnect_at=2)
    assert steps(exchange) == [
        ("received", "http.request"),
        "disconnected",
        ("received", "http.disconnect"),
        "returned",
    ]
    assert (exchange["disconnected"], exchange["ended"], exchange["refused"], rules(exchange)) == (
        2,
        2,
        0,
        [],
    )


def test_an_app_that_takes_the_disconnect_for_the_end_of_the_body_sends_to_nobody():
    async def app(scope, receive, send):
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        await send(START)

    exchange = drive(app, "POST", body=[b"ho"], finish=False, disconnect_at=2)
    assert (exchange["refused"], exchange["error"].type) == (1, "ClientDisconnected")
    assert exchange["error"].is_a("OSError")
    assert rules(exchange) == []


def stream(stops):
    async def app(scope, receive, send):
        await send(START)
        for i in range(5):
            try:
                await send({"type": "http.response.body", "body": b"%d" % i, "more_body": True})
            except OSError:
                if stops:
                    return
            await asyncio.sleep(1)
        await send({"type": "http.response.body"})

    return app


def test_a_stream_shows_the_times_of_its_parts():
    exchange = drive(stream(True))
    assert exchange["chunks"] == [[i, b"%d" % i] for i in range(5)]
    assert (exchange["gaps"], exchange["ended"], rules(exchange)) == ([1, 1, 1, 1], 5, [])


def test_a_stream_that_stops_after_the_disconnect_and_one_that_goes_on():
    stopped, on = drive(stream(True), disconnect_at=1.5), drive(stream(False), disconnect_at=1.5)
    assert (stopped["state"], stopped["ended"], stopped["refused"]) == ("returned", 2, 1)
    assert (on["state"], on["ended"], on["refused"]) == ("raised", 5, 4)
    silent = drive(stream(True), disconnect_at=1.5, client={"raises_when_closed": False})
    assert (silent["ended"], silent["refused"], silent["state"]) == (5, 4, "returned")


def test_a_client_leaves_after_so_many_messages():
    exchange = drive(stream(True), disconnect_after=3)
    assert (exchange["disconnected"], len(exchange["chunks"]), exchange["refused"]) == (1, 2, 1)


def test_receive_after_the_request_waits_for_the_disconnect_and_is_told():
    async def app(scope, receive, send):
        await receive()
        await asyncio.sleep(1)
        await receive()

    exchange = drive(app, disconnect_at=3)
    assert (exchange["asked_again"], exchange["ended"], exchange["gave_up"]) == ([1], 3, False)
    waits = drive(app)
    assert (waits["asked_again"], waits["ended"], waits["gave_up"]) == ([1], 60, True)


def test_receive_gives_the_disconnect_once_the_response_is_complete():
    async def app(scope, receive, send):
        await receive()
        await hello(scope, receive, send)
        assert (await receive())["type"] == "http.disconnect"

    exchange = drive(app)
    assert (exchange["state"], exchange["asked_again"], rules(exchange)) == ("returned", [], [])


@pytest.mark.parametrize("swallows", [False, True])
def test_an_app_that_does_not_end_is_cut_and_told_where_it_stands(swallows):
    async def app(scope, receive, send):
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            if not swallows:
                raise

    exchange = drive(app, disconnect_at=1)
    assert (exchange["state"], rules(exchange)) == ("running", ["app.running"])
    assert "await asyncio.Event().wait()" in exchange["violations"][0]["line"]


def test_an_app_that_spins_on_the_disconnect_is_cut():
    async def app(scope, receive, send):
        while True:
            await receive()

    exchange = drive(app, disconnect_at=1)
    assert (exchange["state"], rules(exchange)) == ("running", ["app.running"])


def test_the_scope_is_that_of_a_server():
    seen = []

    async def app(scope, receive, send):
        seen.append(scope)
        await hello(scope, receive, send)

    state = {"db": object()}
    drive(
        app, "put", "/ñ/1", query={"q": "á b"}, headers={"X-Uno": "1"}, json={"a": 1}, client={"state": state}
    )
    scope = seen[0]
    assert (scope["type"], scope["method"], scope["path"]) == ("http", "PUT", "/ñ/1")
    assert (scope["raw_path"], scope["query_string"]) == (b"/%C3%B1/1", b"q=%C3%A1+b")
    assert scope["asgi"] == {"version": "3.0", "spec_version": "2.5"}
    assert scope["headers"] == [
        (b"host", b"prueba.mx"),
        (b"x-uno", b"1"),
        (b"content-type", b"application/json"),
        (b"content-length", b"8"),
    ]
    assert scope["state"] == state
    assert scope["state"] is not state


def test_exchanges_at_the_same_time_do_not_mix():
    async def app(scope, receive, send):
        await asyncio.sleep(float(scope["query_string"]))
        await send(START)
        await send({"type": "http.response.body", "body": scope["query_string"]})

    async def ask():
        client = AsgiClient(app)
        return await asyncio.gather(client.get("/", query="3"), client.get("/?1"))

    result = run(ask)
    assert [(e["body"], e["ended"]) for e in result.value] == [(b"3", 3), (b"1", 1)]
    assert result.elapsed == 3


def test_a_key_that_nobody_knows_is_named():
    exchange = drive(sends(START, {**BODY, "more": True}))
    assert exchange["unknown_keys"] == [["http.response.body", "more"]]


def test_a_message_changed_afterwards_is_shown_as_it_was_sent():
    async def app(scope, receive, send):
        message = dict(START)
        await send(message)
        message["status"] = 500
        await send(BODY)

    assert drive(app)["steps"][0]["message"]["status"] == 200


def test_a_request_that_is_cancelled_takes_its_app_with_it():
    async def ask():
        ended = []

        async def app(scope, receive, send):
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(True)

        asking = asyncio.create_task(AsgiClient(app).get("/"))
        await asyncio.sleep(1)
        asking.cancel()
        await asyncio.wait([asking])
        await asyncio.sleep(0)
        return ended

    result = run(ask)
    assert (result.value, result.leaked) == ([True], ())


# -- what the run itself tells -------------------------------------------------------------------------------


def test_an_app_that_stops_the_loop_is_told_by_the_run():
    async def app(scope, receive, send):
        time.sleep(1)

    assert run(asks(app)).outcome == "blocked"


@pytest.mark.parametrize("swallows", [False, True])
def test_an_app_that_sends_without_end_is_held_and_told(swallows):
    async def app(scope, receive, send):
        await send(START)
        while True:
            try:
                await send({**BODY, "more_body": True})
            except OSError:
                if not swallows:
                    raise

    exchange = decode(encode(drive(app)))
    assert (exchange["gave_up"], len(exchange["chunks"])) == (True, 999)
    assert rules(exchange) == (["app.running"] if swallows else [])
    assert exchange["state"] == ("running" if swallows else "raised")


def test_an_app_that_works_in_a_thread_is_waited_for():
    async def app(scope, receive, send):
        await send(START)
        await send({"type": "http.response.body", "body": await asyncio.to_thread(lambda: b"hilo")})

    assert drive(app)["body"] == b"hilo"


def test_left_over_tasks_of_an_app_are_the_apps_own():
    async def app(scope, receive, send):
        await hello(scope, receive, send)
        kept.append(asyncio.create_task(asyncio.sleep(1000)))

    kept = []
    result = run(asks(app))
    assert (result.value["state"], len(result.leaked)) == ("returned", 1)
