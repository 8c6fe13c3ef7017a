"""What a watched process does around its own work: leave a note of whose code ran in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from multiprocessing import synchronize
from pathlib import Path
from types import FrameType
from typing import Any

from .. import locate


class Noted:
    """A process' `run`, which notes in `folder` that code of the learner's `file` runs there.

    Travels to the new process under every start method. Each process writes to a file named after its number:
    ``ran NAME`` for the first function of `file` that is called, ``lock`` for a lock of the learner's own,
    ``error TYPE: message`` for what it ended with.
    """

    def __init__(self, run: Callable[[], Any], file: str, folder: str) -> None:
        self.run, self.file, self.folder = run, file, folder

    def __call__(self) -> Any:
        """Do the work; profiling ends with the first call that was looked for, so that it costs nothing."""
        self._note_locks()
        sys.setprofile(self._look)
        try:
            return self.run()
        except Exception as exc:
            self._note(f"error {type(exc).__name__}: {exc}".replace("\n", " "))
            raise
        finally:
            sys.setprofile(None)

    def _look(self, frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_name != "<module>" and os.path.basename(code.co_filename) == self.file:
            sys.setprofile(None)
            self._note(f"ran {code.co_name}")

    def _note(self, text: str) -> None:
        with Path(self.folder, str(os.getpid())).open("a", encoding="utf-8") as notes:
            notes.write(text + "\n")

    def _note_locks(self) -> None:
        enter = synchronize.SemLock.__enter__

        def entered(lock: Any) -> Any:
            if locate.is_learners(sys._getframe(1).f_code):
                self._note("lock")
            return enter(lock)

        synchronize.SemLock.__enter__ = entered  # type: ignore[method-assign]
