"""Runs a student's notebook on the student's machine: from a fresh kernel, in a copy of its folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from queue import Empty
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbclient.util import ensure_async, run_sync
from nbformat import NotebookNode

from ..checks.messages import N_, _
from ..verdict import NOT_RUN, Verdict, error_output, read_verdict
from .lesson import Lesson, is_test

CELL_SECONDS = 30
MAX_WRITTEN = 1_000_000
GRACE = 5.0
"""Seconds that an interrupted cell has to give the kernel back."""
# A top-level await that hangs can not be interrupted without it.
PREPARE = "from asyncaula.checks.protection import protect as _p; _p(); del _p"
DIED = N_("El proceso que ejecuta el cuaderno terminó")
TIMEOUT = {"ename": "CellTimeoutError", "evalue": "", "traceback": []}
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "venv")


class CannotRun(Exception):
    """No kernel could be started. The message says why."""


def run(
    lesson: Lesson, advance: Callable[[], None] = lambda: None, seconds: int = CELL_SECONDS
) -> dict[str, Verdict]:
    """Run the cells of a lesson and give the verdict of each visible test by its `grade_id`.

    Neither the notebook nor its folder is changed. A cell over `seconds` is interrupted; where the kernel
    does not come back, or dies, no later cell is run. `advance` is called after each cell.
    Raises `CannotRun`.
    """
    nb = deepcopy(lesson.notebook)
    with tempfile.TemporaryDirectory(prefix="asyncaula-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch).resolve() / lesson.path.parent.name
        shutil.copytree(lesson.path.parent, folder, ignore=NOT_COPIED)
        _run_cells(nb, folder, advance, seconds)
    tests = [cell for cell in nb.cells if is_test(cell) and cell.source.strip()]
    return {cell.metadata.nbgrader["grade_id"]: read_verdict(cell) for cell in tests}


def _run_cells(nb: NotebookNode, folder: Path, advance: Callable[[], None], seconds: int) -> None:
    kernel = _Kernel(
        nb,
        timeout=seconds,
        kernel_name="python3",
        allow_errors=True,
        interrupt_on_timeout=True,
        error_on_timeout=TIMEOUT,
        raise_on_iopub_timeout=False,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        with kernel.setup_kernel(env=_environment(), stderr=subprocess.DEVNULL):
            kernel.answers(PREPARE, 60)
            ended = None
            for index, cell in enumerate(nb.cells):
                if cell.cell_type == "code":
                    cell.outputs = []
                    if ended is None:
                        ended = kernel.ended_by(cell, index)
                    else:
                        cell.outputs = [error_output(NOT_RUN, ended)]
                advance()
    except (OSError, RuntimeError) as error:
        raise CannotRun(f"{type(error).__name__}: {error}") from error


class _Kernel(NotebookClient):  # type: ignore[misc]
    written = 0

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Keep no more than `MAX_WRITTEN` characters of what all cells print."""
        if msg["msg_type"] == "stream":
            self.written += len(msg["content"]["text"])
            if self.written > MAX_WRITTEN:
                return None
        result: NotebookNode | None = super().output(outs, msg, display_id, cell_index)
        return result

    def ended_by(self, cell: NotebookNode, index: int) -> str | None:
        """Run the cell; gives why no other can be run after it, or None."""
        late: list[str] = []
        self.on_cell_error = lambda cell, cell_index, execute_reply: late.append(
            execute_reply["content"].get("ename", "")
        )
        try:
            self.execute_cell(cell, index)
        except DeadKernelError:
            cell.outputs.append(error_output(NOT_RUN, _("{ended} en esta celda.").format(ended=_(DIED))))
            return _("{ended} en una celda anterior.").format(ended=_(DIED))
        if late == [TIMEOUT["ename"]]:
            said = _("La celda tardó más de {n} segundos y se interrumpió.").format(n=self.timeout)
            cell.outputs.append(error_output(str(TIMEOUT["ename"]), said))
            if not self.answers("", GRACE):
                return _("Una celda anterior no terminó, ni siquiera al interrumpirla.")
        return None

    def answers(self, code: str, seconds: float) -> bool:
        """Whether the kernel runs the code, unseen, within the seconds given."""
        request = self.kc.execute(code, silent=True, store_history=False, allow_stdin=False)
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                reply: dict[str, Any] = run_sync(self._next_reply)(left)
            except Empty:
                break
            if reply["parent_header"].get("msg_id") == request:
                return bool(reply["content"]["status"] == "ok")
        return False

    async def _next_reply(self, seconds: float) -> dict[str, Any]:
        reply: dict[str, Any] = await ensure_async(self.kc.shell_channel.get_msg(timeout=seconds))
        return reply


def _environment() -> dict[str, str]:
    """The variables of a kernel: the student's own, without what changes how Python itself runs."""
    other = {"PYTHONASYNCIODEBUG", "PYTHONDEVMODE", "PYTHONWARNINGS", "PYTHONTRACEMALLOC"}
    return {name: value for name, value in os.environ.items() if name not in other}
