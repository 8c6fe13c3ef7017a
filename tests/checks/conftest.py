"""What the tests of the checks share: a kernel of the real kind, and learners' code given as text."""

from __future__ import annotations

import linecache
import textwrap
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from jupyter_client.manager import start_new_kernel

_cells = count(1)


@pytest.fixture
def learner() -> Callable[[str], dict[str, Any]]:
    """Run source text as a learner's cell would be, with its lines known to linecache; give its names."""

    def run_cell(source: str) -> dict[str, Any]:
        source = textwrap.dedent(source)
        name = f"/tmp/cell_{next(_cells)}.py"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        namespace: dict[str, Any] = {"__name__": "__main__"}
        exec(compile(source, name, "exec"), namespace)
        return namespace

    return run_cell


class Kernel:
    """A Jupyter kernel that runs cells and gives their messages' contents."""

    def __init__(self) -> None:
        self.manager, self.client = start_new_kernel(kernel_name="python3")

    def run(self, code: str, timeout: float = 60) -> list[dict[str, Any]]:
        """Run a cell; give its outputs as (type and content) dicts."""
        outputs: list[dict[str, Any]] = []

        def keep(message: dict[str, Any]) -> None:
            kind = message["header"]["msg_type"]
            if kind in ("stream", "error", "execute_result", "display_data"):
                outputs.append({"type": kind, **message["content"]})

        self.client.execute_interactive(textwrap.dedent(code), timeout=timeout, output_hook=keep)
        return outputs

    def interrupt_while_running(self, code: str) -> str:
        """Run a cell that prints "begun" when it has, interrupt it, and give the status of its reply.

        The kernel is told not to stop on the error: else it may answer the next request with "aborted".
        """
        asked = self.client.execute(textwrap.dedent(code), stop_on_error=False)
        while True:
            message = self.client.get_iopub_msg(timeout=30)
            if message["header"]["msg_type"] == "stream" and "begun" in message["content"]["text"]:
                break
        self.manager.interrupt_kernel()
        while True:
            reply = self.client.get_shell_msg(timeout=30)
            if reply["parent_header"].get("msg_id") == asked:
                return str(reply["content"]["status"])

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    """A kernel for the tests of a module."""
    kernel = Kernel()
    yield kernel
    kernel.close()
