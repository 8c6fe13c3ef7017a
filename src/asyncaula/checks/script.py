"""Programs in a file of their own: run as a script, or imported, in a child interpreter, never in the kernel."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .child import run_child
from .encoding import SeenError
from .result import Result


@dataclass(frozen=True)
class Script:
    """A program to run: its file, command-line arguments, standard input, and a limit in real seconds.

    flags: of the interpreter; development mode, and warnings as errors, unless told otherwise.
    """

    path: str
    args: tuple[str, ...] = ()
    stdin: str = ""
    timeout: float = 10.0
    flags: tuple[str, ...] = ("-X", "dev", "-W", "error")

    def __post_init__(self) -> None:
        object.__setattr__(self, "args", tuple(self.args))
        object.__setattr__(self, "flags", tuple(self.flags))


def script(path: str, *args: str, stdin: str = "", timeout: float = 10.0) -> Script:
    """Give a program that `expect` runs in a child interpreter: ``expect(script("hola.py")).exits(0)``.

    `path` is relative to the notebook's folder.
    """
    return Script(path, args, stdin, timeout)


def run_script(program: Script) -> Result:
    """Run a program to its end and tell what it came to.

    The result's value is ``{"exit": code, "stdout": text, "stderr": text, "error": type or None}``; its
    outcome is ``missing`` where there is no such file and ``timeout`` where the limit ended it.
    """
    if not Path(program.path).is_file():
        return Result("missing", extra={"missing": program.path})
    ran = run_child(
        [program.path, *program.args],
        stdin=program.stdin,
        timeout=program.timeout,
        interpreter_flags=program.flags,
    )
    value = {"exit": ran.returncode, "stdout": ran.stdout, "stderr": ran.stderr, "error": ran.traceback_type}
    return Result(
        "timeout" if ran.timed_out else "ok",
        value=value,
        error=SeenError(ran.traceback_type) if ran.traceback_type else None,
        real=ran.seconds,
        never_awaited=ran.never_awaited,
        extra={"leftovers": ran.leftovers},
    )


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
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            interpreter_flags=("-X", "dev", "-W", "default"),
        )
        if answered.is_file():
            data: Mapping[str, Any] = json.loads(answered.read_text(encoding="utf-8"))
            return data
    error = SeenError(ran.traceback_type or "SystemExit", message=ran.stderr.strip()[-500:])
    return Result("timeout" if ran.timed_out else "raised", error=error, printed=ran.stdout).to_data()
