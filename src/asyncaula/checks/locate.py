"""The learner's lines: where in a cell or file of theirs something happened.

A frame is the learner's when its code comes neither from the standard library nor from installed packages
nor from these checks. Lines of notebook cells are read through `linecache`, which IPython fills.
"""

from __future__ import annotations

import asyncio
import linecache
import sys
import sysconfig
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any

from .events import ROOT, Recorder
from .result import Place

SCENARIO_FILE = "<asyncaula scenario"
_PATHS = sysconfig.get_paths()
_LIBRARIES = {_PATHS[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
_FOREIGN = tuple(
    _LIBRARIES | {str(Path(p).resolve()) for p in _LIBRARIES} | {str(Path(__file__).resolve().parent)}
)


def is_learners(code: CodeType) -> bool:
    """Whether code was written by the learner."""
    name = code.co_filename
    return not (name.startswith("<") or name.startswith(_FOREIGN))


def place(code: CodeType, line: int, task: str = ROOT) -> Place:
    """Give the `Place` of a line of code."""
    return Place(line, code.co_name, linecache.getline(code.co_filename, line).strip(), task)


def of_frame(frame: FrameType | None, task: str = ROOT) -> Place | None:
    """Give the learner's innermost line in a stack, or None."""
    while frame is not None:
        if is_learners(frame.f_code):
            return place(frame.f_code, frame.f_lineno, task)
        frame = frame.f_back
    return None


def of_traceback(tb: TracebackType | None) -> Place | None:
    """Give the learner's innermost line in a traceback, or None."""
    found = None
    while tb is not None:
        if is_learners(tb.tb_frame.f_code):
            found = place(tb.tb_frame.f_code, tb.tb_lineno)
        tb = tb.tb_next
    return found


def of_error(exc: BaseException) -> str:
    """Give the text of the learner's innermost line in an exception's traceback, or ``""``."""
    found = of_traceback(exc.__traceback__)
    return found.text if found else ""


def _awaited(obj: Any) -> Any:
    for name in ("cr_await", "gi_yieldfrom", "ag_await"):
        inner = getattr(obj, name, None)
        if inner is not None:
            return inner
    return None


def of_task(task: asyncio.Task[Any], recorder: Recorder) -> Place:
    """Give the learner's innermost line at which a task waits."""
    label = recorder.label(task)
    found: Place | None = None
    step: Any = task.get_coro()
    for _ in range(1000):
        if step is None:
            break
        for name in ("cr_frame", "gi_frame", "ag_frame"):
            frame = getattr(step, name, None)
            if frame is not None and is_learners(frame.f_code):
                found = place(frame.f_code, frame.f_lineno, label)
        step = _awaited(step)
    return found or Place(0, "", "", label)


def of_thread(ident: int | None) -> Place | None:
    """Give the learner's innermost line in a running thread, or None."""
    return of_frame(sys._current_frames().get(ident or -1))
