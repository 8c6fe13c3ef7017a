"""Reads what a test cell came to out of the outputs that it left, and trusts nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from ..checks.messages import N_, _

MIME = "application/vnd.asyncaula.verdict+json"
SILENT = "SinVeredicto"
NOT_RUN = "NoEjecutada"
OURS = (SILENT, NOT_RUN)
NO_VERDICT = N_("La celda de prueba terminó sin veredicto.")
MANY_VERDICTS = N_("La celda de prueba dio más de un veredicto.")


@dataclass(frozen=True)
class Verdict:
    """Points earned by one test cell; `code` to `message` are the diagnosis where some were lost.

    `reason` is set when the cell did not say itself what it came to: an error that is no diagnosis, a kernel
    that died, no output at all. `points` is 0 then.
    """

    points: float
    max_points: float
    code: str | None = None
    title: str | None = None
    message: str | None = None
    reason: str | None = None


def read_verdict(cell: NotebookNode) -> Verdict:
    """The verdict that the executed test cell carries, between 0 and the cell's own points.

    Fails closed: without exactly one `execute_result` that has the verdict's mime type and a finite number of
    points, or with any `error` output, nothing was earned.
    """
    max_points = float(cell.metadata.nbgrader["points"])
    errors = [out for out in cell.outputs if out.output_type == "error"]
    if errors:
        told = [data for out in cell.outputs if (data := _published(out)) is not None]
        lost = told[-1] if told and errors[-1].ename == "Diagnosis" else {}
        reason = None if lost else _said(errors[-1])
        return Verdict(0.0, max_points, *_diagnosis(lost), reason=reason)
    results = list(_results(cell.outputs))
    if len(results) != 1:
        return Verdict(0.0, max_points, reason=_(MANY_VERDICTS if results else NO_VERDICT))
    points = results[0].get("points")
    if isinstance(points, bool) or not isinstance(points, int | float) or not math.isfinite(points):
        return Verdict(0.0, max_points, reason=_(NO_VERDICT))
    return Verdict(min(max(float(points), 0.0), max_points), max_points, *_diagnosis(results[0]))


def error_output(name: str, text: str) -> NotebookNode:
    """Give an error as a cell's output, with its text in place of a traceback."""
    return new_output("error", ename=name, evalue=text, traceback=[text])


def _said(error: NotebookNode) -> str:
    return error.evalue if error.ename in OURS else f"{error.ename}: {error.evalue}".rstrip(": ")


def _results(outputs: Iterable[NotebookNode]) -> Iterable[dict[str, Any]]:
    for out in outputs:
        if out.output_type == "execute_result" and (data := _published(out)) is not None:
            yield data


def _published(out: NotebookNode) -> dict[str, Any] | None:
    data = out.get("data", {}).get(MIME)
    return data if isinstance(data, dict) else None


def _diagnosis(data: dict[str, Any]) -> tuple[str | None, str | None, str | None]:
    code, title, message = (data.get(key) for key in ("code", "title", "message"))
    return _text(code), _text(title), _text(message)


def _text(value: object) -> str | None:
    return value[:4000] if isinstance(value, str) else None
