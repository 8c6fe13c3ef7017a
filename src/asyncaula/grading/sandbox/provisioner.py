"""The kernel provisioner `asyncaula-bwrap`: starts a Jupyter kernel in a sandbox of its own."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import select
import signal
import subprocess
import threading
import time
import weakref
from collections import deque
from pathlib import Path
from typing import IO, Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Bool, Dict, Instance, Unicode

from ..forking.client import Forker, NotSafe
from . import environment, place, policy, seccomp, stepdown
from .errors import SandboxError
from .limits import Limits, OverLimit
from .probe import Tools
from .probe import tools as sandbox_tools
from .warm import client as warm_client
from .watchdog import Watchdog, end

START_SECONDS = 30.0
"""How long bubblewrap may take to make the sandbox, on a machine that has much else to do."""
# Run by the kernel before any cell; one that is forked does the same by itself (`warm.server`). Support files
# come last, so that none of them can stand in for a module of Python or of a package. The variable goes, so that a
# learner's own programs start as they would at home.
PREPARE = (
    "__import__('sys').path.append(__import__('os').getcwd()); "
    "__import__('os').environ.pop('PYTHONSAFEPATH', None)"
)


class SandboxedProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Starts the kernel under bubblewrap and reaches it by unix sockets alone.

    The traits are set by `use`, or by `metadata.kernel_provisioner.config` of a kernel.json, where `limits`
    is an object with the names of `Limits`. `over_limit` says afterwards which limit ended the kernel.
    Whatever goes wrong with the sandbox raises `SandboxError` from the kernel's start.

    The sandbox ends with the *thread* that starts the kernel (PR_SET_PDEATHSIG of prctl(2)), so start it in
    one that lives on. An interrupt is sent as a message: a signal would end bubblewrap.
    """

    limits = Instance(Limits, ())
    folder = Unicode(help="whose files are copied in; the kernel's cwd if empty")
    environment = Dict(help="the kernel's environment, besides what every kernel needs")
    warm = Bool(True, help="whether the kernel is forked from a process that has imported everything")

    def __init__(self, **traits: Any) -> None:
        if isinstance(traits.get("limits"), dict):
            traits["limits"] = Limits(**traits["limits"])
        super().__init__(**traits)
        self._place: place.Place | None = None
        self._filter: int | None = None
        self._watchdog: Watchdog | None = None
        self._started: subprocess.Popen[bytes] | warm_client.Kernel | None = None
        self._forked: tuple[Forker, dict[str, Any]] | None = None
        self._said = Tail()
        self._forget: Any = None

    @property
    def over_limit(self) -> OverLimit | None:
        """The limit that ended the kernel, or None. It stays readable after the kernel's end."""
        if self._watchdog is not None and self._watchdog.over is not None:
            return self._watchdog.over
        ended_by = self._started.poll() if self._started is not None else None
        if ended_by is not None and ended_by == 128 + getattr(signal, "SIGXCPU", 0):
            return OverLimit("cpu", self.limits.cpu, self.limits.cpu)
        return None

    def look_at_limits(self) -> None:
        """End the kernel where it is over a limit now."""
        if self._watchdog is not None:
            self._watchdog.look()

    @property
    def sockets(self) -> Path:
        """The folder of the kernel's sockets and connection file. Raises `SandboxError` before it starts."""
        if self._place is None:
            raise SandboxError("The kernel has not been started")
        return self._place.meeting

    # -- called by the kernel manager, in this order -------------------------------------------------------

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        tools = sandbox_tools()
        folder = Path(self.folder or kwargs.get("cwd") or os.getcwd())
        interpreter = environment.interpreter(self.kernel_spec.argv)
        trees = environment.python_trees(interpreter)
        environment.refuse_if_visible(folder, trees)
        if self._place is None:
            self._place = place.Place.make(folder, self.limits.scratch)
            self._forget = weakref.finalize(self, place.remove, self._place.root)
        here = self._place
        try:
            km = self.parent
            km.transport, km.ip = "ipc", str(here.sockets / "s")
            km.connection_file = str(here.connection_file)
            self.kernel_spec.interrupt_mode = "message"
            kwargs = await super().pre_launch(**kwargs)
            here.hand_over()
            variables = policy.variables(interpreter.parent, self.environment)
            if self._warm(kwargs["cmd"], tools, trees, variables):
                return kwargs
            self._filter = seccomp.opened()
            outer = stepdown.command(tools.bwrap, tools.setpriv, trees) if stepdown.needed() else []
            kwargs["cmd"] = [
                *outer,
                *self._walled(here, tools, trees, variables, self._filter),
                *("/bin/sh", "-c", policy.START, policy.FILES),
                *kwargs["cmd"],
                f"--IPKernelApp.exec_lines={PREPARE}",
            ]
        except BaseException:
            self._let_go()
            raise
        kwargs.update(env={"PATH": "/usr/bin:/bin"}, cwd="/", stdin=subprocess.DEVNULL)
        kwargs.update(stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        kwargs["pass_fds"] = [self._filter] if self._filter is not None else []
        return kwargs

    def _walled(
        self,
        here: place.Place,
        tools: Tools,
        trees: list[Path],
        variables: dict[str, str],
        filter_fd: int | None,
    ) -> list[str]:
        """Give the command that what follows runs under, whichever way the kernel comes into it."""
        return [
            *policy.walls(tools.bwrap, trees, self.limits),
            *policy.inside(
                etc=here.etc,
                files=here.files,
                meeting=here.meeting,
                sockets=here.sockets,
                environment=variables,
                filter_fd=filter_fd,
            ),
            *policy.limited(tools.prlimit, self.limits),
        ]

    def _warm(self, command: list[str], tools: Tools, trees: list[Path], variables: dict[str, str]) -> bool:
        """Prepare to have the kernel forked; tells why not, once, where it has to be started anew."""
        here = self._place
        self._forked = None
        if not self.warm or here is None:
            return False
        try:
            arguments = warm_client.arguments(command, self.environment)
            forker = warm_client.forker(command[0], tools)
        except NotSafe as why:
            _tell_once(self.log, str(why))
            return False
        filtered = seccomp.supported()
        holder = [
            *self._walled(here, tools, trees, variables, warm_client.FILTER if filtered else None),
            *("/bin/sh", "-c", policy.HOLD, policy.FILES),
        ]
        self._forked = (
            forker,
            {
                "command": holder,
                "filter": filtered,
                "work": policy.WORK,
                "limits": policy.resources(self.limits),
                "environment": variables,
                "arguments": arguments,
            },
        )
        return True

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        if self._forked is not None:
            return await self._launch_warm(*self._forked)
        try:
            connection = await super().launch_kernel(cmd, **kwargs)
        except BaseException:
            self._let_go()
            raise
        finally:
            self._close_filter()
        self._started = self.process
        self._said = Tail(self._started.stderr)
        self._watchdog = Watchdog(self._started, self.limits, self.sockets / "s", self.log)
        return connection

    async def _launch_warm(self, forker: Forker, request: dict[str, Any]) -> Any:
        try:
            forked = await asyncio.to_thread(warm_client.start, forker, request, START_SECONDS)
            self._started = self.process = forked
        except BaseException:
            self._let_go()
            raise
        self.pid, self.pgid, self.cwd = self._started.pid, None, Path("/")
        self._watchdog = Watchdog(self._started, self.limits, self.sockets / "s", self.log)
        return self.connection_info

    async def post_launch(self, **kwargs: Any) -> None:
        assert self._started is not None
        if isinstance(self._started, warm_client.Kernel):
            await super().post_launch(**kwargs)
            return
        if not await asyncio.to_thread(_says_up, self._started, START_SECONDS):
            end(self._started)
            self._started.wait()
            self._let_go()
            raise SandboxError(
                f"The sandbox could not be made: {self._said.text() or 'bubblewrap said nothing'}"
            )
        await super().post_launch(**kwargs)

    async def cleanup(self, restart: bool = False) -> None:
        await super().cleanup(restart)
        self._let_go(keep_place=restart)

    def _let_go(self, keep_place: bool = False) -> None:
        self._close_filter()
        if self._started is not None:
            if self._started.poll() is None:
                end(self._started)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._started.wait(5)
            for stream in (self._started.stdout, self._started.stderr):
                if stream is not None:
                    stream.close()
        if self._watchdog is not None:
            self._watchdog.stop()
        if not keep_place and self._forget is not None:
            self._forget()
            self._place = None

    def _close_filter(self) -> None:
        if self._filter is not None:
            os.close(self._filter)
            self._filter = None


class Tail:
    """Reads a stream to its end in a thread of its own and keeps the last few kilobytes."""

    def __init__(self, stream: IO[bytes] | None = None) -> None:
        self._chunks: deque[bytes] = deque(maxlen=4)
        self._thread: threading.Thread | None = None
        if stream is not None:
            self._thread = threading.Thread(target=self._read, args=(stream,), daemon=True)
            self._thread.start()

    def _read(self, stream: IO[bytes]) -> None:
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(stream.fileno(), 2048):
                self._chunks.append(chunk)

    def text(self) -> str:
        """What was read last; call it when the stream has ended or is about to."""
        if self._thread is not None:
            self._thread.join(1)
        return b"".join(self._chunks).decode("utf-8", "replace").strip()


@functools.cache
def _tell_once(log: Any, why: str) -> None:
    log.warning("Kernels are started one by one, which is slower: %s", why)


def _says_up(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Wait for the first word from inside. `--info-fd` would tell earlier, before the mounts are made."""
    assert process.stdout is not None
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        ready, _, _ = select.select([process.stdout], [], [], left)
        if ready:
            return bool(os.read(process.stdout.fileno(), 16))
    return False
