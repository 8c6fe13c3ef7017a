"""Scopes as a server makes them (HTTP & WebSocket 2.5, Lifespan 2.0), from what is convenient to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

Text = str | bytes
Headers = Mapping[str, Text] | Iterable[tuple[Text, Text]]
Query = Text | Mapping[str, Any]

HOST = b"prueba.mx"
CLIENT, SERVER = ("192.0.2.1", 50000), ("192.0.2.2", 80)
"""Addresses kept for documentation (RFC 5737)."""


def _bytes(text: Text) -> bytes:
    return text.encode("latin-1") if isinstance(text, str) else text


def header_pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    """Give headers as bytes with lower-case names, in their order."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return [(_bytes(name).lower(), _bytes(value)) for name, value in pairs]


def _common(
    kind: str, path: str, query: Query, headers: list[tuple[bytes, bytes]], state: Mapping[str, Any]
) -> dict[str, Any]:
    path, _, in_path = path.partition("?")
    encoded = urlencode(query, doseq=True) if isinstance(query, Mapping) else query or in_path
    names = {name for name, _value in headers}
    return {
        "type": kind,
        "asgi": {"version": "3.0", "spec_version": "2.5"},
        "http_version": "1.1",
        "path": path,
        "raw_path": quote(path).encode(),
        "query_string": _bytes(encoded),
        "root_path": "",
        "headers": headers if b"host" in names else [(b"host", HOST), *headers],
        "client": CLIENT,
        "server": SERVER,
        "state": dict(state),
    }


def http_scope(
    method: str, path: str, query: Query, headers: list[tuple[bytes, bytes]], state: Mapping[str, Any]
) -> dict[str, Any]:
    """Give an HTTP scope, which offers the trailers extension."""
    return {
        **_common("http", path, query, headers, state),
        "method": method.upper(),
        "scheme": "http",
        "extensions": {"http.response.trailers": {}},
    }


def websocket_scope(
    path: str,
    query: Query,
    headers: list[tuple[bytes, bytes]],
    subprotocols: Iterable[str],
    state: Mapping[str, Any],
) -> dict[str, Any]:
    """Give a WebSocket scope."""
    return {
        **_common("websocket", path, query, headers, state),
        "scheme": "ws",
        "subprotocols": list(subprotocols),
    }


def lifespan_scope(state: dict[str, Any]) -> dict[str, Any]:
    """Give a lifespan scope around the very namespace that the app fills."""
    return {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": state}
