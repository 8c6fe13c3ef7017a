"""A class whose submissions are graded by `asyncaula grade` in a process of its own, as an instructor runs it.

The course is as small as one can be that has everything: a plain function and a coroutine, each with a visible
test and a hidden one that draws from the run's seed. Of each fault there is one culprit among at least seven
submissions that are right, before and after it.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from asyncaula.grading.nbgrader_calls import generate_assignment, load_config, open_gradebook
from asyncaula.grading.sandbox import probe
from asyncaula.grading.sandbox.place import base

REPOSITORY = Path(__file__).parents[3]
MOST_MB = 400
"""What the parent may hold at any moment, whatever is handed in; its workers keep to it too."""
FULL = {"test_doble": 1.0, "hidden_doble": 4.0, "test_luego": 1.0, "hidden_luego": 4.0}
EARNED_BEFORE = {**FULL, "test_luego": 0.0, "hidden_luego": 0.0}
RIGHT = {
    "doble": "def doble(n):\n    return 2 * n",
    "luego": "import asyncio\nasync def luego(n):\n    await asyncio.sleep(n)\n    return 3 * n",
}
HEADS = {"doble": "def doble(n):", "luego": "async def luego(n):"}
TESTS = {
    "doble": ("def caso(doble, n):\n    return doble(n)", 2),
    "luego": ("async def caso(luego, n):\n    return await luego(n)", 3),
}
VISIBLE = """
@scenario(timeout=2)
{scenario}


expect(caso, n=3).returns({times} * 3).worth(1)
"""
HIDDEN = """
### BEGIN HIDDEN TESTS
@scenario(timeout=2)
{scenario}


score = hidden(4)
for draw in score.draws(4):
    n = draw.randrange(1000)
    with score(1):
        expect(caso, n=n).returns({times} * n)
score.earned()
### END HIDDEN TESTS
"""
SETTINGS = "\nc.Execute.timeout = 4\nc.GuardedExecute.grace = 2.0\n"
GRADE = """
from asyncaula.cli import main
from asyncaula.grading import nbgrader_calls
nbgrader_calls.PATIENCE = {patience}
main(["grade", *__import__("sys").argv[1:]])
"""
PATIENCE = 500.0
"""Real seconds that a run may take on a machine that has much else to do."""


@pytest.fixture(autouse=True, scope="session")
def _a_sandbox_can_be_made() -> None:
    found = probe()
    if not found.works:
        pytest.skip(f"no sandbox here: {found.problem}. {found.remedy} {found.said}")


def _cell(source: str, grade_id: str, points: float | None = None, solution: bool = False) -> Any:
    about: dict[str, Any] = {"schema_version": 3, "grade_id": grade_id, "task": False}
    about |= {"grade": points is not None, "solution": solution, "locked": not solution}
    if points is not None:
        about["points"] = points
    cell = new_code_cell(source.strip(), metadata={"nbgrader": about})
    cell["id"] = grade_id
    return cell


def _source_notebook() -> Any:
    cells = [_cell("from asyncaula.checks import expect, hidden, scenario", "preparacion")]
    for name, (scenario, times) in TESTS.items():
        cells += [
            _cell(f"{HEADS[name]}\n    raise NotImplementedError()", name, solution=True),
            _cell(VISIBLE.format(scenario=scenario, times=times), f"test_{name}", points=1),
            _cell(HIDDEN.format(scenario=scenario, times=times), f"hidden_{name}", points=4),
        ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released course with the assignment `uno`, its notebook `cuaderno.ipynb`. Do not write in it."""
    root = tmp_path_factory.mktemp("curso")
    settings = (REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(settings + SETTINGS, encoding="utf-8")
    (root / "source/uno").mkdir(parents=True)
    nbformat.write(_source_notebook(), root / "source/uno/cuaderno.ipynb")
    generate_assignment(load_config(root / "nbgrader_config.py", root), "uno")
    return root


class Run:
    """`asyncaula grade` in a process of its own. `peaks` are the most memory of it and of its workers, in MB."""

    def __init__(self, course: Path, *arguments: str, temporary: Path, patience: int = 60) -> None:
        command = [sys.executable, "-c", GRADE.format(patience=patience), "--root", str(course), *arguments]
        env = {**os.environ, "PYTHONASYNCIODEBUG": "", "TMPDIR": str(temporary)}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", env=env
        )
        self.pid = self.process.pid
        self.said, self.peaks = "", dict[int, float]()
        self._threads = [threading.Thread(target=t, daemon=True) for t in (self._listen, self._watch)]
        for thread in self._threads:
            thread.start()

    def workers(self) -> list[int]:
        """Give the processes that grade for it and are alive."""
        return [child.pid for child in self._children() if _is_worker(child)]

    def wait(self) -> int:
        """Wait for its end and give the exit code."""
        code = self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        return code

    def kill(self) -> None:
        """End it as nothing can prevent. Fails where anything that it started lives on."""
        started = self._children(recursive=True)
        self.process.send_signal(signal.SIGKILL)
        self.wait()
        _, alive = psutil.wait_procs(started, timeout=30)
        assert alive == []

    def _children(self, **how: Any) -> list[psutil.Process]:
        with contextlib.suppress(psutil.Error):
            return psutil.Process(self.pid).children(**how)
        return []

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stdout:
            self.said = stdout.read()

    def _watch(self) -> None:
        while self.process.poll() is None:
            for pid in (self.pid, *self.workers()):
                self.peaks[pid] = max(self.peaks.get(pid, 0.0), _peak(pid))
            time.sleep(0.1)


def _is_worker(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return any("multiprocessing.spawn" in part for part in process.cmdline())
    return False


def _peak(pid: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1000
    return 0.0


class Classroom:
    """A course and its class. `right` are the students whose submissions are right."""

    EARNED_BEFORE, FULL, RIGHT = EARNED_BEFORE, FULL, RIGHT

    def __init__(self, root: Path, temporary: Path) -> None:
        self.root, self.temporary = root, temporary
        self.released = nbformat.read(root / "release/uno/cuaderno.ipynb", as_version=4)
        self.right: list[str] = []
        self._runs: list[Run] = []

    # -- before --------------------------------------------------------------------------------------------

    def notebook(self, **answers: str) -> Any:
        """Give the release with right answers, but for those given here."""
        nb = copy.deepcopy(self.released)
        for cell in nb.cells:
            cell.source = {**RIGHT, **answers}.get(cell.metadata.nbgrader.grade_id, cell.source)
        return nb

    def hand_in(self, student: str, notebook: Any = None, **answers: str) -> Path:
        """Put a notebook, or any text in its place, into the student's folder; give its path."""
        path = self.root / "submitted" / student / "uno/cuaderno.ipynb"
        path.parent.mkdir(parents=True)
        if isinstance(notebook, str):
            path.write_text(notebook, encoding="utf-8")
        else:
            nbformat.write(notebook or self.notebook(**answers), path)
        return path

    def seat(self, *culprits: str) -> list[str]:
        """Hand in what is right for seven; give names for the culprits that put them among these."""
        places = [f"{number:02d}" for number in range(7 + len(culprits))]
        step = len(places) / (len(culprits) or 1)
        taken = [places[int(step * number + step / 2)] for number in range(len(culprits))]
        self.right = [f"{place} bien" for place in places if place not in taken]
        for student in self.right:
            self.hand_in(student)
        return [f"{place} {culprit}" for place, culprit in zip(taken, culprits, strict=True)]

    def setting(self, line: str) -> None:
        """Add a line to the course's settings."""
        with (self.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    # -- the run -------------------------------------------------------------------------------------------

    def start(self, *arguments: str, patience: int = 60) -> Run:
        """Start a run with two workers, which waits so many seconds for a locked gradebook."""
        command = ["--workers", "2", *arguments]
        run = Run(self.root, *command, temporary=self.temporary, patience=patience)
        self._runs.append(run)
        return run

    def close(self) -> None:
        """End what is still running."""
        for run in self._runs:
            if run.process.poll() is None:
                run.kill()

    def grade(self, *arguments: str, code: int = 1) -> Run:
        """Have a run from beginning to end, which keeps to its memory, leaves nothing, and ends with `code`."""
        run = self.start(*arguments)
        assert run.wait() == code, run.said
        assert 0 < max(run.peaks.values()) < MOST_MB
        self.nothing_is_left()
        return run

    # -- after ---------------------------------------------------------------------------------------------

    def outcomes(self) -> dict[str, dict[str, Any]]:
        """What `outcomes.json` tells, by student; nobody is there twice."""
        told = json.loads((self.root / "grades/outcomes.json").read_text(encoding="utf-8"))["submissions"]
        by_student = {submission["student"]: submission for submission in told}
        assert len(by_student) == len(told)
        return by_student

    def points(self, student: str) -> dict[str, float]:
        """The points that a student's cells earned."""
        return {cell["name"]: cell["points"] for cell in self.outcomes()[student]["cells"]}

    def reasons(self, student: str) -> str:
        """What was said, in all, about why a student's cells have no verdict of their own or lost points."""
        cells = self.outcomes()[student]["cells"]
        return "\n".join(f"{cell['reason'] or ''} {cell['title'] or ''}" for cell in cells)

    def output(self, student: str) -> str:
        """What the student's own cells left in the autograded notebook: text, and errors in a line."""
        nb = nbformat.read(self.root / "autograded" / student / "uno/cuaderno.ipynb", as_version=4)
        outs = [out for cell in nb.cells if cell.cell_type == "code" for out in cell.outputs]
        errors = (f"{out.ename}: {out.evalue}" for out in outs if out.output_type == "error")
        return "\n".join([*(out.text for out in outs if out.output_type == "stream"), *errors])

    def gradebook(self) -> dict[str, dict[str, float | None]]:
        """The scores in the gradebook, by student and cell; nobody and nothing is there twice."""
        with open_gradebook(load_config(self.root / "nbgrader_config.py", self.root)) as gradebook:
            rows = [
                (submission.student_id, grade.name, grade.auto_score)
                for submission in gradebook.assignment_submissions("uno")
                for notebook in submission.notebooks
                for grade in notebook.grades
            ]
        found: dict[str, dict[str, float | None]] = {}
        for student, name, score in rows:
            assert name not in found.setdefault(student, {})
            found[student][name] = score
        return found

    def others_are_right(self) -> None:
        """Each of the seven has every point, its notebook and its feedback."""
        assert len(self.right) >= 7
        for student in self.right:
            assert self.points(student) == FULL, self.reasons(student)
            assert (self.root / "feedback" / student / "uno/cuaderno.html").is_file()

    def all_is_told_once(self) -> None:
        """Outcomes, gradebook and folders tell the same of everybody who handed something in."""
        outcomes, gradebook = self.outcomes(), self.gradebook()
        assert sorted(outcomes) == sorted(path.name for path in (self.root / "submitted").iterdir())
        assert set(gradebook) == set(outcomes)
        for student, told in outcomes.items():
            graded = told["state"] == "graded"
            expected = self.points(student) if graded else dict.fromkeys(FULL)
            assert gradebook[student] == expected
            for step in ("autograded", "feedback"):
                folder = self.root / step / student
                assert [p.name for p in folder.iterdir()] == (["uno"] if graded else [])

    def nothing_is_left(self) -> None:
        """No temporary file of any run is there, and none that a write began and did not end."""
        assert list(self.temporary.iterdir()) == []
        graders = {str(pid) for run in self._runs for pid in run.peaks}
        assert [p for p in base().glob("aula-kernel-*") if p.name.split("-")[2] in graders] == []
        assert list((self.root / ".asyncaula").rglob(".*")) == []
        begun = [p for step in ("autograded", "feedback") for p in (self.root / step).glob("*/.*")]
        assert begun == []


@pytest.fixture
def classroom(small_course: Path, tmp_path: Path) -> Iterator[Classroom]:
    shutil.copytree(small_course, root := tmp_path / "curso")
    (temporary := tmp_path / "t").mkdir()
    made = Classroom(root, temporary)
    yield made
    made.close()
