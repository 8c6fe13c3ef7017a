"""The processes that this one has to fork from, one of each kind: its own, or lent to it by its parent.

One is started at the first wish, or beforehand with `begin`, and made anew where it has ended since. That there can be
none is kept too: it would be so the next time. Safe for threads.
"""

from __future__ import annotations

import atexit
import os
import socket
import threading
from collections.abc import Callable, Hashable, Mapping
from typing import TypeAlias

from .client import Forker, ForkServer, NotSafe

Kind: TypeAlias = Hashable
Start: TypeAlias = Callable[[], ForkServer]

_lock = threading.Lock()
_known: dict[tuple[int, Kind], Forker | str] = {}


def begin(kind: Kind, start: Start) -> None:
    """Start the process of that kind where there is none, and do not wait for it."""
    with _lock:
        _begun(kind, start)


def forker(kind: Kind, start: Start) -> Forker:
    """Give the process of that kind when it is ready. Raises `NotSafe` where there can be none."""
    with _lock:
        found = _begun(kind, start)
        if isinstance(found, ForkServer):
            try:
                found.wait_until_ready()
            except NotSafe as why:
                found = _known[os.getpid(), kind] = str(why)
    if isinstance(found, str):
        raise NotSafe(found)
    return found


def _begun(kind: Kind, start: Start) -> Forker | str:
    key = (os.getpid(), kind)  # in a fork of this process its parent's are none of its own
    found = _known.get(key)
    if found is None or (isinstance(found, Forker) and not found.lives() and _was_ready(found)):
        try:
            found = start()
        except (NotSafe, OSError) as why:
            found = str(why)
        else:
            atexit.register(found.close)
        _known[key] = found
    return found


def _was_ready(found: Forker) -> bool:
    """Whether its end is no news of why it can not be."""
    return not isinstance(found, ForkServer) or found.ready


def lent() -> dict[Kind, socket.socket]:
    """Give the control sockets of those that are there and ready, for `borrow` in another process."""
    with _lock:
        sockets = {}
        for (pid, kind), found in list(_known.items()):
            if pid != os.getpid() or not isinstance(found, ForkServer):
                continue
            try:
                found.wait_until_ready()
            except NotSafe as why:
                _known[pid, kind] = str(why)
                continue
            if found.lives():
                sockets[kind] = found.control
        return sockets


def borrow(sockets: Mapping[Kind, socket.socket]) -> None:
    """Have what another process has `lent`, in place of own ones."""
    with _lock:
        _known.update({(os.getpid(), kind): Forker(control) for kind, control in sockets.items()})


def forget() -> None:
    """Have none, and none that there can not be. Those that were started live on until this process ends."""
    with _lock:
        _known.clear()
