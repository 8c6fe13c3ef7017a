"""One database engine for all of nbgrader's steps, in place of a new one for each of them.

nbgrader opens the gradebook a dozen times to grade one notebook. Each time it makes an engine, and with that
every statement is compiled anew: a fifth of all that converting costs, and half of what writing scores does.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import nbgrader.api
from sqlalchemy import Engine, create_engine, event

KEPT = 4
_patching = threading.Lock()


@contextmanager
def shared_engines() -> Iterator[None]:
    """Have gradebooks that are opened meanwhile share an engine for each address.

    What a gradebook closes are the engine's connections; it knows its statements for the next one still.
    """
    with _patching:
        original = nbgrader.api.create_engine
        if original is create_engine:
            nbgrader.api.create_engine = _lasting_engine
        try:
            yield
        finally:
            nbgrader.api.create_engine = original


def share_engines() -> None:
    """From now on nbgrader's gradebooks in this process share an engine for each address.

    For a process whose gradebooks are thrown away: nothing waits until they are safely on the disk.
    """
    nbgrader.api.create_engine = _engine


_lasting_engine = functools.lru_cache(maxsize=KEPT)(create_engine)


@functools.lru_cache(maxsize=KEPT)
def _engine(url: str, **options: Any) -> Engine:
    made = create_engine(url, **options)

    @event.listens_for(made, "connect")
    def _do_not_wait(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=MEMORY")

    return made
