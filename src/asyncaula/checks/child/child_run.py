"""What a child interpreter came to."""

from __future__ import annotations

from dataclasses import dataclass

from . import reading


@dataclass(frozen=True, slots=True)
class ChildRun:
    """What a child interpreter came to. Plain data.

    args: what followed the interpreter and its flags. returncode: as `subprocess.Popen.returncode` has it:
    negative for a signal on POSIX; None only if it could not be ended. stdout, stderr: text, line ends as
    ``\\n``, what is not UTF-8 replaced; ``stdout_cut`` and ``stderr_cut`` tell that the middle was left out,
    which the text marks. timed_out: it was killed for its time. leftovers: processes that it started and
    that outlived it (they have been killed), or None where the system cannot tell, as on Windows. seconds:
    real ones.

    Standard error is data, not a verdict: ``-X dev`` and asyncio's debug mode write there too.
    """

    args: tuple[str, ...]
    returncode: int | None
    stdout: str
    stderr: str
    timed_out: bool
    leftovers: int | None
    seconds: float
    stdout_cut: bool = False
    stderr_cut: bool = False

    @property
    def never_awaited(self) -> tuple[str, ...]:
        """The qualified names of coroutines that were never awaited, in the order the warnings came."""
        return reading.never_awaited(self.stderr)

    @property
    def traceback_type(self) -> str | None:
        """The name of the last exception that was written with its traceback, without its module, or None.

        What was only ignored ("Exception ignored in …") does not count.
        """
        return reading.traceback_type(self.stderr)

    @property
    def traceback_line(self) -> int | None:
        """The line of the script at which that traceback stands, or None."""
        return reading.traceback_line(self.stderr, self.args[0] if self.args else "")
