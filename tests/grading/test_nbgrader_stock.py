"""nbgrader's own converters, with the repository's settings, on submissions that once got a wrong grade."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension

from asyncaula.grading.nbgrader_calls import (
    NbgraderFailed,
    autograde,
    generate_feedback,
    load_config,
    open_gradebook,
)

FULL = {"test_doble": 1, "hidden_doble": 4, "test_triple": 1, "hidden_triple": 4}
HandIn = Callable[..., Path]


def grade(course: Path, student: str = "ana") -> dict[str, float | None]:
    config = load_config(course / "nbgrader_config.py", course)
    autograde(config, "uno", student)
    return scores(course, student)


def scores(course: Path, student: str = "ana") -> dict[str, float | None]:
    with open_gradebook(load_config(course / "nbgrader_config.py", course)) as gradebook:
        notebooks = gradebook.find_submission("uno", student).notebooks
        return {grade.name: grade.auto_score for nb in notebooks for grade in nb.grades}


def index_of(nb: Any, name: str) -> int:
    return next(
        i for i, cell in enumerate(nb.cells) if cell.metadata.get("nbgrader", {}).get("grade_id") == name
    )


def test_right_answers_get_full_marks(course: Path, hand_in: HandIn, solved: Any) -> None:
    hand_in("ana", solved)
    assert grade(course) == FULL


def test_the_untouched_release_gets_nothing_and_is_told_so(
    course: Path, hand_in: HandIn, released: Any
) -> None:
    hand_in("ana", released)
    assert grade(course) == dict.fromkeys(FULL, 0)
    with open_gradebook(load_config(course / "nbgrader_config.py", course)) as gradebook:
        notebook = gradebook.find_submission("uno", "ana").notebooks[0]
        assert {comment.comment for comment in notebook.comments} == {"No response."}


def test_writing_to_stderr_costs_nothing(course: Path, hand_in: HandIn, solved: Any) -> None:
    noisy = "import sys\ndef doble(n):\n    print('aviso', file=sys.stderr)\n    return 2 * n"
    hand_in("ana", solved, doble=noisy)
    assert grade(course) == FULL


def test_silencing_the_learners_kernel_changes_no_verdict(course: Path, hand_in: HandIn, solved: Any) -> None:
    silenced = "def doble(n):\n    return 2 * n\n\nget_ipython().ast_node_interactivity = 'none'"
    hand_in("ana", solved, doble=silenced)
    assert grade(course) == FULL


@pytest.mark.parametrize("name", ["doble", "test_doble", "hidden_doble", "preparacion"])
def test_a_copied_cell_changes_nothing(course: Path, hand_in: HandIn, solved: Any, name: str) -> None:
    place = index_of(solved, name)
    twin = copy.deepcopy(solved.cells[place])
    twin["id"] = "copia"
    solved.cells.insert(place + 1, twin)
    hand_in("ana", solved)
    assert grade(course) == FULL


def test_a_split_answer_is_graded_as_it_runs(course: Path, hand_in: HandIn, solved: Any) -> None:
    place = index_of(solved, "doble")
    first, second = solved.cells[place], copy.deepcopy(solved.cells[place])
    first.source, second.source = "def ayuda(n):\n    return n", "def doble(n):\n    return ayuda(n) * 2"
    second["id"] = "parte-2"
    solved.cells.insert(place + 1, second)
    hand_in("ana", solved)
    assert grade(course) == FULL


@pytest.mark.parametrize(
    "missing",
    [
        ["test_doble"],
        ["hidden_doble", "hidden_triple"],
        ["preparacion", "test_doble"],
        ["test_triple", "hidden_triple"],
    ],
)
def test_deleted_cells_come_back(course: Path, hand_in: HandIn, solved: Any, missing: list[str]) -> None:
    for name in missing:
        del solved.cells[index_of(solved, name)]
    hand_in("ana", solved)
    assert grade(course) == FULL


def test_an_answer_moved_to_a_plain_cell_still_counts(course: Path, hand_in: HandIn, solved: Any) -> None:
    for name in ("doble", "test_doble", "hidden_doble"):
        cell = solved.cells[index_of(solved, name)]
        if name == "doble":
            del cell.metadata["nbgrader"]
        else:
            solved.cells.remove(cell)
    hand_in("ana", solved)
    assert grade(course) == FULL


def test_metadata_edited_in_the_file_counts_for_nothing(course: Path, hand_in: HandIn, released: Any) -> None:
    for cell in released.cells:
        about = cell.metadata.get("nbgrader")
        if about and about["grade"]:
            about.update(points=100, grade=False, locked=False, schema_version=1)
            cell.source = "Points(100)"
            cell.cell_type = "markdown"
            cell.pop("outputs"), cell.pop("execution_count")
    hand_in("ana", released)
    assert grade(course) == dict.fromkeys(FULL, 0)


@pytest.mark.slow
def test_points_earned_before_the_kernel_dies_stand(course: Path, hand_in: HandIn, solved: Any) -> None:
    hand_in("ana", solved, triple="def triple(n):\n    import os\n    os._exit(0)")
    assert grade(course) == FULL | {"test_triple": 0, "hidden_triple": 0}


def test_of_a_batch_the_others_are_graded(course: Path, hand_in: HandIn, solved: Any) -> None:
    hand_in("ana", solved)
    hand_in("beto", "{ this is no notebook")
    hand_in("caro", solved)
    config = load_config(course / "nbgrader_config.py", course)
    with pytest.raises(NbgraderFailed, match="JSON"):
        autograde(config, "uno", "*")
    assert scores(course, "ana") == scores(course, "caro") == FULL


def test_a_foreign_kernel_is_replaced_by_the_courses(course: Path, hand_in: HandIn, solved: Any) -> None:
    solved.metadata["kernelspec"] = {"name": "julia-9", "display_name": "Julia", "language": "julia"}
    hand_in("ana", solved)
    assert grade(course) == FULL


def test_a_notebook_in_the_old_format_is_graded_all_the_same(
    course: Path, hand_in: HandIn, solved: Any
) -> None:
    hand_in("ana", nbformat.writes(solved, version=3))
    assert grade(course) == FULL


def test_a_notebook_of_another_assignment_is_not_graded(course: Path, hand_in: HandIn, released: Any) -> None:
    for cell in released.cells:
        cell.metadata.pop("nbgrader", None)
    hand_in("ana", released)
    with pytest.raises(NbgraderFailed, match="none of the cells of uno"):
        grade(course)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader 0.9 with SQLAlchemy 2, harmless
def test_formgraders_button_gives_the_same_scores(
    course: Path, hand_in: HandIn, solved: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in("ana", solved, triple="def triple(n):\n    return 9")
    monkeypatch.chdir(course)
    config = FormgradeExtension().load_config()
    button = NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)
    assert button.autograde("uno", "ana")["success"]
    assert scores(course) == FULL | {"hidden_triple": 0}


def test_feedback_has_the_diagnosis_and_the_picture_but_no_hidden_line(
    course: Path, hand_in: HandIn, solved: Any
) -> None:
    leaky = "def triple(n):\n    print('van', n)\n    if n > 9: raise KeyError(f'van {n}')\n    return 3 * n"
    only_small = "def doble(n):\n    return 6 if n == 3 else 0"
    path = hand_in("ana", solved, doble=only_small, triple=leaky)
    nb = nbformat.read(path, 4)
    place = index_of(nb, "doble")
    nb.cells.insert(
        place, nbformat.v4.new_code_cell("from IPython.display import HTML\nHTML('<b>de alumno</b>')")
    )
    nbformat.write(nb, path)

    assert grade(course) == {"test_doble": 1, "hidden_doble": 0, "test_triple": 1, "hidden_triple": 0}
    generate_feedback(load_config(course / "nbgrader_config.py", course), "uno", "ana")
    html = (course / "feedback/ana/uno/cuaderno.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "Content-Security-Policy" in html
    assert html.count("E09 · resultado distinto del esperado") == 1
    assert html.count("E08 · excepción inesperada") == 1
    assert "✓ Correcto: 1 de 1" in html
    assert "aquí hay pruebas ocultas" in html
    assert "if n &gt; 9: raise KeyError" in html
    for secret in ("1234", "4321", "2468", "12963", "HIDDEN TESTS", "<b>de alumno</b>"):
        assert secret not in html, secret
