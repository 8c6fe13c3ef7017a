"""An event whose wait is a bare lock's."""

from __future__ import annotations

import threading


class Flag(threading.Event):
    """A `threading.Event` that waits without `threading.Condition`.

    While a run lasts, `Condition.wait` counts as a blocking call of the learner's when their loop runs in the
    waiting thread; the few milliseconds in which a check waits for its own server must not.
    """

    def __init__(self) -> None:
        super().__init__()
        self._once = threading.Lock()
        self._gate = threading.Lock()
        self._gate.acquire()

    def set(self) -> None:
        """Let every wait return, now and from now on; a flag is never cleared."""
        with self._once:
            if not self.is_set():
                super().set()
                self._gate.release()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is set, at most `timeout` real seconds; gives whether it is."""
        if self._gate.acquire(timeout=-1 if timeout is None else max(timeout, 0)):
            self._gate.release()
        return self.is_set()
