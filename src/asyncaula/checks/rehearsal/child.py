"""What a child interpreter does to rehearse a program that starts Uvicorn: see `rehearse`.

Run as a file, and imports nothing of this package: every rehearsal waits for it to start.
"""

from __future__ import annotations

import ast
import asyncio
import contextlib
import functools
import http.client
import importlib
import json
import os
import runpy
import sys
import urllib.parse
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.lifespan.on import LifespanOn

GET_SECONDS = 5.0
_LOOPBACK = "127.0.0.1"
REPORT = "ASYNCAULA_REPORT"
"""As in `asyncaula.checks.scripts`."""


class Rehearsal:
    """Uvicorn with eyes on it, for the rest of this process. `report`: what was seen, as JSON data."""

    def __init__(self, paths: list[str]) -> None:
        self.paths = paths
        self.report: dict[str, Any] = {"servers": [], "not_found": "", "conditional": []}
        self._configs: list[uvicorn.Config] = []

    def _seen(self, config: uvicorn.Config) -> dict[str, Any]:
        """Give what is known of a configuration; takes it up at the first time."""
        for known, seen in zip(self._configs, self.report["servers"], strict=True):
            if known is config:
                found: dict[str, Any] = seen
                return found
        seen = {
            "app": config.app if isinstance(config.app, str) else None,
            "host": config.host,
            "port": config.port,
            "reload": bool(config.reload),
            "workers": config.workers,
            "supervised": False,
            "started": False,
            "lifespan": [],
            "lifespan_error": False,
            "answers": [],
        }
        self._configs.append(config)
        self.report["servers"].append(seen)
        return seen

    def install(self) -> None:
        """Patch Uvicorn's classes, once and for good."""
        for owner, name in (
            (uvicorn.Config, "__init__"),
            (uvicorn.Config, "bind_socket"),
            (uvicorn.Config, "load_app"),
            (uvicorn.Server, "startup"),
            (uvicorn.Server, "main_loop"),
            (LifespanOn, "send"),
        ):
            original = getattr(owner, name)
            made = functools.wraps(original)(getattr(self, "_" + name.strip("_"))(original))
            setattr(owner, name, made)
        module = importlib.import_module("uvicorn.main")  # the package's own attribute is the command
        for supervisor in ("ChangeReload", "Multiprocess"):
            setattr(module, supervisor, self._supervisor)

    def _init(self, original: Any) -> Any:
        def init(config: uvicorn.Config, *args: Any, **kw: Any) -> None:
            original(config, *args, **kw)
            self._seen(config)

        return init

    def _bind_socket(self, original: Any) -> Any:
        def bind_socket(config: uvicorn.Config) -> Any:
            _keep_at_home(config)
            return original(config)

        return bind_socket

    def _load_app(self, original: Any) -> Any:
        def load_app(config: uvicorn.Config) -> Any:
            try:
                return original(config)
            except SystemExit as exc:
                if type(exc.__context__).__name__ == "ImportFromStringError":
                    self.report["not_found"] = str(exc.__context__)
                raise

        return load_app

    def _startup(self, original: Any) -> Any:
        async def startup(server: uvicorn.Server, sockets: Any = None) -> None:
            _keep_at_home(server.config)
            seen = self._seen(server.config)
            try:
                await original(server, sockets=sockets)
            finally:
                seen["lifespan_error"] = bool(getattr(server.lifespan, "error_occurred", False))
            seen["started"] = True

        return startup

    def _main_loop(self, original: Any) -> Any:
        async def main_loop(server: uvicorn.Server) -> None:
            await server.on_tick(0)
            address = server.servers[0].sockets[0].getsockname()[:2]
            for path in self.paths:
                answer = await asyncio.to_thread(_get, address, path)
                self._seen(server.config)["answers"].append(answer)

        return main_loop

    def _send(self, original: Any) -> Any:
        async def send(lifespan: LifespanOn, message: Any) -> None:
            sent = self._seen(lifespan.config)["lifespan"]
            with contextlib.suppress(Exception):  # a learner's message may be anything
                sent.append([str(message["type"]), str(message.get("message", ""))])
            await original(lifespan, message)

        return send

    def _supervisor(self, config: uvicorn.Config, target: Any = None, sockets: Any = ()) -> Any:
        self._seen(config)["supervised"] = True
        for sock in sockets:
            sock.close()
        return _NothingToSupervise()


class _NothingToSupervise:
    def run(self) -> None:
        """Start nothing."""


def _keep_at_home(config: uvicorn.Config) -> None:
    config.host, config.port, config.uds, config.fd = _LOOPBACK, 0, None, None


def _get(address: tuple[str, int], path: str) -> dict[str, Any]:
    connection = http.client.HTTPConnection(*address, timeout=GET_SECONDS)
    try:
        connection.request("GET", urllib.parse.quote(path, safe="/?=&"))
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return {"path": path, "status": answer.status, "type": answer.getheader("content-type"), "text": text}
    except (OSError, http.client.HTTPException) as exc:
        return {"path": path, "status": 0, "type": None, "text": f"{type(exc).__name__}: {exc}"}
    finally:
        connection.close()


def conditional_names(source: str) -> list[str]:
    """Give the names that a module's text binds at its top level inside an ``if`` and nowhere outside one."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return []
    inside = {name for node in body if isinstance(node, ast.If) for name in _bound(node)}
    outside = {name for node in body if not isinstance(node, ast.If) for name in _bound(node)}
    return sorted(inside - outside)


def _bound(node: ast.AST) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return {node.id}
    if isinstance(node, ast.alias):
        return {node.asname or node.name}
    return {name for child in ast.iter_child_nodes(node) for name in _bound(child)}


def main() -> None:
    """Rehearse the file that the first argument names, as the second (JSON) says."""
    sys.path.insert(0, os.getcwd())  # as ``python -m`` has it
    file, plan = sys.argv[1], json.loads(sys.argv[2])
    rehearsal = Rehearsal(plan["get"])
    rehearsal.report["conditional"] = conditional_names(Path(file).read_text("utf-8", "replace"))
    rehearsal.install()
    try:
        if plan["target"] == file:
            sys.argv[:] = [file]
            runpy.run_path(file, run_name="__main__")
        else:
            sys.argv[:] = ["uvicorn", plan["target"]]
            runpy.run_module("uvicorn", run_name="__main__", alter_sys=True)
    finally:
        where = Path(os.environ[REPORT])
        unfinished = where.with_suffix(".part")
        unfinished.write_text(json.dumps(rehearsal.report), encoding="utf-8")
        unfinished.replace(where)


if __name__ == "__main__":
    main()
