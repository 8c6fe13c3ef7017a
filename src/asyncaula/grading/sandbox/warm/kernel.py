"""From a process that has imported everything to a kernel, with as few pages touched as can be.

A page that a fork writes to is copied first, and a reference counted is a write: what looks at every module there is
costs more than all that it computes.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing.process
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType

from ipykernel import ipkernel
from ipykernel.kernelapp import IPKernelApp
from traitlets.config import Config

_HISTORY = "--HistoryManager.hist_file="


class _App(IPKernelApp):  # type: ignore[misc]
    """ipykernel's application, without the making of a parser for arguments that are read already."""

    def parse_command_line(self, argv: Sequence[str] | None = None) -> None:
        """Nothing is left to be read."""


def _read(argv: Sequence[str]) -> Config | None:
    """Give the settings in a kernel's usual arguments, Jupyter's and nbclient's; None where there are others."""
    found = Config()
    match argv:
        case ["-f", file]:
            pass
        case ["-f", file, history] if history.startswith(_HISTORY):
            found.HistoryManager.hist_file = history.removeprefix(_HISTORY)
        case _:
            return None
    found.IPKernelApp.connection_file = file
    return found


def become_a_kernel(argv: list[str]) -> None:
    """As ``python -m ipykernel_launcher`` does with these arguments, and as `provisioner.PREPARE` would then.

    What only this process has made of itself by then is left out of every later garbage collection.
    """
    multiprocessing.process.current_process().authkey = os.urandom(32)
    sys.argv = [sys.argv[0], *argv]
    settings = _read(argv)
    app = IPKernelApp.instance() if settings is None else _App.instance(config=settings)
    with _no_list_of_modules():
        app.initialize(argv)
    app.log.setLevel(logging.WARNING)  # traitlets would make a record of every message, for nobody
    sys.path.append(os.getcwd())
    os.environ.pop("PYTHONSAFEPATH", None)
    gc.freeze()
    app.start()


@contextmanager
def _no_list_of_modules() -> Iterator[None]:
    """Have ipykernel find no module where it lists all of them, for a debugger that is not there (7.4)."""
    real = ipkernel.sys
    seen = ModuleType(real.__name__)
    vars(seen).update(vars(real), modules={})
    ipkernel.sys = seen
    try:
        yield
    finally:
        ipkernel.sys = real
