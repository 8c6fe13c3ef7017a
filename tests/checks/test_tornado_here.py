"""`serve_tornado` and `Peer`: a real Tornado and its WebSocket clients on the clock of the run."""

import asyncio
import logging

import pytest
import tornado.web
import tornado.websocket

from asyncaula.checks import run
from asyncaula.checks.serving.peer import Peer
from asyncaula.checks.serving.tornado_here import in_order, serve_tornado


class Slow(tornado.web.RequestHandler):
    async def get(self, seconds):
        await asyncio.sleep(int(seconds))
        self.write({"seconds": int(seconds)})


class Broken(tornado.web.RequestHandler):
    def get(self):
        raise LookupError("nothing here")


class Talker(tornado.websocket.WebSocketHandler):
    closed: list = []  # noqa: RUF012

    async def on_message(self, message):
        if message == "close":
            self.close(3001, "as you wish")
        elif message == "much":
            await self.write_message("x" * 300_000)
            self.closed.append("written")
        else:
            await self.write_message(message, binary=isinstance(message, bytes))

    def on_close(self):
        self.closed.append(self.close_code)


APP = [(r"/slow/(\d+)", Slow), ("/broken", Broken), ("/ws", Talker)]


@pytest.fixture
def closed():
    Talker.closed.clear()
    return Talker.closed


def drive(use, **options):
    """Serve the app, let `use(served)` go to work; gives its value, after looking that nothing was left over."""

    async def serving():
        async with serve_tornado(tornado.web.Application(APP), **options) as served:
            return await use(served), served

    result = run(serving)
    assert result.outcome == "ok", result.error
    assert (result.leaked, result.pending, result.never_awaited, result.unretrieved) == ((), (), (), ())
    assert result.printed == ""
    value, served = result.value
    return value, served, result


def test_requests_overlap_on_the_virtual_clock():
    async def use(served):
        async with served.async_http(timeout=None) as http:
            answers = await asyncio.gather(*[http.get(f"/slow/{s}") for s in (30, 50)])
        return [answer.json()["seconds"] for answer in answers]

    value, served, result = drive(use)
    assert (value, result.elapsed, served.ending) == ([30, 50], 50, "clean")


def test_what_a_handler_raises_is_a_line_of_the_log_and_nothing_is_on_stderr(capfd):
    async def use(served):
        async with served.async_http() as http:
            return (await http.get("/broken")).status_code

    before = [list(logging.getLogger(f"tornado.{name}").handlers) for name in ("access", "application")]
    value, served, _ = drive(use)
    assert value == 500
    error = next(line for line in served.log if line.startswith("ERROR: Uncaught"))
    assert error.endswith("LookupError: nothing here")
    assert before == [
        list(logging.getLogger(f"tornado.{name}").handlers) for name in ("access", "application")
    ]
    assert capfd.readouterr() == ("", "")


def test_a_call_that_blocks_a_handler_is_named():
    class Blocking(tornado.web.RequestHandler):
        def get(self):
            import time

            time.sleep(5)

    async def serving():
        app = tornado.web.Application([("/", Blocking)])
        async with serve_tornado(app) as served, served.async_http(timeout=None) as http:
            await http.get("/")

    result = run(serving)
    assert result.outcome == "blocked"
    assert result.blocking[0].call == "time.sleep"


def test_text_and_bytes_go_both_ways(closed):
    async def use(served):
        async with Peer(served, "/ws") as peer:
            return peer.accepted, [await peer.ask("ñandú"), await peer.ask(b"\x00\xff"), await peer.ask("")]

    value, _, _ = drive(use)
    assert value == (True, ["ñandú", b"\x00\xff", ""])
    assert closed == [None]


def test_a_path_that_is_no_websocket_is_refused():
    async def use(served):
        async with Peer(served, "/nowhere") as peer:
            return peer.accepted, peer.closed, await peer.receive()

    assert drive(use)[0] == (False, 1006, None)


@pytest.mark.parametrize("side", ["client", "server"])
def test_each_side_can_close_and_both_know_the_code(side, closed):
    async def use(served):
        async with Peer(served, "/ws") as peer:
            if side == "client":
                peer.close(1001)
            else:
                assert await peer.ask("close") is None
            return await peer.wait_closed()

    code = 1001 if side == "client" else 3001
    assert drive(use)[0] == code
    assert closed == [code]


def test_a_peer_that_does_not_answer_leaves_the_connection_half_closed(closed):
    async def use(served):
        async with Peer(served, "/ws", answers=False) as peer:
            await peer.ask("close")
            before = list(closed)
            await asyncio.sleep(60)
            return peer.closed, before, list(closed)

    assert drive(use)[0] == (3001, [], [None])


def test_a_slow_peer_holds_up_whoever_waits_for_its_write(closed):
    async def use(served):
        async with Peer(served, "/ws", slow=True) as slow, Peer(served, "/ws") as other:
            slow.send("much")
            await Peer.one_begins(slow, other)
            await other.ask("let others run")
            before = list(closed)
            whole = await slow.receive()
            await slow.ask("after it")
            return before, len(whole), list(closed)

    assert drive(use, send_buffer=4096)[0] == ([], 300_000, ["written"])


def test_a_peer_that_waits_for_nothing_is_a_deadlock():
    async def serving():
        async with serve_tornado(tornado.web.Application(APP)) as served, Peer(served, "/ws") as peer:
            await peer.receive()

    assert run(serving).outcome == "deadlock"


def test_a_set_goes_through_handlers_in_the_order_they_were_made():
    class Handler:
        def __init__(self, *given, **more):
            self.given = given, more

    for _ in range(20):
        ordered = in_order(Handler)
        assert (ordered.__name__, ordered.__module__) == (Handler.__name__, Handler.__module__)
        made = [ordered(number, also=number) for number in range(20)]
        made.reverse()
        assert [handler.given for handler in set(made)] == [((n,), {"also": n}) for n in range(20)]
