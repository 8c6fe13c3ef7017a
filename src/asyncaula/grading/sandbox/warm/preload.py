"""What the process that kernels are forked from imports, once."""

from __future__ import annotations

import contextlib
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator

ALWAYS = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "ipykernel.zmqshell",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "tornado.platform.asyncio",
    "asyncaula.grading.kept",
    "asyncaula.grading.separate.answering",
)
A_CELL = """'''text in
several lines'''
%pwd
"""
LESSONS = (
    "asyncio",
    "concurrent.futures.process",
    "concurrent.futures.thread",
    "multiprocessing.managers",
    "sqlite3",
    "httpx",
    "uvicorn",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
    "uvicorn.protocols.websockets.auto",
    "uvicorn.lifespan.on",
    "fastapi",
    "websockets.asyncio.client",
    "websockets.asyncio.server",
    "tornado.web",
    "tornado.httpserver",
    "django",
    "django.core.asgi",
    "django.conf",
    "django.http",
    "django.urls",
    "channels",
)
"""Of the libraries that lessons use, what only defines things when it is imported. Missing ones are left out."""
_IMPORT = re.compile(r"\b(?:from|import)\s+(\w+)")


def preload() -> None:
    """Import what a kernel and the checks need. Raises ImportError where a kernel could not start."""
    for name in ALWAYS:
        importlib.import_module(name)
    load(LESSONS)
    load(modules_of_checks())
    rehearse()


def load(names: Iterable[str]) -> None:
    """Import those of these modules that there are."""
    for name in names:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def libraries_in(text: str) -> list[str]:
    """Give those of `LESSONS` that a text, as of a notebook, imports anything of."""
    named = set(_IMPORT.findall(text))
    return [name for name in LESSONS if name.partition(".")[0] in named]


def rehearse() -> None:
    """Do once what each kernel would do first: compile what reads cells, and decide that nobody will debug it."""
    importlib.import_module("IPython.core.inputtransformer2").TransformerManager().transform_cell(A_CELL)
    importlib.import_module("IPython.core.completer").CompletionSplitter()
    setattr(importlib.import_module("ipykernel.debugger"), "_is_debugpy_available", False)  # noqa: B010


def modules_of_checks() -> Iterator[str]:
    """Give the names of all modules of `asyncaula.checks` but those that are programs."""
    checks = importlib.import_module("asyncaula.checks")
    for found in pkgutil.walk_packages(checks.__path__, "asyncaula.checks."):
        if not found.name.endswith("__main__"):
            yield found.name
