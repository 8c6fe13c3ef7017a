"""A server's log (Uvicorn's, Tornado's) as lines, never on stderr, each server's own even with several in a process.

A filter on the logger sits before every handler, so it holds against a learner's ``uvicorn.Config``, which by
default reconfigures the loggers to write on stderr (`logging.config.dictConfig` leaves filters alone).
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator

LOGGERS = (
    *("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"),
    *("tornado.access", "tornado.application", "tornado.general"),
)
OWN_THREAD_ONLY = "asyncio"
"""asyncio's logger warns of slow callbacks in debug mode: a server's own are its log's, others pass."""
MAX_LINES = 2_000
MAX_LINE = 10_000
_FORMAT = logging.Formatter("%(levelname)s: %(message)s")


class LogLines(list[str]):
    """The lines of one server; a traceback stands within one. The first `MAX_LINES` are kept."""

    def take(self, record: logging.LogRecord) -> None:
        """Append a record as ``LEVEL: message``."""
        if len(self) < MAX_LINES:
            self.append(_FORMAT.format(record)[:MAX_LINE])

    def say(self, line: str) -> None:
        """Append a line that came from elsewhere than a logger."""
        if len(self) < MAX_LINES:
            self.append(line[:MAX_LINE])


class _Router(logging.Filter):
    """Gives each record to the capture of the thread it was logged in, or to the latest without a thread."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.RLock()
        # Replaced, never changed: `filter` must not take a lock, a collection may log from anywhere.
        self._captures: tuple[tuple[int | None, LogLines], ...] = ()
        self._restore = contextlib.ExitStack()

    def filter(self, record: logging.LogRecord) -> bool:
        here = threading.get_ident()
        captures = self._captures
        owned = [lines for thread, lines in captures if thread == here]
        unowned = [lines for thread, lines in captures if thread is None]
        if not captures or (record.name == OWN_THREAD_ONLY and not owned):
            return True
        (owned or unowned or [captures[-1][1]])[-1].take(record)
        return False

    def add(self, thread: int | None, lines: LogLines) -> None:
        with self._lock:
            if not self._captures:
                for name in LOGGERS:
                    self._install(logging.getLogger(name))
                self._install_filter(logging.getLogger(OWN_THREAD_ONLY))
            self._captures = (*self._captures, (thread, lines))

    def remove(self, thread: int | None, lines: LogLines) -> None:
        with self._lock:
            self._captures = tuple(c for c in self._captures if c[0] != thread or c[1] is not lines)
            if not self._captures:
                self._restore.close()

    def _install_filter(self, logger: logging.Logger) -> None:
        logger.addFilter(self)
        self._restore.callback(logger.removeFilter, self)

    def _install(self, logger: logging.Logger) -> None:
        before = (logger.level, logger.propagate, logger.disabled, list(logger.handlers))
        self._install_filter(logger)
        logger.disabled = False
        logger.setLevel(logging.INFO)

        def restore() -> None:
            level, logger.propagate, logger.disabled, logger.handlers[:] = before
            logger.setLevel(level)

        self._restore.callback(restore)


_router = _Router()


@contextlib.contextmanager
def captured(lines: LogLines, *, thread: int | None = None) -> Iterator[None]:
    """Send Uvicorn's log to `lines` meanwhile: what `thread` logs, or (None) what no other capture claims.

    The loggers' levels, handlers and propagation are as they were once the last capture has ended.
    """
    _router.add(thread, lines)
    try:
        yield
    finally:
        _router.remove(thread, lines)
