"""Programs in files of their own: run, or imported, in a child interpreter, never in the kernel."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .child import reading, run_child
from .encoding import SeenError
from .result import Result

REPORT = "ASYNCAULA_REPORT"
"""Where a module that runs a program in its place (`Script.under`) writes what it saw."""


@dataclass(frozen=True)
class Script:
    """A program to run: its file, command-line arguments, standard input, and a limit in real seconds.

    flags: of the interpreter; development mode, and warnings as errors, unless told otherwise.
    under: the name of a module, or the path of a file, that runs the program in its place (``python -m under
    path args``) and may write JSON data about it to the file that the environment variable `REPORT` names. A
    file imports nothing of this package, and so starts in half the time; the working directory is not on its
    path until it puts it there. env: changes to the
    environment, None takes a variable away.
    """

    path: str
    args: tuple[str, ...] = ()
    stdin: str = ""
    timeout: float = 10.0
    flags: tuple[str, ...] = ("-X", "dev", "-W", "error")
    under: str | None = None
    env: tuple[tuple[str, str | None], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "args", tuple(self.args))
        object.__setattr__(self, "flags", tuple(self.flags))
        object.__setattr__(self, "env", tuple((name, value) for name, value in self.env))


def script(path: str, *args: str, stdin: str = "", timeout: float = 10.0) -> Script:
    """Give a program that `expect` runs in a child interpreter: ``expect(script("hola.py")).exits(0)``.

    `path` is relative to the notebook's folder.
    """
    return Script(path, args, stdin, timeout)


def run_script(program: Script) -> Result:
    """Run a program to its end and tell what it came to.

    In development mode asyncio warns of slow callbacks, which a loaded machine makes of any: left out here.
    The result's value is ``{"exit": code, "stdout": text, "stderr": text, "error": type or None}``, with a
    ``"report"`` where it ran under another module (None if that wrote none); its outcome is ``missing`` where
    there is no such file and ``timeout`` where the limit ended it.
    """
    if not Path(program.path).is_file():
        return Result("missing", extra={"missing": program.path})
    with tempfile.TemporaryDirectory(prefix="asyncaula-") as folder:
        report = Path(folder, "report.json")
        under = _interpreted_by(program.under) if program.under else []
        ran = run_child(
            [*under, program.path, *program.args],
            stdin=program.stdin,
            timeout=program.timeout,
            env={**({"PYTHONPATH": _own_path(), REPORT: str(report)} if under else {}), **dict(program.env)},
            interpreter_flags=program.flags,
        )
        reported = json.loads(report.read_text(encoding="utf-8")) if report.is_file() else None
    value = {
        "exit": ran.returncode,
        "stdout": ran.stdout,
        "stderr": reading.without_slow_callbacks(ran.stderr),
        "error": ran.traceback_type,
    }
    if under:
        value["report"] = reported
    return Result(
        "timeout" if ran.timed_out else "ok",
        value=value,
        error=SeenError(ran.traceback_type) if ran.traceback_type else None,
        real=ran.seconds,
        never_awaited=ran.never_awaited,
        extra={"leftovers": ran.leftovers},
    )


def _interpreted_by(under: str) -> list[str]:
    """Give what runs a module, or a file outside of any package, with this folder's modules at hand."""
    return ["-P", under] if under.endswith(".py") else ["-m", under]


def _own_path() -> str:
    """Give the ``PYTHONPATH`` with which a child finds what this process finds."""
    return os.pathsep.join(p for p in sys.path if p)


def run_in_child(request: Mapping[str, Any], module: str, timeout: float) -> Mapping[str, Any]:
    """Carry out a scenario's request in a child interpreter that imports the learner's `module`; give data.

    The child writes its result to a file of its own folder, as JSON: nothing it writes is ever unpickled.
    """
    if not Path(module).is_file():
        return Result("missing", extra={"missing": module}).to_data()
    with tempfile.TemporaryDirectory(prefix="asyncaula-") as folder:
        asked, answered = Path(folder, "request.json"), Path(folder, "result.json")
        asked.write_text(json.dumps(request), encoding="utf-8")
        code = "from asyncaula.checks.child_scenario import main; main()"
        ran = run_child(
            ["-c", code, str(asked), str(answered)],
            timeout=timeout + 5,
            env={**os.environ, "PYTHONPATH": _own_path()},
            interpreter_flags=("-X", "dev", "-W", "default"),
        )
        if answered.is_file():
            data: Mapping[str, Any] = json.loads(answered.read_text(encoding="utf-8"))
            return data
    error = SeenError(ran.traceback_type or "SystemExit", message=ran.stderr.strip()[-500:])
    return Result("timeout" if ran.timed_out else "raised", error=error, printed=ran.stdout).to_data()
