"""What a check holds while its server runs: the address, ready clients and the log."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Literal

import httpx

from .log import LogLines

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

StopKind = Literal["running", "clean", "failed", "cut", "abandoned"]
CLIENT_TIMEOUT = 5.0
_CLOSE_TIMEOUT = 0.2


class Served:
    """A running server.

    host, port: where it listens, always 127.0.0.1 and a free port. url: ``http://host:port``.
    log: Uvicorn's lines so far, as ``LEVEL: message``. ending: ``running`` until `serve`'s block is left,
    then ``clean``; ``failed`` when the lifespan's shutdown raised or said so; ``cut`` or ``abandoned`` (see
    `ServerDidNotStop`).
    """

    def __init__(self, host: str, port: int, log: LogLines) -> None:
        self.host, self.port, self.log = host, port, log
        self.ending: StopKind = "running"
        self._clients = contextlib.ExitStack()
        self._http: httpx.Client | None = None

    @property
    def url(self) -> str:
        """The address as ``http://127.0.0.1:port``."""
        return f"http://{self.host}:{self.port}"

    @property
    def http(self) -> httpx.Client:
        """The one HTTP client, made at the first use, safe to use from several threads.

        It looks at no proxy and no environment and gives up after `CLIENT_TIMEOUT` seconds. It blocks:
        inside a running loop use `async_http`.
        """
        if self._http is None:
            self._http = self._clients.enter_context(httpx.Client(**self._settings()))
        return self._http

    def async_http(self, **settings: Any) -> httpx.AsyncClient:
        """Make an asynchronous client, set likewise, for ``async with served.async_http() as http``."""
        return httpx.AsyncClient(**{**self._settings(), **settings})

    def _settings(self) -> dict[str, Any]:
        # verify=False: no TLS is spoken here, and loading the certificates costs more than a request.
        return {"base_url": self.url, "trust_env": False, "timeout": CLIENT_TIMEOUT, "verify": False}

    def at_once(
        self, *paths: str, method: str = "GET", **settings: Any
    ) -> list[httpx.Response | httpx.HTTPError]:
        """Send a request to each path, each from its own thread and connection; gives the answers in order.

        A request that failed (time-out, connection closed) is its exception. `settings` go to
        `httpx.Client.request`. Every request is on its way before any answer is waited for.
        """

        def ask(path: str) -> httpx.Response | httpx.HTTPError:
            try:
                return self.http.request(method, path, **settings)
            except httpx.HTTPError as exc:
                return exc

        if not paths:
            return []
        _ = self.http
        with ThreadPoolExecutor(len(paths), "petición") as pool:
            return [job.result() for job in [pool.submit(ask, path) for path in paths]]

    def websocket(self, path: str = "/", **settings: Any) -> ClientConnection:
        """Open a WebSocket (`websockets.sync.client.connect`): ``with served.websocket("/eco") as ws``.

        Whatever is left open is closed with the server. Raises what `connect` raises, such as
        `websockets.exceptions.InvalidStatus` when the application refuses. It blocks, like `http`.
        """
        from websockets.sync.client import connect

        options: dict[str, Any] = {
            "open_timeout": CLIENT_TIMEOUT,
            "close_timeout": _CLOSE_TIMEOUT,
            "proxy": None,
        }
        address = f"ws://{self.host}:{self.port}/{path.removeprefix('/')}"
        connection: ClientConnection = self._clients.enter_context(
            connect(address, **{**options, **settings})
        )
        return connection

    def close_clients(self) -> None:
        """Close every client that is still open."""
        self._clients.close()
