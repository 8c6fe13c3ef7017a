"""The capstone, where its own checks do not reach: all pieces together, and systems without signals."""

from __future__ import annotations

import ast
import copy
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from asyncaula.course import Course
from asyncaula.grading.execute import run_notebook
from asyncaula.verdict import read_verdict

COURSE = Course.find(Path(__file__))
LESSON = COURSE.lesson("14_proyecto_despachador")
WITHOUT_SIGNALS = """
from asyncaula.checks.child import RunningChild
RunningChild.can_be_asked_to_stop = property(lambda child: False, lambda child, value: None)
"""
AS_ON_WINDOWS = """%%writefile apagado.py
def add_signal_handler():
    raise NotImplementedError
add_signal_handler()
"""
UNWRITTEN = """%%writefile apagado.py
raise NotImplementedError()
"""


def code(source: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell(source)


def printed(cell: nbformat.NotebookNode) -> str:
    assert [out.get("evalue") for out in cell.outputs if out.output_type == "error"] == []
    return "".join(out.text for out in cell.outputs if out.get("name") == "stdout")


@pytest.mark.slow
def test_the_pieces_make_a_service_and_a_system_without_signals_fails_nobody(tmp_path: Path) -> None:
    folder = COURSE.root / "source" / LESSON.id
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    nb = nbformat.read(folder / LESSON.notebook, as_version=4)
    together = next(cell.source for cell in nb.cells if cell.source.startswith("## Todo junto"))
    service = code(re.findall(r"```python\n(.*?)```", together, re.DOTALL)[0])
    about = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nb.cells}
    windows, unwritten = (copy.deepcopy(about["test_apagado"]) for _ in range(2))
    nb.cells = [
        *(about[name] for name in ("preparacion", "Motor", "crear_api", "ws_eventos", "cliente")),
        next(cell for cell in nb.cells if "encargos = {" in cell.source and cell.cell_type == "code"),
        service,
        *(code(WITHOUT_SIGNALS), code(AS_ON_WINDOWS), windows, code(UNWRITTEN), unwritten),
    ]
    run_notebook(nb, tmp_path)
    first, second = map(ast.literal_eval, printed(service).splitlines())
    assert list(first) == list(second) == list("123456")
    assert {*first.values(), *second.values()} <= {"en espera", "en curso", "hecho"}
    assert "no entrega SIGTERM" in printed(windows)
    assert float(windows.outputs[-1].data["text/plain"]) == 1
    assert read_verdict(unwritten).code == "E01"
