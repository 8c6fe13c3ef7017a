"""Real sandboxed kernels. Where bubblewrap is missing these tests are skipped, with what to do about it."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from jupyter_client import KernelManager

from asyncaula.grading import sandbox
from asyncaula.grading.sandbox.warm.client import COLD
from asyncaula.grading.sandbox.warm.client import Kernel as ForkedKernel

PATIENCE = 60.0


@pytest.fixture(autouse=True, scope="session")
def _a_sandbox_can_be_made() -> None:
    found = sandbox.probe()
    if not found.works:
        pytest.skip(f"no sandbox here: {found.problem}. {found.remedy} {found.said}")


@pytest.fixture(scope="module", params=["warm", "cold"])
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """How kernels are started: forked from a process that has imported everything, or anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(COLD, "1" if request.param == "cold" else "0")
        yield request.param


@dataclass
class Ran:
    """What a cell did."""

    status: str
    printed: str = ""
    error: str = ""
    displayed: list[dict[str, Any]] = field(default_factory=list)


class Kernel:
    """A started kernel: its manager, a client, and a way to run cells."""

    def __init__(self, km: Any) -> None:
        self.km = km
        self.kc = km.client()
        self.kc.start_channels()
        self.kc.wait_for_ready(timeout=PATIENCE)

    def run(self, code: str, timeout: float = PATIENCE) -> Ran:
        ran = Ran("")

        def take(message: dict[str, Any]) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                ran.printed += content["text"]
            elif message["msg_type"] in ("execute_result", "display_data"):
                ran.displayed.append(content["data"])

        content = self.kc.execute_interactive(code, timeout=timeout, output_hook=take)["content"]
        ran.status = content["status"]
        if ran.status == "error":
            ran.error = f"{content['ename']}: {content['evalue']}"
        return ran

    def tells(self, code: str) -> Any:
        """Run code that puts plain data into `told`, and give that."""
        ran = self.run(f"{code}\nimport json as _json; print(_json.dumps(told))")
        assert ran.status == "ok", ran
        return json.loads(ran.printed)

    def start(self, code: str) -> None:
        """Run code without waiting for it."""
        self.kc.execute(code)

    def wait_until_dead(self) -> sandbox.OverLimit | None:
        until = time.monotonic() + PATIENCE
        while self.km.is_alive():
            assert time.monotonic() < until, "the kernel lives on"
            with contextlib.suppress(Empty):
                self.kc.get_iopub_msg(timeout=0.1)
        return sandbox.over_limit(self.km)

    def end(self) -> None:
        self.kc.stop_channels()
        if self.km.has_kernel:
            self.km.shutdown_kernel(now=True)


@contextlib.contextmanager
def started(
    limits: sandbox.Limits | None = None,
    forked: bool | None = None,
    arguments: Sequence[str] = (),
    **options: Any,
) -> Iterator[Kernel]:
    km = KernelManager(kernel_name="python3")
    sandbox.use(km, limits, **options)
    kernel = None
    try:
        km.start_kernel(extra_arguments=list(arguments))
        assert isinstance(km.provisioner.process, ForkedKernel) is (
            os.environ[COLD] == "0" if forked is None else forked
        )
        kernel = Kernel(km)
        yield kernel
    finally:
        if kernel is not None:
            kernel.end()
        km.cleanup_resources()


@pytest.fixture
def start(tmp_path: Path, way: str) -> Iterator[Callable[..., Kernel]]:
    """Starts kernels whose folder is empty unless another is given, and ends them after the test."""
    (empty := tmp_path / "empty").mkdir()
    with contextlib.ExitStack() as stack:
        yield lambda limits=None, folder=empty, **options: stack.enter_context(
            started(limits, folder=folder, **options)
        )


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory, way: str) -> Iterator[Kernel]:
    """One kernel for the tests of a module that do not harm it. The host has a secret in its environment."""
    os.environ["ASYNCAULA_TEST_SECRET"] = "del anfitrión"
    try:
        with started(folder=tmp_path_factory.mktemp("entrega")) as kernel:
            yield kernel
    finally:
        del os.environ["ASYNCAULA_TEST_SECRET"]
