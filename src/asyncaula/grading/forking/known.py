"""The processes that this one has to fork from, one of each kind: its own, or lent to it by its parent.

One is started at the first wish, or beforehand with `begin`, and made anew where it has ended since. That there can be
none is kept too: it would be so the next time. Safe for threads.
"""

from __future__ import annotations

import atexit
import os
import socket
import sys
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
        _begun(kind, start)
        found = _when_ready(kind)
    if isinstance(found, str):
        raise NotSafe(found)
    return found


def _begun(kind: Kind, start: Start) -> None:
    key = (os.getpid(), kind)  # in a fork of this process its parent's are none of its own
    found = _known.get(key)
    if found is None or (isinstance(found, Forker) and not found.lives()):
        if not sys.platform.startswith("linux"):
            _known[key] = "it needs Linux"
            return
        try:
            started = start()
        except OSError as why:
            _known[key] = str(why)
        else:
            atexit.register(started.close)
            _known[key] = started


def _when_ready(kind: Kind) -> Forker | str:
    """Give what is known of that kind once it can be asked, or why there can be none."""
    key = (os.getpid(), kind)
    found = _known[key]
    if isinstance(found, ForkServer):
        try:
            found.wait_until_ready()
        except NotSafe as why:
            found = _known[key] = str(why)
    return found


def lent() -> dict[Kind, socket.socket]:
    """Give the control sockets of those that are there and ready, for `borrow` in another process."""
    with _lock:
        own = [kind for pid, kind in _known if pid == os.getpid()]
        ready = {kind: _when_ready(kind) for kind in own}
        return {
            kind: found.control
            for kind, found in ready.items()
            if isinstance(found, Forker) and found.lives()
        }


def borrow(sockets: Mapping[Kind, socket.socket]) -> None:
    """Have what another process has `lent`, in place of own ones."""
    with _lock:
        _known.update({(os.getpid(), kind): Forker(control) for kind, control in sockets.items()})


def forget() -> None:
    """Have none, and none that there can not be. Those that were started live on until this process ends."""
    with _lock:
        _known.clear()
