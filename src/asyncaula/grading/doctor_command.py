"""`asyncaula doctor`: what grading needs, what of it is here, and how to get what is missing."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

import click
from rich.console import Console
from rich.table import Table

from .sandbox import Limits, SandboxError, place, seccomp, stepdown, use
from .sandbox.probe import probe_now

Standing = Literal["good", "note", "bad"]
_MARKS = {"good": "[green]✓[/green]", "note": "[yellow]![/yellow]", "bad": "[red]✗[/red]"}
PACKAGES = ("nbgrader", "nbclient", "ipykernel", "jupyter_client")
ROOM = 1 << 30
"""Bytes that several kernels at once can fill with what is handed in, at the least."""
PATIENCE = 60


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. Only `bad` keeps submissions from being graded in a sandbox."""

    standing: Standing
    subject: str
    found: str
    remedy: str = ""


@click.command()
@click.option("--no-kernel", is_flag=True, help="Do not start a kernel, which takes a second or two.")
def doctor(no_kernel: bool) -> None:
    """Say what grading needs, what of it is here, and how to get what is missing.

    Exit codes: 0 everything is here, 1 something that is needed is missing, 2 called wrongly.
    """
    findings = list(examine(with_kernel=not no_kernel))
    console = Console(width=None if Console().is_terminal else 120)
    table = Table(box=None, show_header=False, pad_edge=False)
    for _ in range(3):
        table.add_column(overflow="fold")
    for finding in findings:
        table.add_row(_MARKS[finding.standing], finding.subject, finding.found)
        if finding.remedy:
            table.add_row("", "", f"[bold]→[/bold] {finding.remedy}")
    console.print(table, highlight=False)
    bad = [finding.subject for finding in findings if finding.standing == "bad"]
    if bad:
        console.print(f"\nNot ready to grade: {', '.join(bad)}.", highlight=False)
        raise SystemExit(1)
    console.print("\nReady to grade.", highlight=False)


def examine(with_kernel: bool = True) -> Iterator[Finding]:
    """Give what is found, one thing after the other."""
    yield Finding("good", "Python", f"{sys.version.split()[0]} in {sys.prefix}")
    yield from map(_package, PACKAGES)
    sandbox = _sandbox()
    yield sandbox
    if with_kernel and sandbox.standing == "good":
        yield _kernel()
    yield _filter()
    yield _user()
    yield _cgroup()
    yield _room("Sandboxes' folders", place.base())
    yield _room("Temporary files", Path(tempfile.gettempdir()))
    yield Finding("good", "Cores", f"{_cores()}: as many submissions are graded at once")


def _package(name: str) -> Finding:
    try:
        return Finding("good", name, version(name))
    except PackageNotFoundError:
        return Finding("bad", name, "not installed", "pip install 'asyncaula[grading]'")


def _sandbox() -> Finding:
    found = probe_now()
    if found.works:
        return Finding("good", "Sandbox", f"bubblewrap {found.version} works")
    said = f" ({found.said.splitlines()[0]})" if found.said else ""
    return Finding("bad", "Sandbox", f"{found.problem}{said}", found.remedy)


def _kernel() -> Finding:
    from jupyter_client import KernelManager
    from jupyter_client.kernelspec import NoSuchKernel

    subject, began = "Kernel python3", time.monotonic()
    manager = KernelManager(kernel_name="python3")
    with tempfile.TemporaryDirectory() as folder:
        try:
            use(manager, Limits(wall=2 * PATIENCE), folder=folder)
            manager.start_kernel()
            _ask(manager)
        except NoSuchKernel:
            remedy = f"{sys.executable} -m ipykernel install --sys-prefix"
            return Finding("bad", subject, "no such kernel", remedy)
        except SandboxError as error:
            return Finding("bad", subject, str(error))
        except ModuleNotFoundError as error:
            return Finding("bad", subject, str(error), "install the project again: pip install -e .")
        except RuntimeError as error:  # of jupyter_client: it died, or did not answer
            remedy = "Does it start without? Run: jupyter run --kernel python3"
            return Finding("bad", subject, f"started in the sandbox, but: {error}", remedy)
        finally:
            if manager.has_kernel:
                manager.shutdown_kernel(now=True)
            manager.cleanup_resources()
    return Finding("good", subject, f"runs code in the sandbox, after {time.monotonic() - began:.1f} s")


def _ask(manager: Any) -> None:
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        reply = client.execute("import asyncaula.checks", reply=True, timeout=PATIENCE)["content"]
    finally:
        client.stop_channels()
    if reply["status"] != "ok":
        raise RuntimeError(f"it can not import asyncaula.checks ({reply.get('evalue')})")


def _filter() -> Finding:
    if seccomp.supported():
        return Finding("good", "System calls", f"filtered: {len(seccomp.program()) // 8} rules")
    return Finding(
        "note",
        "System calls",
        "not filtered on this kind of processor: the other walls hold, this one is missing",
    )


def _user() -> Finding:
    if stepdown.needed():
        return Finding("good", "User", f"root; kernels run as nobody (uid {stepdown.UID})")
    return Finding("good", "User", f"uid {os.getuid()}" if hasattr(os, "getuid") else "of this system")


def _cgroup() -> Finding:
    """Whether the operating system could hold a kernel's memory as a whole, instead of the watchdog."""
    controllers = Path("/sys/fs/cgroup/cgroup.controllers")
    try:
        there = controllers.read_text(encoding="ascii").split()
    except OSError:
        there = []
    if {"memory", "pids"} <= set(there) and shutil.which("systemd-run"):
        return Finding("good", "Control groups", "memory and pids, by systemd-run")
    return Finding("note", "Control groups", "not used: the watchdog holds memory and processes")


def _room(subject: str, folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    found = f"{free / (1 << 30):.1f} GB free in {folder}"
    if free < ROOM:
        return Finding("note", subject, found, "Free some space, or set TMPDIR to another place.")
    return Finding("good", subject, found)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
