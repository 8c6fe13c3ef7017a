"""One kernel's sandbox, from the process that is forked for it: made, joined, and taken down again."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import signal
import socket
import subprocess
from typing import Any, NoReturn

from .. import processes, seccomp
from . import namespaces
from .client import FILTER

LARGEST = 150_000
"""Bytes of a message: a request with all the mounts of a sandbox is a tenth of it."""
SECONDS = 30.0


class Failed(Exception):
    """The sandbox could not be made or joined; the text says what was said."""


def hold(told: socket.socket) -> dict[str, Any]:
    """Make the sandbox that is asked for and fork a kernel into it. Returns in that kernel alone.

    This process stays outside of the sandbox's process namespace, where nothing can see it, tells when the
    kernel has ended, and ends the sandbox then, or when it is told to, or when the grader is gone.
    """
    server = os.getppid()
    os.setsid()
    try:
        request: dict[str, Any] = json.loads(told.recv(LARGEST))
        program = seccomp.program() if request["filter"] else None
        holder, first = _sandbox(request["command"], program)
        said, saying = os.pipe()
        _become_one_of_it(holder, first, program)
        namespaces.die_with(server)
        kernel = os.fork()
        if kernel == 0:
            told.close()
            assert holder.stdin is not None
            holder.stdin.close()
            holder.returncode = 0  # another process's child: `Popen` must not look after it here
            return _in_the_kernel(request, saying)
        os.close(saying)
        with open(said, encoding="utf-8") as hears:
            if wrong := hears.read():
                raise Failed(wrong)
        told.send(b'{"up": true}')
    except Exception as error:
        text = str(error) if isinstance(error, Failed) else f"{type(error).__name__}: {error}"
        with contextlib.suppress(OSError):
            told.send(json.dumps({"failed": text[:2000]}).encode())
        os._exit(1)
    _watch(told, kernel, holder, first)


def _sandbox(command: list[str], program: bytes | None) -> tuple[subprocess.Popen[bytes], int]:
    """Start bubblewrap and give it, with the first process in its namespace, once all is mounted."""
    if program is not None:
        memory = os.memfd_create("filter", 0)
        os.write(memory, program)
        os.lseek(memory, 0, os.SEEK_SET)
        os.dup2(memory, FILTER)
        os.close(memory)
    holder = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=[FILTER] if program is not None else [],
        env={"PATH": "/usr/bin:/bin"},
        cwd="/",
    )
    assert holder.stdout is not None
    assert holder.stderr is not None
    if program is not None:
        os.close(FILTER)
    ready, _, _ = select.select([holder.stdout], [], [], SECONDS)
    if not ready or not os.read(holder.stdout.fileno(), 16):
        holder.kill()
        raise Failed(holder.stderr.read().decode("utf-8", "replace").strip() or "bubblewrap said nothing")
    holder.stdout.close()
    holder.stderr.close()
    return holder, next(processes.children(holder.pid))


def _become_one_of_it(holder: subprocess.Popen[bytes], first: int, program: bytes | None) -> None:
    before = os.stat("/")
    namespaces.join(next(processes.children(first)))
    if os.path.samestat(before, os.stat("/")):
        raise Failed("the root of the sandbox could not be joined")
    namespaces.give_up_rights()
    if program is not None:
        namespaces.filter_calls(program)


def _in_the_kernel(request: dict[str, Any], saying: int) -> dict[str, Any]:
    try:
        os.setsid()
        os.dup2(saying, 3)
        os.closerange(4, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
        null = os.open("/dev/null", os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(null, standard)
        os.close(null)
        os.umask(0o022)
        os.chdir(request["work"])
        for name, soft, hard in request["limits"]:
            resource.setrlimit(getattr(resource, f"RLIMIT_{name.upper()}"), (soft, hard))
        os.environ.pop("PYTHONNOUSERSITE")
        os.environ.update(request["environment"], PWD=request["work"])
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.close(3)
    except BaseException as error:
        os.write(3, f"{type(error).__name__}: {error}".encode())
        os._exit(1)
    return request


def _watch(told: socket.socket, kernel: int, holder: subprocess.Popen[bytes], first: int) -> NoReturn:
    """Wait for the kernel's end or for the word to end it, and leave when nothing of the sandbox is there."""
    ends = os.pidfd_open(kernel)
    select.select([told.fileno(), ends], [], [])
    with contextlib.suppress(OSError):
        os.kill(kernel, signal.SIGKILL)
    _, status = os.waitpid(kernel, 0)
    with contextlib.suppress(OSError):
        os.kill(first, signal.SIGKILL)  # with the first process of a namespace go all others
    with contextlib.suppress(subprocess.TimeoutExpired):
        holder.wait(SECONDS)
    code = os.waitstatus_to_exitcode(status)
    with contextlib.suppress(OSError):
        told.send(json.dumps({"ended": code if code >= 0 else 128 - code}).encode())
    os._exit(0)
