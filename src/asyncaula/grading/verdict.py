"""What a test cell came to, as grading and a student's own machine both read it: see `asyncaula.verdict`."""

from ..verdict import (
    MANY_VERDICTS,
    MIME,
    NO_VERDICT,
    NOT_RUN,
    OURS,
    SILENT,
    Verdict,
    error_output,
    read_verdict,
)

__all__ = [
    "MANY_VERDICTS",
    "MIME",
    "NOT_RUN",
    "NO_VERDICT",
    "OURS",
    "SILENT",
    "Verdict",
    "error_output",
    "read_verdict",
]
