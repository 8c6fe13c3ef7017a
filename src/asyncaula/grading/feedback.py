"""Keeps the hidden tests out of what a student gets back."""

from __future__ import annotations

import builtins
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import determine_grade

from asyncaula.checks.catalogue import TABLE
from asyncaula.checks.diagnosis import Finding
from asyncaula.checks.display import message_html, passed_html

from ..checks.messages import N_, _
from ..verdict import MIME, OURS
from .cells import HIDDEN_BEGIN, HIDDEN_END, about, has_hidden_tests, is_test
from .separate.at_home import outputs_at_home
from .untouched import COMMENT, is_untouched

TOLD = ("Diagnosis", *OURS)
IN_PLACE = N_("# (aquí hay pruebas ocultas)")
NOT_SHOWN = N_(
    "(al calificar, esta celda se ejecutó después de una prueba oculta: aquí no se muestra lo que escribió)"
)
SHORTENED = N_(
    "(resumido, porque se ejecutó después de una prueba oculta: al ejecutarla en casa se ve completo)"
)
ENDED = N_("(la celda terminó con {error})")


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """For feedback: hidden lines become one line that says so, and of what they printed the diagnosis stays.

    A cell with hidden tests keeps its verdict with its picture, and of an error that is no diagnosis only
    the exception's name: values and lines would tell what is asked. A diagnosis that is shown with its
    picture is not repeated as text.

    Once a hidden test has been observed, the learner's kernel knows what it asks. What its cells write from
    then on is not shown, nor what is printed in a test. A visible test that failed is shown as it was seen
    without the hidden ones (`separate.at_home`); where that came to something else, without value, name or
    line: all of it can be seen at home, with the same visible tests.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        self._knows = False
        nb, resources = super().preprocess(nb, resources)
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if cell.cell_type == "code" and self._knows:
            cell.outputs = _told_apart(cell) if is_test(cell) else _not_shown(cell.outputs)
            if is_test(cell) and not has_hidden_tests(cell):
                seen = outputs_at_home(cell)
                cell.outputs = _in_short(cell.outputs) if seen is None else _without_prints(seen)
        self._knows = self._knows or (is_test(cell) and has_hidden_tests(cell))
        if is_test(cell) and any(
            "text/html" in out.data for out in cell.outputs if MIME in out.get("data", {})
        ):
            cell.outputs = [out for out in cell.outputs if out.get("ename") != "Diagnosis"]
        if not has_hidden_tests(cell):
            return cell, resources
        cell.source = without_hidden_lines(cell.source)
        if is_test(cell):
            cell.outputs = _told_apart(cell)
        for out in cell.outputs:
            if out.output_type == "error" and out.ename not in TOLD:
                out.evalue, out.traceback = (
                    "",
                    [_("{error}: la prueba no llegó a su fin.").format(error=out.ename)],
                )
        return cell, resources


class GradesAtHand(NbGraderPreprocessor):  # type: ignore[misc]
    """As nbgrader's `GetGrades`, for a notebook that has just been graded: the grades are those in its cells."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        earned = out_of = 0.0
        for cell in nb.cells:
            known = about(cell)
            if known.get("grade") or known.get("task"):
                score = determine_grade(cell)[0] if known.get("grade") else None
                known["score"], known["points"] = score or 0.0, float(known["points"])
                earned, out_of = earned + known["score"], out_of + known["points"]
            if known.get("solution") or known.get("task"):
                known["comment"] = COMMENT if is_untouched(cell) else None
        resources["nbgrader"] |= {"score": earned, "max_score": out_of, "late_penalty": 0}
        return nb, resources


def _told_apart(cell: NotebookNode) -> list[NotebookNode]:
    return _without_prints(cell.outputs)


def _without_prints(outputs: list[NotebookNode]) -> list[NotebookNode]:
    return [out for out in outputs if out.output_type == "error" or MIME in out.get("data", {})]


def _in_short(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Of a visible test's outputs, what is the same for everybody with this diagnosis and these points."""
    failed = False
    for out in outputs:
        if out.output_type == "error":
            failed = True
            if out.ename not in OURS:
                out.evalue, out.traceback = "", [out.ename]
            continue
        verdict = out.data[MIME]
        code = verdict.get("code")
        if code in TABLE:
            failed, said = True, message_html(Finding(code))
        else:
            said = passed_html(float(verdict.get("points") or 0), float(verdict.get("max") or 0), None)
        out.data = NotebookNode({"text/html": said, MIME: {"code": code}})
    return [*outputs, new_output("stream", name="stdout", text=_(SHORTENED))] if failed else outputs


def _not_shown(outputs: list[NotebookNode]) -> list[NotebookNode]:
    if not outputs:
        return []
    said = [_(NOT_SHOWN)]
    for out in outputs:
        if out.output_type == "error":
            known = isinstance(getattr(builtins, out.ename, None), type) or out.ename in OURS
            said.append(_(ENDED).format(error=out.ename if known else _("un error")))
    return [new_output("stream", name="stdout", text="\n".join(said))]


def without_hidden_lines(source: str) -> str:
    """The source with every marked region, markers included, replaced by one comment; an open one ends the
    source."""
    lines: list[str] = []
    inside = False
    for line in source.splitlines():
        if not inside and line.strip().startswith(HIDDEN_BEGIN):
            inside = True
            lines.append(_(IN_PLACE))
        elif inside and line.strip().startswith(HIDDEN_END):
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)
