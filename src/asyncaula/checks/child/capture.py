"""Reading what a process writes while it writes it, keeping no more than a limit."""

from __future__ import annotations

import os
import threading
from collections import deque
from typing import IO

_CHUNK = 1 << 16


class Capture:
    """The beginning and the end of a stream, read by a thread of its own until the stream ends.

    Of more than `limit` bytes the first and the last ``limit / 2`` are kept and the rest is read and
    forgotten, so the writer never waits for a full pipe. `news` is notified at whatever arrives and at the
    end.
    """

    def __init__(self, stream: IO[bytes], limit: int, news: threading.Condition) -> None:
        self._stream, self._news = stream, news
        self._half = limit // 2
        self._head = bytearray()
        self._tail: deque[bytes] = deque()
        self._tail_size = 0
        self._size = 0
        self._closed = False
        self._thread = threading.Thread(target=self._read, name="child output", daemon=True)
        self._thread.start()

    def _read(self) -> None:
        descriptor = self._stream.fileno()
        try:
            while chunk := os.read(descriptor, _CHUNK):
                with self._news:
                    self._keep(chunk)
                    self._news.notify_all()
        except (OSError, ValueError):  # closed from outside
            pass
        finally:
            with self._news:
                self._closed = True
                self._news.notify_all()
            self._stream.close()

    def _keep(self, chunk: bytes) -> None:
        self._size += len(chunk)
        room = self._half - len(self._head)
        if room > 0:
            self._head += chunk[:room]
            chunk = chunk[room:]
        if not chunk:
            return
        self._tail.append(chunk)
        self._tail_size += len(chunk)
        while self._tail_size - len(self._tail[0]) >= self._half:
            self._tail_size -= len(self._tail.popleft())

    @property
    def closed(self) -> bool:
        """Whether the stream has ended: nobody is left who could write to it."""
        return self._closed

    @property
    def cut(self) -> bool:
        """Whether some of it was left out."""
        return self._size > 2 * self._half

    def text(self) -> str:
        """Give what was kept so far as text; to be called with `news` held."""
        tail = b"".join(self._tail)
        if self.cut:
            tail = f"\n[… {self._size - 2 * self._half} bytes …]\n".encode() + tail[-self._half :]
        data = bytes(self._head) + tail
        return data.decode("utf-8", "replace").replace("\r\n", "\n")
