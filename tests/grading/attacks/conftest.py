"""A class that attacks the grader: every module hands its attacks in, one student each, and grades them in one run.

An attack is a dict. `answers` are sources by exercise (a stub where there is none); `first` and `last` are
cells of code put before and behind all others; `files` go beside the notebook (bytes, or a text); `edit` changes
the notebook as a last step; `put` is called with the submission's folder after that. `points` is what the honest
part of it earns: 0 unless said. Attacks with the same `seat` share a submission, where none of them is in
another's way: it saves a kernel and a judge each. In sources and files, `@…@` stands for a place that `_grade` names.

Hidden test text stands in the autograded notebook by nbgrader's design, in the test cells; it is the
instructor's copy. What goes back to students is the feedback.
"""

from __future__ import annotations

import ast
import contextlib
import html
import json
import os
import random
import re
import secrets
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from filelock import FileLock
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from asyncaula.grading import sandbox
from asyncaula.grading.cells import is_test
from asyncaula.grading.execute import GuardedExecute, run_notebook
from asyncaula.grading.nbgrader_calls import load_config, open_gradebook
from asyncaula.grading.records import Record, RecordBook
from asyncaula.grading.session import Session, Wish
from asyncaula.verdict import read_verdict

REPOSITORY = Path(__file__).parents[3]
ASSIGNMENT, NOTEBOOK = "uno", "cuaderno"
Attack = Mapping[str, Any]

SETUP = "from asyncaula.checks import expect, hidden, scenario"
HIDDEN_WORDS = ("HIDDEN TESTS", "sorteo_de_", "clave_oculta", "expect(sorteo")
"""Words that stand in hidden tests and nowhere else."""
STUB = "# ESCRIBE AQUÍ TU CÓDIGO\nraise NotImplementedError()"
RIGHT = {
    "doble": "def doble(n):\n    return 2 * n",
    "juntos": "import asyncio\n\nasync def juntos(trabajos):\n"
    "    return list(await asyncio.gather(*[trabajo() for trabajo in trabajos]))",
}
HALF = RIGHT | {
    "juntos": "async def juntos(trabajos):\n    return [await trabajo() for trabajo in trabajos]",
}
TESTS = {
    "doble": (
        """
@scenario
def doble_de_tres(doble):
    return doble(3)


expect(doble_de_tres).returns(6).worth(1)
""",
        """
### BEGIN HIDDEN TESTS
@scenario
def sorteo_de_doble(doble, n):
    clave_oculta = 77
    return doble(n)


score = hidden(4)
with score(4):
    for azar in score.draws(2):
        n = azar.randrange(10**8, 10**9)
        expect(sorteo_de_doble, n=n).returns(2 * n)
score.earned()
### END HIDDEN TESTS
""",
    ),
    "juntos": (
        """
@scenario
async def juntos_dos(juntos, lab):
    return await juntos([lab.job("a", 2), lab.job("b", 1)])


expect(juntos_dos).returns(["a", "b"]).leaves_nothing().worth(1)
""",
        """
### BEGIN HIDDEN TESTS
@scenario
async def sorteo_de_juntos(juntos, lab, segundos):
    clave_oculta = 78
    return await juntos([lab.job(str(i), s, value=10 * s) for i, s in enumerate(segundos)])


score = hidden(4)
with score(4):
    for azar in score.draws(2):
        segundos = [azar.randrange(2, 60) for _ in range(4)]
        seen = expect(sorteo_de_juntos, segundos=segundos)
        seen.returns([10 * s for s in segundos]).takes(max(segundos)).overlaps(4).leaves_nothing()
score.earned()
### END HIDDEN TESTS
""",
    ),
}
SETTINGS = """
c.Execute.timeout = 6
c.SeparateExecute.grace = 2.0
"""
"""Added to the repository's own, so that code that hangs does not take its whole half minute."""


# -- the course --------------------------------------------------------------------------------------------


def _cell(source: str, grade_id: str, points: float | None = None, solution: bool = False) -> Any:
    about: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    if points is not None:
        about["points"] = points
    return new_code_cell(source.strip(), metadata={"nbgrader": about}, id=grade_id.replace("_", "-"))


def _source_notebook() -> Any:
    cells = [new_markdown_cell("# Un cuaderno", id="titulo"), _cell(SETUP, "preparacion")]
    for name, (visible, secret) in TESTS.items():
        cells += [
            _cell(f"### BEGIN SOLUTION\n{RIGHT[name]}\n### END SOLUTION", name, solution=True),
            _cell(visible, f"test_{name}", points=1),
            _cell(secret, f"hidden_{name}", points=4),
        ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


# -- a batch -----------------------------------------------------------------------------------------------

HONEST = {
    "aaa-honesta": (RIGHT, 10),
    "mmm-a-medias": (HALF, 6),
    "zzz-honesta": (RIGHT, 10),
}
"""Honest students with what they earn, among the attackers by name and so by turn."""


@dataclass
class Class:
    """A graded class, read from what the run left on disk."""

    root: Path
    attacks: Mapping[str, Attack]
    canary: str
    mark: str
    packets: list[str]

    def seat(self, attack: str) -> str:
        """The student who hands the attack in; whoever is no attack is a student."""
        return str(self.attacks.get(attack, {}).get("seat", attack))

    def record(self, attack: str) -> Record:
        """The record of a student's outcome."""
        student = self.seat(attack)
        found = RecordBook(self.root).get(ASSIGNMENT, student)
        assert found is not None, f"{student} has no outcome"
        return found

    def points(self, attack: str) -> float | None:
        """What the gradebook says; it has to be what the record says."""
        student = self.seat(attack)
        with open_gradebook(load_config(self.root / "nbgrader_config.py", self.root)) as gradebook:
            submission = gradebook.find_submission(ASSIGNMENT, student)
            scores = [grade.auto_score for nb in submission.notebooks for grade in nb.grades]
        total = None if None in scores else sum(scores)
        assert total == self.record(student).points, student
        return total

    def feedback(self, attack: str) -> str:
        """All that the student gets back, as its bytes and as a browser shows it."""
        folder = self.root / "feedback" / self.seat(attack) / ASSIGNMENT
        pages = [
            path.read_text(encoding="utf-8", errors="replace")
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        ]
        text = "\n".join(pages)
        return text + html.unescape(re.sub(r"<[^>]*>", "", text))

    def autograded(self, attack: str) -> Any:
        """The autograded notebook; an empty one where there is none."""
        path = self.root / "autograded" / self.seat(attack) / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        return nbformat.read(path, as_version=4) if path.exists() else new_notebook()

    def output(self, attack: str) -> str:
        """What the attack's own cells left behind, as JSON: the first, the last, and the answers."""
        own = {*_cell_ids(attack), *self.attacks[attack].get("answers", ())}
        cells = self.autograded(attack).cells
        return json.dumps([cell.get("outputs") for cell in cells if cell["id"] in own], ensure_ascii=False)

    def drawn(self, student: str) -> list[str]:
        """What the hidden tests of this student drew and expected, replayed from the seed on record."""
        seed = self.record(student).seed
        numbers = [random.Random(f"{seed}:4:{i}").randrange(10**8, 10**9) for i in range(2)]
        return [str(seed), *(str(times * n) for n in numbers for times in (1, 2, 3))]

    def check(self, attack: str) -> None:
        """The attack earned nothing, told nothing, sent nothing, and cost nobody anything."""
        student = self.seat(attack)
        points, honest = self.points(student), self._honest_points(student)
        assert points == honest, self.record(student)
        feedback, autograded = self.feedback(student), self.root / "autograded" / student
        assert feedback.strip() or points is None
        for secret in (*HIDDEN_WORDS, *self.drawn(student), self.canary, self.mark):
            assert secret not in feedback, secret
        for path in autograded.rglob("*"):
            if path.is_file():
                text = path.read_bytes().decode("utf-8", "replace")
                assert self.canary not in text, path
                assert self.mark not in text, path
        assert self.packets == []
        self.check_the_others()

    def _honest_points(self, student: str) -> float | None:
        """What the honest parts of all that sit there earn; None where it cannot be graded."""
        parts = [about.get("points", 0) for name, about in self.attacks.items() if self.seat(name) == student]
        return None if None in parts else sum(parts)

    def check_the_others(self) -> None:
        """The honest students have what they earned."""
        for student, (_answers, expected) in HONEST.items():
            assert self.points(student) == expected, self.record(student)


@pytest.fixture(scope="session", autouse=True)
def _a_sandbox_can_be_made() -> None:
    found = sandbox.probe()
    if not found.works:
        pytest.skip(f"no sandbox here: {found.problem}. {found.remedy} {found.said}")


@pytest.fixture(scope="session")
def grade_class(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Class]:
    """Grades a class of attackers and honest students, once even where several processes run the tests."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent

    def grade(name: str, attacks: Mapping[str, Attack]) -> Class:
        place = shared / f"clase-{name.rpartition('.')[2]}"
        with FileLock(f"{place}.lock"):
            if not (place / "told.json").exists():
                place.mkdir()
                _grade(place, attacks)
        told = json.loads((place / "told.json").read_text(encoding="utf-8"))
        return Class(place / "curso", attacks, **told)

    return grade


def _grade(place: Path, attacks: Mapping[str, Attack]) -> None:
    root = place / "curso"
    with _course(place) as (canary, mark, places, packets), Session(root, Wish(workers=2)) as session:
        session.template(ASSIGNMENT)
        with open_gradebook(session.config) as gradebook:
            gradebook.add_student("ooo-ajena", last_name=canary)
        for student, (answers, _points) in HONEST.items():
            _hand_in(root, student, {student: {"answers": answers, "first": f"# {mark}"}}, places)
        for student, seated in _seated(attacks).items():
            _hand_in(root, student, seated, places)
        for _record in session.grade(session.plan()):
            pass
    told = {"canary": canary, "mark": mark, "packets": packets}
    (place / "told.json").write_text(json.dumps(told), encoding="utf-8")


@contextlib.contextmanager
def _course(place: Path) -> Iterator[tuple[str, str, dict[str, str], list[str]]]:
    """Make `place` hold a course and a home with secrets; gives canary, mark, what to place, and the packets."""
    root, home = place / "curso", place / "hogar"
    canary, mark = f"canario-{secrets.token_hex(8)}", f"ajeno-{secrets.token_hex(8)}"
    source = root / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    home.mkdir()
    config = (REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(f"{config}\n# {canary}\n{SETTINGS}", encoding="utf-8")
    nbformat.write(_source_notebook(), source / f"{NOTEBOOK}.ipynb")
    for folder in (root, source.parent, home, home / ".ssh"):
        folder.mkdir(exist_ok=True)
        (folder / "secreto.txt").write_text(canary, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, _listening() as (port, packets):
        patch.setenv("HOME", str(home))
        patch.setenv("SECRETO", canary)
        places = {"@ROOT@": str(root), "@HOME@": str(home), "@PORT@": str(port), "@HOST@": _own_address()}
        yield canary, mark, places, packets


@dataclass
class Undefended:
    """What became of an attack where something that defends was left out."""

    notebook: Any
    canary: str
    packets: list[str]

    def points(self) -> float:
        """What the test cells' outputs are worth."""
        return sum(read_verdict(cell).points for cell in self.notebook.cells if is_test(cell))

    def said(self) -> str:
        """What all cells left behind, as JSON."""
        return json.dumps([cell.get("outputs") for cell in self.notebook.cells], ensure_ascii=False)


@pytest.fixture
def undefended(tmp_path: Path) -> Callable[..., Undefended]:
    """Runs one attack in the course's notebook; `by` is how, `sandbox` whether walled in."""

    def run(attack: Attack, by: type[GuardedExecute], sandbox: bool) -> Undefended:
        work = tmp_path / "trabajo"
        work.mkdir()
        with _course(tmp_path) as (canary, _mark, places, packets):
            nb = _with_attacks(_source_notebook(), {"ataque": attack}, places)
            run_notebook(nb, work, by=by, sandbox=sandbox)
        return Undefended(nb, canary, packets)

    return run


def _cell_ids(attack: str) -> tuple[str, str]:
    return f"{attack}-primera"[-64:], f"{attack}-ultima"[-64:]


def _seated(attacks: Mapping[str, Attack]) -> dict[str, dict[str, Attack]]:
    """The attacks by name, by the student who hands them in."""
    seats: dict[str, dict[str, Attack]] = {}
    for name, attack in attacks.items():
        seats.setdefault(attack.get("seat", name), {})[name] = attack
    return seats


def _placed(text: str, places: Mapping[str, str]) -> str:
    for name, value in places.items():
        text = text.replace(name, value)
    return text.strip("\n")


def _code(text: str, places: Mapping[str, str]) -> str:
    """A cell's source, which has to compile: one that does not attacks nothing."""
    source = _placed(text, places)
    compile(source, "ataque", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return source


def _with_attacks(nb: Any, attacks: Mapping[str, Attack], places: Mapping[str, str]) -> Any:
    """Put the attacks' answers and cells into the notebook, and edit it."""
    answers: dict[str, str] = {}
    for attack in attacks.values():
        assert answers.keys().isdisjoint(attack.get("answers", ()))
        answers |= attack.get("answers", {})
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in TESTS:
            cell.source = _code(answers.get(name, STUB), places)
    for name, attack in attacks.items():
        first, last = _cell_ids(name)
        if "first" in attack:
            nb.cells.insert(1, new_code_cell(_code(attack["first"], places), id=first))
        if "last" in attack:
            nb.cells.append(new_code_cell(_code(attack["last"], places), id=last))
    for attack in attacks.values():
        if "edit" in attack:
            attack["edit"](nb)
    return nb


def _hand_in(root: Path, student: str, attacks: Mapping[str, Attack], places: Mapping[str, str]) -> None:
    nb = nbformat.read(root / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
    folder = root / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    text = json.dumps(_with_attacks(nb, attacks, places))
    (folder / f"{NOTEBOOK}.ipynb").write_text(text, encoding="utf-8")
    for attack in attacks.values():
        for name, content in attack.get("files", {}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else _placed(content, places).encode())
        if "put" in attack:
            attack["put"](folder)


# -- what must not arrive ----------------------------------------------------------------------------------


def _own_address() -> str:
    """This machine's address, where it has one besides the loopback's; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return "127.0.0.1"


@contextlib.contextmanager
def _listening() -> Iterator[tuple[int, list[str]]]:
    """Listen on one port, by TCP and by UDP on every address, and note whatever arrives."""
    packets: list[str] = []
    tcp = socket.create_server(("0.0.0.0", 0))
    port = tcp.getsockname()[1]
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("0.0.0.0", port))
    over = threading.Event()

    def listen(one: socket.socket) -> None:
        one.settimeout(0.2)
        while not over.is_set():
            with contextlib.suppress(TimeoutError):
                if one is tcp:
                    arrived, address = one.accept()
                    arrived.close()
                else:
                    _, address = one.recvfrom(2048)
                packets.append(f"{one.type.name} from {address}")

    threads = [threading.Thread(target=listen, args=(one,)) for one in (tcp, udp)]
    for thread in threads:
        thread.start()
    try:
        with socket.create_connection(("127.0.0.1", port)):  # that this would be noticed
            pass
        until = threading.Event()
        while not packets:
            until.wait(0.05)
        packets.clear()
        yield port, packets
    finally:
        over.set()
        for thread in threads:
            thread.join()
        tcp.close()
        udp.close()
