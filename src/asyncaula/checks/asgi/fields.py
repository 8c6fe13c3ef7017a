"""The shape of every message an application may send: its keys, their types, its headers.

Keys that a type does not have are no error (core, "Error Handling": they allow for later versions).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .rules import Broken

Check = Callable[[str, Any], Iterator[Broken]]
_CLOSE_CODES = (*range(1000, 1004), *range(1007, 1015), *range(3000, 5000))
"""Codes that may be sent in a close frame (RFC 6455, 7.4; IANA's registry)."""
_MAX_REASON = 123


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a message type: how its value is checked, and whether it may be missing."""

    check: Check
    required: bool = False


def _named(value: Any) -> str:
    return "None" if value is None else type(value).__name__


def _typed(rule: str, wanted: type, *, none: bool = False) -> Check:
    def check(kind: str, value: Any) -> Iterator[Broken]:
        if not (isinstance(value, wanted) or (none and value is None)):
            key = rule.partition(".")[2]
            parts = {"key": key, "type": kind, "wanted": wanted.__name__, "seen": _named(value)}
            yield Broken(rule, parts)

    return check


def _status(kind: str, value: Any) -> Iterator[Broken]:
    if isinstance(value, bool) or not isinstance(value, int) or not 100 <= value <= 599:
        yield Broken("http.status", {"type": kind, "seen": repr(value)[:40]})


def _close_code(kind: str, value: Any) -> Iterator[Broken]:
    if isinstance(value, bool) or not isinstance(value, int) or value not in _CLOSE_CODES:
        yield Broken("websocket.code", {"type": kind, "seen": repr(value)[:40]})


def _reason(kind: str, value: Any) -> Iterator[Broken]:
    yield from _typed("websocket.reason", str, none=True)(kind, value)
    if isinstance(value, str) and len(value.encode()) > _MAX_REASON:
        yield Broken("websocket.long_reason", {"seen": len(value.encode())})


def _headers(kind: str, value: Any) -> Iterator[Broken]:
    for pair in value if isinstance(value, list) else [value]:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            yield Broken("headers.shape", {"type": kind, "seen": repr(pair)[:60]})
            continue
        wrong = next((part for part in pair if not isinstance(part, bytes)), None)
        name = pair[0]
        if wrong is not None or None in pair:
            yield Broken("headers.type", {"type": kind, "seen": repr(wrong)[:60]})
        elif name != name.lower():
            yield Broken("headers.case", {"seen": repr(name)[:60]})
        elif not name or name.startswith(b":"):
            yield Broken("headers.pseudo", {"type": kind, "seen": repr(name)[:60]})
        elif kind == "websocket.accept" and name == b"sec-websocket-protocol":
            yield Broken("websocket.header", {"type": kind})


_FAILED = {"message": Key(_typed("lifespan.message", str))}
TYPES: Mapping[str, Mapping[str, Key]] = {
    "http.response.start": {
        "status": Key(_status, required=True),
        "headers": Key(_headers),
        "trailers": Key(_typed("http.trailers", bool)),
    },
    "http.response.body": {
        "body": Key(_typed("http.body", bytes)),
        "more_body": Key(_typed("http.more_body", bool)),
    },
    "http.response.trailers": {
        "headers": Key(_headers),
        "more_trailers": Key(_typed("http.more_trailers", bool)),
    },
    "websocket.accept": {
        "subprotocol": Key(_typed("websocket.subprotocol", str, none=True)),
        "headers": Key(_headers),
    },
    "websocket.send": {
        "bytes": Key(_typed("websocket.bytes", bytes, none=True)),
        "text": Key(_typed("websocket.text", str, none=True)),
    },
    "websocket.close": {"code": Key(_close_code), "reason": Key(_reason)},
    "lifespan.startup.complete": {},
    "lifespan.startup.failed": _FAILED,
    "lifespan.shutdown.complete": {},
    "lifespan.shutdown.failed": _FAILED,
}


def with_listed_headers(message: Mapping[str, Any]) -> dict[str, Any]:
    """Give a copy of a message whose headers, which may be any iterable, have been read into a list."""
    copy = dict(message)
    headers = copy.get("headers")
    if headers is None or isinstance(headers, str | bytes | Mapping):
        return copy
    with contextlib.suppress(TypeError):  # no iterable: `shape` tells
        copy["headers"] = [list(p) if _is_pair_like(p) else p for p in headers]
    return copy


def _is_pair_like(pair: Any) -> bool:
    return not isinstance(pair, str | bytes | Mapping) and hasattr(pair, "__iter__")


def shape(message: Any, protocol: str) -> Iterator[Broken]:
    """Tell what is wrong with a message for itself, whenever it is sent; `protocol` is the scope's type."""
    if not isinstance(message, Mapping):
        yield Broken("message.not_dict", {"seen": _named(message)})
        return
    kind = message.get("type")
    if not isinstance(kind, str):
        yield Broken("message.no_type")
    elif kind not in TYPES:
        yield Broken("message.unknown", {"type": kind})
    elif not kind.startswith(protocol + "."):
        yield Broken("message.foreign", {"scope": protocol, "type": kind})
    else:
        yield from _keys(kind, message)


def _keys(kind: str, message: Mapping[str, Any]) -> Iterator[Broken]:
    for name, key in TYPES[kind].items():
        if name in message:
            yield from key.check(kind, message[name])
        elif key.required:
            yield Broken("message.missing", {"type": kind, "key": name})
    if kind == "websocket.send" and (message.get("bytes") is None) == (message.get("text") is None):
        yield Broken("websocket.content", {"type": kind})
