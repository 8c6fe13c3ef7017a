"""One database engine for all of nbgrader's steps, in place of a new one for each of them.

nbgrader opens the gradebook a dozen times to grade one notebook. Each time it makes an engine, and with that
every statement is compiled anew: a fifth of all that converting costs.
"""

from __future__ import annotations

import functools
from typing import Any

import nbgrader.api
from sqlalchemy import Engine, create_engine, event

KEPT = 4


def share_engines() -> None:
    """From now on nbgrader's gradebooks in this process share an engine for each address.

    For a process whose gradebooks are thrown away: nothing waits until they are safely on the disk.
    """
    nbgrader.api.create_engine = _engine


@functools.lru_cache(maxsize=KEPT)
def _engine(url: str, **options: Any) -> Engine:
    made = create_engine(url, **options)

    @event.listens_for(made, "connect")
    def _do_not_wait(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=MEMORY")

    return made
