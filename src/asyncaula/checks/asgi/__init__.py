"""ASGI by hand: an app driven without a server, in the loop that is running, every message checked.

A scenario makes a client, drives the app, and returns what it saw, which is plain data::

    @scenario
    async def eco(app_eco, lab):
        client = lab.asgi(app_eco)
        whole = await client.http("POST", "/", body=[b"\\xc3", 1.5, b"\\xb1", b"o"])  # «ño», cut inside the ñ
        gone = await client.http("POST", "/", body=[b"ho", 5, b"la"], disconnect_at=2)
        return {"whole": whole, "gone": gone}

    e = expect(eco)
    e.rules_out("E1005", lambda r: r.value["whole"]["body"] == b"\\xc3", observed="…")  # first part only
    e.rules_out("E1006", lambda r: r.value["gone"]["refused"] > 0, observed="…")  # answers nobody
    e.conforms({"http.body": "E1002", "http.unfinished": "E1003"})
    e.satisfies(lambda r: r.value["whole"]["body"] == "ño".encode(), expected="…").worth(1)

Lifespan and WebSocket are driven by ``async with``::

    async with client.lifespan() as life:                 # or: life = client.lifespan(); await life.startup()
        got = await client.get("/")                       # has a copy of what the lifespan left in its state
    async with client.websocket("/ws", subprotocols=["chat"]) as ws:
        first = await ws.ask("hola")                      # ws.send, ws.receive, ws.wait_closed
        ws.close(1001)                                    # or ws.drop(): lost without a close frame
    return {"life": life.seen(), "got": got, "first": first, "ws": ws.seen()}

Every exchange is a dict with

- ``type``; ``state``: how the app ended (``returned``, ``raised``, or ``running``: it had to be cancelled)
  and ``ended``: when; ``error``: what it raised (`SeenError`). Times are seconds since the exchange
  ``began``.
- ``steps``: the whole transcript, in order; each has ``at`` and ``step``: ``received`` and ``sent`` (with
  ``message``), ``rejected`` (a message that breaks a rule), ``refused`` (sent when the client was gone),
  ``disconnected`` (the client left), ``asked`` (lifespan: the server's question), ``not_awaited`` (a
  ``call``), ``returned``, ``raised``, ``cut``.
- ``violations``: ``rule``, ``message`` in Spanish, ``at``, and ``line`` of the learner's, in the order they
  were committed; the rules are the keys of `RULES`. `Expectation.conforms` fails at the first.
- ``disconnected``: when the client left, or None; ``refused``: how often the app sent after that;
  ``unknown_keys``: pairs of message type and key that the specification does not know (no violation, often a
  slip of the pen).
- HTTP: ``status``, ``headers`` (pairs of bytes), ``body``, ``json`` (the body, where its type says so),
  ``chunks`` (pairs of time and bytes, empty ones left out), ``gaps`` between them, ``complete``,
  ``trailers``, ``asked_again`` (when `receive` was called although the request was complete: it blocks until
  the disconnect), ``gave_up`` (patience ended).
- WebSocket: ``accepted``, ``subprotocol``, ``headers``, ``data`` (pairs of time and str or bytes),
  ``closed`` (``by`` ``"app"`` or ``"client"``, ``code``, ``reason``, ``at``; 1006: without a close frame).
- Lifespan: ``startup`` and ``shutdown`` (``complete``, ``failed``, or the app's state where it gave no
  answer; None where it was not asked), ``startup_at``, ``shutdown_at``, ``message`` of a failure,
  ``state_keys`` that the app left.

How strict it is: a message that breaks a rule is written down and rejected, and `send` raises (`AsgiError`),
as the specification asks of servers; so what follows may only be a consequence. That a response is
unfinished is told only where nothing else was wrong. `send` lets other tasks run. After the client is gone
`send` raises an OSError.

Hazards: an app that blocks, never yields, or raises NotImplementedError is told by the run itself, not in
the data.
"""

from .client import AsgiClient
from .life import Life
from .rules import RULES, AsgiError, ClientDisconnected, Rule
from .socket import Socket

__all__ = ["RULES", "AsgiClient", "AsgiError", "ClientDisconnected", "Life", "Rule", "Socket"]
