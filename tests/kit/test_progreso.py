"""`asyncaula progreso`: what passes at home is told, what does not too, and what was not begun is not run."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result

from asyncaula.authoring.answers import load
from asyncaula.authoring.compose import submission
from asyncaula.home import lesson as lessons
from asyncaula.home import running
from asyncaula.home.commands import progreso, validate

RIGHT = {"doble": "return 2 * n", "triple": "return 3 * n"}


def told(*names: str) -> Result:
    return CliRunner().invoke(progreso, list(names))


@pytest.fixture(autouse=True)
def in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_was_not_begun_is_told_and_not_run(write, monkeypatch):
    monkeypatch.setattr(running, "_run_cells", None)
    write("01_cuentas")
    result = told()
    assert result.exit_code == 1
    assert "01 · Cuentas" in result.output
    assert "░" * 20 + " sin empezar" in result.output
    assert "0 de 2 pruebas visibles pasan" in result.output


@pytest.mark.slow
def test_right_wrong_and_untouched_are_told_apart(write):
    write("01_bien", **RIGHT)
    write("02_mal", doble="return n", triple="return 3 * n")
    write("03_a_medias", triple=RIGHT["triple"])
    write("04_sin_empezar")
    result = told()
    assert result.exit_code == 1
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    bars = [line for line in lines if "█" in line or "░" in line]
    assert [(bar.split("/")[0], bar.rpartition("░" if "░" in bar else "█")[2].strip()) for bar in bars] == [
        ("01_bien", "2 de 2"),
        ("02_mal", "1 de 2"),
        ("03_a_medias", "1 de 2"),
        ("04_sin_empezar", "sin empezar"),
    ]
    assert bars[0].count("█") == 20
    assert bars[1].count("█") == 10
    assert sum("✗ doble" in line and "E09" in line for line in lines) == 1
    assert sum("· doble" in line and "sin empezar" in line for line in lines) == 1
    assert lines[-1] == "4 de 8 pruebas visibles pasan. Las ocultas se ejecutan al calificar."


@pytest.mark.slow
def test_all_right_exits_0_and_a_lesson_can_be_chosen(write):
    write("01_bien", **RIGHT)
    write("02_mal", doble="return n")
    chosen = told("01")
    assert chosen.exit_code == 0, chosen.output
    assert "2 de 2 pruebas visibles pasan" in chosen.output


@pytest.mark.slow
def test_the_course_itself_is_told(course, tmp_path):
    lesson = course.lesson("06")
    answers = {a.exercise: a for a in load(lesson) if a.kind == "right"}
    wrong = next(a for a in load(lesson) if a.kind == "wrong")
    answers[wrong.exercise] = wrong
    path = tmp_path / lesson.id / lesson.notebook
    path.parent.mkdir()
    nbformat.write(submission(lesson, answers.values()), path)
    result = told()
    assert result.exit_code == 1
    assert "3 de 4" in result.output
    assert wrong.code in result.output


@pytest.mark.slow
def test_nothing_of_the_students_is_changed(write, tmp_path):
    path = write("01_cuentas", doble="open('nuevo.txt', 'w').close(); return 2 * n")
    before = path.read_bytes()
    assert "1 de 2" in told().output
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.slow
def test_a_kernel_that_dies_is_no_pass_and_what_was_earned_before_stands(write):
    write("01_cuentas", doble=RIGHT["doble"], triple="import os; os._exit(0)")
    result = told()
    assert result.exit_code == 1
    assert "✓ doble" in result.output
    assert "✗ triple" in result.output
    assert "terminó" in result.output


@pytest.mark.slow
@pytest.mark.parametrize(
    "hangs",
    [
        "import time\nwhile True: time.sleep(0.01)",
        "import asyncio\nawait asyncio.Event().wait()",
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
    ],
    ids=["interruptible", "top-level await", "never gives way"],
)
def test_a_cell_that_hangs_ends(write, hangs, monkeypatch):
    monkeypatch.setattr(running, "GRACE", 1.0)
    path = write("01_cuentas", **RIGHT)
    nb = nbformat.read(path, as_version=4)
    nb.cells.insert(5, nbformat.v4.new_code_cell(hangs, id="hangs"))
    nbformat.write(nb, path)
    verdicts = running.run(lessons.read(path), seconds=2)
    assert verdicts["test_doble"].points == 1
    assert (verdicts["test_triple"].points == 1) is ("SIG_IGN" not in hangs)


@pytest.mark.slow
def test_a_changed_test_counts_for_nothing(write):
    path = write("01_cuentas", **RIGHT)
    nb = nbformat.read(path, as_version=4)
    next(cell for cell in nb.cells if cell.id == "test_doble").source = "1"
    nbformat.write(nb, path)
    result = told()
    assert result.exit_code == 1
    assert "! doble" in result.output
    assert "la celda de prueba cambió" in result.output
    assert "1 de 2" in result.output


@pytest.mark.slow
def test_copies_of_cells_are_no_exercises_of_their_own(write):
    path = write("01_cuentas", **RIGHT)
    nb = nbformat.read(path, as_version=4)
    for name in ("doble", "test_doble"):
        place = next(i for i, cell in enumerate(nb.cells) if cell.id == name)
        nb.cells.insert(place + 1, nbformat.from_dict(nb.cells[place] | {"id": f"copy-{name}"}))
    nbformat.write(nb, path)
    result = told()
    assert result.exit_code == 0
    assert result.output.count("doble") == 1
    assert "2 de 2 pruebas" in result.output


@pytest.mark.slow
def test_what_floods_its_output_is_told_like_any_other(write, monkeypatch):
    monkeypatch.setattr(running, "MAX_WRITTEN", 1000)
    path = write("01_cuentas", doble="print('x' * 10_000_000); return 2 * n", triple=RIGHT["triple"])
    result = told()
    assert "✓ triple" in result.output
    assert len(result.output) < 5000
    assert path.stat().st_size < 100_000


def test_two_notebooks_of_one_title_are_told_by_their_names(write):
    path = write("01_cuentas")
    path.with_name("cuentas-Copy1.ipynb").write_bytes(path.read_bytes())
    assert {line.split()[0] for line in told().output.splitlines() if "░" in line} == {
        "01_cuentas/cuentas.ipynb",
        "01_cuentas/cuentas-Copy1.ipynb",
    }


@pytest.mark.slow
def test_an_exercise_whose_tests_are_all_hidden_is_not_counted(write):
    path = write("01_cuentas", **RIGHT)
    nb = nbformat.read(path, as_version=4)
    nb.cells = [cell for cell in nb.cells if cell.id != "test_triple"]
    nbformat.write(nb, path)
    result = told()
    assert result.exit_code == 0
    assert "? triple" in result.output
    assert "1 de 1 pruebas visibles pasan" in result.output


def test_what_can_not_be_read_is_told_and_exits_2(write, tmp_path):
    write("01_cuentas")
    (tmp_path / "02_rota").mkdir()
    (tmp_path / "02_rota" / "rota.ipynb").write_text("{", encoding="utf-8")
    result = told()
    assert result.exit_code == 2
    assert "rota.ipynb" in result.output
    assert "01 · Cuentas" in result.output


def test_a_folder_without_lessons_says_where_to_go(tmp_path):
    result = told()
    assert result.exit_code == 2
    assert "Aquí no hay cuadernos del curso" in result.output


def test_a_lesson_that_is_not_there_is_told(write):
    write("01_cuentas")
    result = told("99")
    assert result.exit_code == 2
    assert "ninguna lección 99" in result.output


def test_hidden_folders_and_other_notebooks_are_left_alone(write, tmp_path):
    path = write("01_cuentas")
    (tmp_path / ".ipynb_checkpoints").mkdir()
    (tmp_path / ".ipynb_checkpoints" / "x.ipynb").write_bytes(path.read_bytes())
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "apuntes.ipynb")
    assert "de 2 pruebas" in told().output


@pytest.mark.slow
def test_validate_at_home_tells_the_whole_diagnosis(write):
    path = write("01_cuentas", doble="return n")
    result = CliRunner().invoke(validate, [str(path)])
    assert result.exit_code == 1
    assert "cuentas.ipynb: 0 de 2 celdas de prueba pasan" in result.output
    assert "Pregunta:" in result.output
    assert "· triple" in result.output
    assert "Traceback" not in result.output
