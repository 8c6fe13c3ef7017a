"""`AsgiClient.lifespan`: start-up and shutdown asked and answered once, and the state requests find."""

import asyncio

import pytest

from asyncaula.checks import run
from asyncaula.checks.asgi import RULES, AsgiClient

UP, DOWN = {"type": "lifespan.startup.complete"}, {"type": "lifespan.shutdown.complete"}
NO_UP = {"type": "lifespan.startup.failed", "message": "falta la base"}


def drive(app, **options):
    """Start an app up and shut it down; gives the lifespan, having checked that the run was clean."""

    async def ask():
        async with AsgiClient(app, **options).lifespan() as life:
            ready = life.ready
            await asyncio.sleep(1)
        return {**life.seen(), "ready": ready}

    result = run(ask)
    assert result.outcome == "ok", result.error
    assert (result.leaked, result.pending, result.never_awaited, result.unretrieved) == ((), (), (), ())
    return result.value


def plays(*acts):
    """An app that does one thing after the other: receive (None), send a message, or raise an exception."""

    async def app(scope, receive, send):
        for act in acts:
            if act is None:
                await receive()
            elif isinstance(act, Exception):
                raise act
            else:
                await send(act)

    return app


def rules(exchange):
    return [v["rule"] for v in exchange["violations"]]


KEPT = {
    "both": ([None, UP, None, DOWN], "complete", "complete"),
    "refuses": ([None, NO_UP], "failed", None),
    "refuses and raises": ([None, NO_UP, OSError("base")], "failed", None),
    "shutdown fails": (
        [None, UP, None, {"type": "lifespan.shutdown.failed", "message": "base"}],
        "complete",
        "failed",
    ),
    "does not support it": ([ValueError("lifespan")], "raised", None),
    "does not support it, told after receiving": ([None, ValueError("lifespan")], "raised", None),
    "not written": ([NotImplementedError("lifespan")], "raised", None),
}
BROKEN = {
    "answers http": ("message.foreign", [{"type": "http.response.start", "status": 200}]),
    "unknown": ("message.unknown", [None, {"type": "lifespan.startup.done"}]),
    "bytes message": ("lifespan.message", [None, {**NO_UP, "message": b"no"}]),
    "up unasked": ("lifespan.unasked", [UP, None, None, DOWN]),
    "down unasked": ("lifespan.unasked", [None, UP, DOWN]),
    "up twice": ("lifespan.second_answer", [None, UP, UP]),
    "up, then failed": ("lifespan.second_answer", [None, UP, NO_UP]),
    "down twice": ("lifespan.second_answer", [None, UP, None, DOWN, DOWN]),
    "no answer": ("lifespan.no_startup", [None]),
    "nothing at all": ("lifespan.no_startup", []),
    "returns early": ("lifespan.early_return", [None, UP]),
    "no shutdown.complete": ("lifespan.no_shutdown", [None, UP, None]),
    "raises at shutdown": ("app.raised", [None, UP, None, ValueError("base")]),
    "raises while up": ("app.raised", [None, UP, ValueError("base")]),
}


@pytest.mark.parametrize(("acts", "startup", "shutdown"), KEPT.values(), ids=KEPT)
def test_a_lifespan_that_keeps_the_rules_breaks_none(acts, startup, shutdown):
    life = drive(plays(*acts))
    assert (rules(life), life["startup"], life["shutdown"]) == ([], startup, shutdown)
    assert life["ready"] is (startup == "complete")


@pytest.mark.parametrize(("rule", "acts"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_the_only_one_told(rule, acts):
    assert rules(drive(plays(*acts))) == [rule]


def test_every_rule_of_lifespan_is_broken_here():
    here = {rule for rule, _acts in BROKEN.values()} | {"lifespan.unsupported"}
    assert {name for name in RULES if name.startswith("lifespan.")} <= here


def test_an_app_that_has_to_support_it_may_not_raise_instead():
    must = {"supports": ("lifespan",)}
    life = drive(plays(None, ValueError("falta la base")), **must)
    assert rules(life) == ["lifespan.unsupported"]
    assert life["message"] == ""
    assert rules(drive(plays(None, NO_UP), **must)) == []
    assert drive(plays(None, NO_UP), **must)["message"] == "falta la base"


def test_an_app_not_yet_written_ends_the_scenario_where_it_has_to_support_it():
    async def ask():
        async with AsgiClient(plays(NotImplementedError()), supports=("lifespan",)).lifespan():
            pass

    assert run(ask).error.type == "NotImplementedError"


def test_an_app_that_hangs_is_cut():
    async def app(scope, receive, send):
        await receive()
        await asyncio.Event().wait()

    life = drive(app)
    assert (life["state"], life["startup"], rules(life)) == ("running", "running", ["app.running"])


def test_a_send_without_await_is_told():
    async def app(scope, receive, send):
        await receive()
        send(UP)
        await receive()

    assert rules(drive(app)) == ["send.not_awaited", "app.running"]


def test_start_up_and_shutdown_take_their_times():
    async def app(scope, receive, send):
        await receive()
        await asyncio.sleep(2)
        await send(UP)
        await receive()
        await asyncio.sleep(3)
        await send(DOWN)

    life = drive(app)
    assert (life["startup_at"], life["shutdown_at"], life["ended"]) == (2, 6, 6)
    assert [(s["at"], s["step"]) for s in life["steps"]] == [
        (0, "asked"),
        (0, "received"),
        (2, "sent"),
        (3, "asked"),
        (3, "received"),
        (6, "sent"),
        (6, "returned"),
    ]


async def counted(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        scope["state"].update(base=[], n=0)
        await send(UP)
        await receive()
        scope["state"]["base"].append("cerrada")
        await send(DOWN)
    else:
        scope["state"]["n"] += 1
        scope["state"]["base"].append(scope["state"]["n"])
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body", "body": repr(scope["state"]).encode()})


def test_each_request_finds_a_shallow_copy_of_the_state():
    async def ask():
        client = AsgiClient(counted)
        life = client.lifespan()
        await life.startup()
        first, second = await client.get("/"), await client.get("/")
        seen = await life.shutdown()
        return first["body"], second["body"], client.state, seen["state_keys"]

    assert run(ask).value == (
        b"{'base': [1], 'n': 1}",
        b"{'base': [1, 1], 'n': 1}",
        {"base": [1, 1, "cerrada"], "n": 0},
        ["base", "n"],
    )


def test_two_lifespans_of_one_app_have_states_of_their_own():
    async def ask():
        a, b = AsgiClient(counted), AsgiClient(counted)
        async with a.lifespan(), b.lifespan():
            return [(await client.get("/"))["body"] for client in (a, b)]

    assert run(ask).value == [b"{'base': [1], 'n': 1}"] * 2
