"""The real JupyterLab, as a person starts it: on a free port, with a token and a home that has nothing in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.jupyter import address_of

TOKEN = "secreto"
AT_MOST = 240  # seconds until it answers
AS_ROOT = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
# As a fresh login leaves them, and nothing of the tests' own.
KEPT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "TMPDIR", "TZ")


@dataclass(frozen=True)
class Server:
    """A JupyterLab that answers: its address, and the file that has all that it printed."""

    address: str
    log: Path

    def url(self, path: str) -> str:
        """Give the address of a page, the token in it."""
        return f"{self.address}{path}?token={TOKEN}"


def variables(home: Path, **more: str) -> dict[str, str]:
    """Give the variables of a person whose home is `home`, with this environment's programs first on PATH."""
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    kept["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), kept.get("PATH", os.defpath)))
    return kept | {"HOME": str(home), "PYTHONUTF8": "1"} | more


@contextmanager
def started(command: Sequence[str | Path], folder: Path, home: Path, **more: str) -> Iterator[Server]:
    """Run a command that becomes JupyterLab, wait until it answers, and end it with its kernels afterwards."""
    runtime = home / "runtime"
    log = home / f"jupyterlab-{len(list(home.glob('jupyterlab-*.log')))}.log"
    about = variables(home, JUPYTER_RUNTIME_DIR=str(runtime), JUPYTER_TOKEN=TOKEN, **more)
    with (
        log.open("wb") as said,
        subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            env=about,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            server = Server(address_of(process, runtime, log, AT_MOST), log)
            yield server
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()  # it ends its kernels first
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
