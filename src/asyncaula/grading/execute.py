"""Runs a notebook's cells in a kernel of its own, and comes back whatever the cells do."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any, Self

import zmq
from jupyter_core.utils import ensure_async, run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode, ValidationError, from_dict
from nbgrader.preprocessors import Execute
from traitlets import Bool, Dict, Float, Integer

from ..checks.messages import N_, _
from ..verdict import NOT_RUN, error_output
from .client import BoundedClient, PlainSession, bounded
from .kept import KEPT, MOST_OUTPUTS, NEEDED, cut, length
from .sandbox import Limits, over_limit, use

PREPARE = """
from asyncaula.checks.protection import protect as _p; _p(); del _p
from asyncaula.grading.kept import send_briefly as _s; _s(); del _s
"""
# How the grader's own Python was started must not show in a learner's: ipykernel fails in asyncio's debug
# mode.
GRADERS_OWN = frozenset({"PYTHONASYNCIODEBUG", "PYTHONDEVMODE", "PYTHONWARNINGS", "PYTHONTRACEMALLOC"})
STARTING = 60.0
"""Seconds that a kernel has on top of its notebook's budget, for starting and ending."""
LIMITED = {
    "wall": N_("tiempo"),
    "cpu": N_("tiempo de procesador"),
    "memory": N_("memoria"),
    "processes": N_("procesos"),
    "scratch": N_("espacio en disco"),
    "temporary": N_("espacio en disco"),
    "files": N_("cantidad de archivos"),
    "sockets": N_("espacio en disco"),
    "messages": N_("mensajes"),
}
FIELDS = {
    "stream": ("name", "text"),
    "error": ("ename", "evalue", "traceback"),
    "display_data": ("data", "metadata"),
    "execute_result": ("data", "metadata", "execution_count"),
}
"""Of a message's content, what is in a notebook's output."""
MALFORMED = (LookupError, TypeError, AttributeError, ValueError, RecursionError, ValidationError)
"""What a message of no shape comes as: a learner's kernel can send anything."""


class GuardedExecute(Execute):  # type: ignore[misc]
    """nbgrader's `Execute`, for code that hangs, dies, or never stops writing.

    A cell over `timeout` is interrupted; where that does not help, or where the kernel dies, or after
    `budget` seconds, this cell and every later one gets an error that says so, and what was earned before
    stands. The kernel is reached by unix sockets where there are any (ports chosen by several graders at
    once collide).
    """

    clear_before_next_output: bool  # nbclient's, untyped
    first = PREPARE
    """What the kernel runs before any cell."""

    sandbox = Bool(False, help="whether the kernel runs walled in, under bubblewrap").tag(config=True)
    record_timing = Bool(False, help="times in the cells' metadata make every run differ").tag(config=True)
    grace = Float(5.0, help="seconds an interrupted cell has to give the kernel back").tag(config=True)
    budget = Float(300.0, help="seconds the cells of one notebook have in all").tag(config=True)
    max_output = Integer(100_000, help="characters of output kept per cell").tag(config=True)
    max_kept = Integer(3_000_000, help="characters of output kept per notebook").tag(config=True)
    limits = Dict(
        help="what a walled-in kernel may use where that differs: the names of `sandbox.Limits`"
    ).tag(config=True)
    flood = Integer(5_000_000, help="characters of output after which a cell is interrupted").tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, km: Any = None
    ) -> tuple[NotebookNode, dict[str, Any]]:
        with self._limits():
            nb, resources = super().preprocess(nb, resources, km)
            return nb, resources

    @contextmanager
    def opened(self, nb: NotebookNode, cwd: str) -> Iterator[Self]:
        """Have a kernel in the folder `cwd` and give this, for `preprocess_cell` of any cells of `nb`."""
        NotebookClient.__init__(self, nb)
        self.resources = {"metadata": {"path": cwd}}
        with self._limits(), self.setup_kernel():
            yield self

    @contextmanager
    def _limits(self) -> Iterator[None]:
        """Begin to count time and output, and have a place for the kernel's sockets meanwhile."""
        self._ended: str | None = None
        self._written = self._kept = 0
        self._deadline = time.monotonic() + self.budget
        own = os.name == "posix" and not self.sandbox  # a sandbox brings its own
        self._sockets = tempfile.mkdtemp(prefix="k") if own else None
        try:
            yield
        finally:
            if self._sockets:
                shutil.rmtree(self._sockets, ignore_errors=True)

    def create_kernel_manager(self) -> Any:
        km = super().create_kernel_manager()
        km.context, km.client_factory = bounded(km.context), BoundedClient
        km.session = PlainSession(parent=km)
        if self._sockets:
            km.transport, km.ip = "ipc", f"{self._sockets}/s"
            km.connection_file = f"{self._sockets}/c.json"
        if self.sandbox:
            self.shutdown_kernel = "immediate"  # with the sandbox goes all that was started in it
            self.wall_in(km)
        return km

    def wall_in(self, km: Any) -> None:
        """Make the kernel start in a sandbox, with a copy of the files in its folder and nothing else."""
        use(km, self.sandbox_limits())

    def sandbox_limits(self) -> Limits:
        """Give what the kernel may use."""
        return Limits(**{"wall": self.budget + STARTING, **self.limits})

    @contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        with super().setup_kernel(env=plain_environment(), **kwargs):
            if not self.runs_quietly(self.first):
                self.log.warning("The kernel could not import asyncaula: is it installed there?")
            yield

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if cell.cell_type != "code":
            return cell, resources
        if self._ended is None and (over := self.over_budget()) is not None:
            self.end(over)
        if self._ended is not None:
            cell.outputs = [error_output(NOT_RUN, self._ended)]
            return cell, resources
        self._written = 0
        self._display_id_map.clear()  # a cell changes no output of an earlier one
        try:
            cell, resources = super().preprocess_cell(cell, resources, index)
        except (DeadKernelError, zmq.Again):  # the latter: it is there, and takes nothing any more
            self._died_in(cell)
        except CellTimeoutError:
            said = _("La celda tardó más de {n} segundos y se interrumpió.").format(n=self.timeout)
            cell.outputs.append(error_output("CellTimeoutError", said))
        except MALFORMED:
            self.end(_("Una celda anterior hizo que el cuaderno respondiera algo que no se entiende."))
            cell.outputs.append(error_output(NOT_RUN, _("El cuaderno respondió algo que no se entiende.")))
        if self.sandbox and any(out.output_type == "error" for out in cell.outputs):
            self._look_at_limits(cell)
        if type(cell.execution_count) is not int:  # whatever a message said; the notebook would be none
            cell.execution_count = None
        if self._timed_out(cell):
            self.end_unless_responsive()
        return cell, resources

    def _look_at_limits(self, cell: NotebookNode) -> None:
        """Tell of a limit that made the cell fail, whether or not the watchdog has come by meanwhile."""
        if self._ended is not None:
            return
        self.km.provisioner.look_at_limits()
        if over_limit(self.km) is not None:
            self._died_in(cell)

    def _died_in(self, cell: NotebookNode) -> None:
        """Run no cell from now on, since the kernel died in this one."""
        ended = self._why_it_died()
        self.end(_("{ended} en una celda anterior.").format(ended=ended))
        cell.outputs.append(error_output("DeadKernelError", _("{ended} en esta celda.").format(ended=ended)))

    def over_budget(self) -> str | None:
        """Say that the notebook's time is up, or nothing while it is not."""
        if time.monotonic() <= self._deadline:
            return None
        return _("El cuaderno tardó más de {n:g} segundos en total.").format(n=self.budget)

    def _why_it_died(self) -> str:
        limit = over_limit(self.km) if self.sandbox else None
        if limit is None:
            return _("El proceso que ejecuta el cuaderno terminó")
        said = _("El proceso que ejecuta el cuaderno pasó de su límite de {what} y terminó")
        return said.format(what=_(LIMITED[limit.what]))

    def end(self, reason: str) -> None:
        """Run no cell from now on and tell this as the reason; the kernel is killed."""
        if self._ended is None:
            self._ended = reason
            run_sync(self._kill)()

    async def _is_alive(self) -> bool:
        return bool(await ensure_async(self.km.is_alive()))

    async def _kill(self) -> None:
        with suppress(RuntimeError):  # it is gone already
            await ensure_async(self.km.signal_kernel(getattr(signal, "SIGKILL", signal.SIGTERM)))

    def end_unless_responsive(self) -> None:
        """End what does not do nothing within `grace` seconds."""
        if self._ended is not None or self.runs_quietly("", self.grace):
            return
        if run_sync(self._is_alive)():
            self.end(_("Una celda anterior no terminó, ni siquiera al interrumpirla."))
        else:
            self.end(_("{ended} en una celda anterior.").format(ended=self._why_it_died()))

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """As nbclient, for what has a shape and is worth keeping: see `_keep`."""
        try:
            return self._keep(msg, cell, cell_index)
        except MALFORMED:
            return None

    def _keep(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Widgets are not worth it: nothing shows them. Neither is what is over a limit."""
        before, size = self._written, length(msg["content"])
        self._written += size
        if before < self.flood <= self._written:
            self._interrupting = asyncio.ensure_future(ensure_async(self.km.interrupt_kernel()))
        if msg["msg_type"] in KEPT:
            room = min(self.max_output - before, self.max_kept - self._kept)
            full = len(cell.outputs) >= MOST_OUTPUTS + (msg["msg_type"] == "error")
            kept = None if full else cut(msg["content"], room)
            if kept is None:
                return None
            msg["content"] = kept
            self._kept += length(kept)
            if self._continues(msg, cell.outputs):
                cell.outputs[-1].text += kept["text"]
                return None
        elif msg["msg_type"] not in NEEDED:
            return None
        result: NotebookNode | None = super().process_message(msg, cell, cell_index)
        return result

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """As nbclient, but what a kernel sent is looked at when all is there (`outputs`), and not one by one."""
        content = msg["content"]
        if self.clear_before_next_output:
            outs[:] = []
            self.clear_display_id_mapping(cell_index)
            self.clear_before_next_output = False
        kept = {name: content[name] for name in FIELDS[msg["msg_type"]]}
        outs.append(from_dict({"output_type": msg["msg_type"], **kept}))
        return outs[-1]

    def _continues(self, msg: dict[str, Any], outs: list[NotebookNode]) -> bool:
        """Whether the message is more of the stream that was written to last."""
        if msg["msg_type"] != "stream" or not outs or self.clear_before_next_output:
            return False
        return bool(outs[-1].get("name") == msg["content"]["name"])

    def _timed_out(self, cell: NotebookNode) -> bool:
        return any(out.get("ename") == "CellTimeoutError" for out in cell.outputs)

    def runs_quietly(self, code: str, timeout: float = 60.0) -> bool:
        """Whether the kernel runs the code, unseen, without an error and within the seconds given."""
        try:
            request = self.kc.execute(code, silent=True, store_history=False, allow_stdin=False)
        except zmq.Again:
            return False
        reply = run_sync(self._reply)(request, time.monotonic() + timeout)
        try:
            return reply is not None and bool(reply["content"]["status"] == "ok")
        except MALFORMED:
            return False

    async def _reply(self, request: str, deadline: float) -> dict[str, Any] | None:
        while (left := deadline - time.monotonic()) > 0:
            try:
                message: dict[str, Any] = await ensure_async(
                    self.kc.shell_channel.get_msg(timeout=min(left, 1))
                )
                if message["parent_header"].get("msg_id") == request:
                    return message
            except Empty:
                if not await self._is_alive():
                    return None
            except MALFORMED:
                continue
        return None


def plain_environment() -> dict[str, str]:
    """Give this process's environment without how its own Python was started."""
    return {name: value for name, value in os.environ.items() if name not in GRADERS_OWN}


def run_notebook(
    nb: NotebookNode,
    cwd: Path,
    timeout: int = 30,
    budget: float = 300.0,
    by: type[GuardedExecute] = GuardedExecute,
    sandbox: bool = False,
) -> NotebookNode:
    """Execute the notebook's cells in place, with `cwd` as their working directory, and return it.

    `timeout` is in seconds for one cell, `budget` for all of them. Errors of cells are outputs of those
    cells, as with `GuardedExecute`; only a kernel that can not be started raises. `by` is how: in one kernel
    unless told otherwise.
    """
    runner = by(
        timeout=timeout, budget=budget, raise_on_iopub_timeout=False, kernel_name="python3", sandbox=sandbox
    )
    nb, _ = runner.preprocess(nb, {"metadata": {"path": str(cwd)}})
    return nb
