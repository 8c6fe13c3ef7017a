"""What a scenario, a deadlock and the validation of a lesson cost, each in a real kernel.

Prints medians over `--repeats` runs of: a scenario on the virtual clock with its expectation, the same coroutine
by a bare `asyncio.run` in a thread (its peer), a deadlock until it is told with the learner's line, and
`nbgrader validate` of each lesson's solved notebook.

    python benchmarks/scenario_cost.py [--repeats 200] [--no-lessons]
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from rich.console import Console
from rich.table import Table

from asyncaula.authoring.answers import load
from asyncaula.authoring.compose import graded
from asyncaula.course import Course
from asyncaula.grading.execute import run_notebook

ROOT = Path(__file__).parents[1]
MEASURE = """
import asyncio, json, statistics, threading, time
from IPython.utils.capture import capture_output
from asyncaula.checks import Diagnosis, expect, scenario

async def en_paralelo(fabricas):
    return list(await asyncio.gather(*(f() for f in fabricas)))

async def se_atora(lab):
    await asyncio.Event().wait()

@scenario
async def tres(en_paralelo, lab):
    return await en_paralelo([lab.job("a", 3), lab.job("b", 1), lab.job("c", 2)])

@scenario
async def atorada(se_atora, lab):
    await se_atora(lab)

def judged():
    expect(tres).returns(["a", "b", "c"]).takes(3).overlaps(3).leaves_nothing()

def bare():
    async def main():
        return await en_paralelo([lambda: asyncio.sleep(0)] * 3)
    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    thread.join()

def deadlock():
    with capture_output():  # a failing check shows its message
        try:
            expect(atorada).finishes()
        except Diagnosis as told:
            assert "asyncio.Event().wait()" in str(told), told

def median(fn, repeats):
    fn()
    took = []
    for _ in range(repeats):
        began = time.perf_counter()
        fn()
        took.append(time.perf_counter() - began)
    return 1000 * statistics.median(took)

print(json.dumps({f.__name__: median(f, REPEATS) for f in (judged, bare, deadlock)}))
"""


def in_kernel(repeats: int) -> dict[str, float]:
    """Give the medians in milliseconds, measured inside a kernel."""
    cell = new_code_cell(MEASURE.replace("REPEATS", str(repeats)))
    with tempfile.TemporaryDirectory() as folder:
        nb = run_notebook(new_notebook(cells=[cell]), Path(folder), timeout=600)
    text = "".join(out.get("text", "") for out in nb.cells[0].outputs)
    try:
        found: dict[str, float] = json.loads(text)
    except ValueError:
        raise click.ClickException(f"the kernel said: {str(nb.cells[0].outputs)[:2000]}") from None
    return found


def validation(lesson_id: str, course: Course) -> float:
    """Give the real seconds of `nbgrader validate` on the lesson with its reference answers."""
    lesson = course.lesson(lesson_id)
    nb = graded(lesson, [a for a in load(lesson) if a.kind == "reference"])
    with tempfile.TemporaryDirectory() as folder:
        if lesson.files.is_dir():
            shutil.copytree(lesson.files, folder, dirs_exist_ok=True)
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        nbformat.write(nb, Path(folder, lesson.notebook))
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", "validate", lesson.notebook],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONWARNINGS": ""},
        )
        took = time.perf_counter() - began
    if "Success!" not in done.stdout:
        raise click.ClickException(f"{lesson_id} does not validate: {done.stdout[:2000]}")
    return took


@click.command()
@click.option("--repeats", type=click.IntRange(3), default=200, show_default=True)
@click.option("--lessons/--no-lessons", default=True, help="Validate every lesson as well.")
def main(repeats: int, lessons: bool) -> None:
    """Measure and print a table."""
    table = Table(title=f"medians of {repeats}")
    table.add_column("what")
    table.add_column("cost", justify="right")
    took = in_kernel(repeats)
    table.add_row("a scenario and its expectation", f"{took['judged']:.2f} ms")
    table.add_row("asyncio.run in a thread, nothing judged", f"{took['bare']:.2f} ms")
    table.add_row("ratio", f"{took['judged'] / took['bare']:.1f} x")
    table.add_row("a deadlock, told with its line", f"{took['deadlock']:.2f} ms")
    course = Course.find(ROOT)
    for lesson in course.lessons if lessons else ():
        table.add_row(f"nbgrader validate {lesson.id}", f"{validation(lesson.id, course):.1f} s")
    Console().print(table)


if __name__ == "__main__":
    main()
