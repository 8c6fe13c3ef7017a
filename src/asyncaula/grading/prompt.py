"""A kernel's client that waits for what it needs and no longer."""

from __future__ import annotations

import asyncio
import os
import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous import AsyncKernelClient

LOOK = 0.005
AT_ONCE = 0.2
"""Seconds after which a message that another one announced is not coming."""


class PromptClient(AsyncKernelClient):  # type: ignore[misc]
    """As jupyter_client's, faster to be ready.

    Over unix sockets it connects once they are there: zmq tries a second time only after 0.1 s. And when the
    kernel has answered it does not listen for 0.2 s of silence: what comes later belongs to no cell.
    """

    async def start_channels(self, *args: Any, **kwargs: Any) -> None:
        if self.transport == "ipc":
            ports = (self.shell_port, self.iopub_port, self.control_port, self.hb_port)
            until = time.monotonic() + 10
            while time.monotonic() < until:
                if all(os.path.exists(f"{self.ip}-{port}") for port in ports):  # noqa: ASYNC240
                    break
                await asyncio.sleep(LOOK)
        super().start_channels(*args, **kwargs)

    async def wait_for_ready(self, timeout: float | None = None) -> None:  # noqa: ASYNC109
        """Come back when the kernel answers and its output is heard. Raises RuntimeError if it does not."""
        until = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < until:
            self.kernel_info()
            try:
                reply = await self.shell_channel.get_msg(timeout=1)
            except Empty:
                reply = None
            if reply is not None and reply["msg_type"] == "kernel_info_reply":
                try:
                    await self.iopub_channel.get_msg(timeout=AT_ONCE)
                except Empty:
                    continue
                self._handle_kernel_info_reply(reply)
                return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")
