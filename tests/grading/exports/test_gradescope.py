"""What Gradescope's harness would get from the zip, unpacked and run as it does."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.grading.exports.conftest import COMMENT, NAMES, Export, enrol


@pytest.fixture
def autograder(export: Any) -> Path:
    """The zip's content in `source`, as Gradescope unpacks it."""
    result = export("gradescope")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["dani, uno: has no score yet, and so no results file"]
    with zipfile.ZipFile(export.to / "uno.zip") as archive:
        assert {"setup.sh", "run_autograder", "students.json"} <= set(archive.namelist())
        assert archive.getinfo("run_autograder").external_attr >> 16 & 0o111
        archive.extractall(export.to / "autograder/source")
    return Path(export.to / "autograder")


def upload(autograder: Path, *addresses: str) -> dict[str, Any] | None:
    """Results for an upload of these users, or None where the autograder leaves none and fails."""
    users = [{"email": address, "id": 1, "name": "X"} for address in addresses]
    (autograder / "submission_metadata.json").write_text(json.dumps({"users": users}), encoding="utf-8")
    (autograder / "results/results.json").unlink(missing_ok=True)
    command = [sys.executable, str(autograder / "source/run_autograder"), str(autograder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    path = autograder / "results/results.json"
    assert path.exists() == (done.returncode == 0), done.stderr
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def test_scores_are_those_of_the_gradebook_and_no_grade_is_no_result(autograder: Path, scores: Any) -> None:
    for student, score in scores.items():
        found = upload(autograder, NAMES[student][2])
        assert (None if found is None else found["score"]) == score


def test_whoever_is_not_graded_here_gets_no_result(autograder: Path) -> None:
    assert upload(autograder, "nadie@ejemplo.mx") is None
    assert upload(autograder, "nadie@ejemplo.mx", "ANA@ejemplo.mx")["score"] == 10


def test_a_result_has_what_the_specification_asks_for(autograder: Path, graded_class: Path) -> None:
    for path in (autograder / "source/results").glob("*.json"):
        found = json.loads(path.read_text(encoding="utf-8"))
        assert set(found) == {
            "score", "output", "output_format", "test_output_format", "test_name_format", "visibility",
            "stdout_visibility", "tests",
        }  # fmt: skip
        assert found["visibility"] == "visible"
        for test in found["tests"]:
            assert test["visibility"] in ("hidden", "after_due_date", "after_published", "visible")
            assert test["status"] == ("passed" if test["score"] >= test["max_score"] else "failed")
            assert isinstance(test["output"], str)
        assert sum(test["max_score"] for test in found["tests"]) == 10


def test_the_tests_of_a_result_say_what_was_lost_and_why(autograder: Path) -> None:
    beto = upload(autograder, "beto@ejemplo.mx")
    assert [(t["name"], t["score"], t["max_score"], t["visibility"]) for t in beto["tests"]] == [
        ("doble", 1, 1, "visible"),
        ("doble (pruebas ocultas)", 0, 4, "after_published"),
        ("triple", 1, 1, "visible"),
        ("triple (pruebas ocultas)", 4, 4, "after_published"),
    ]
    assert beto["tests"][1]["output"].startswith("E09 · resultado distinto del esperado\nQué se vio: ")
    assert beto["tests"][2]["output"] == ""


def test_late_and_by_hand(autograder: Path) -> None:
    caro, fede = upload(autograder, "caro@ejemplo.mx"), upload(autograder, "fede@ejemplo.mx")
    assert sum(test["score"] for test in caro["tests"]) == 10
    assert "7.5 de 10 puntos. De 10 puntos se descuentan 2.5 por entregar tarde." in caro["output"]
    assert "Se calificó lo entregado el 2026-03-02 12:00 UTC." in caro["output"]
    assert fede["tests"][3]["score"] == 1.25
    assert f"Comentario: {COMMENT}" in fede["output"]


def test_nothing_of_hidden_tests_is_in_it(autograder: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (autograder / "source").rglob("*.json")]
    assert not any("1234" in text for text in texts)


def test_results_of_an_earlier_export_do_not_stay(export: Any) -> None:
    export("gradescope", "--only", "ana")
    export("gradescope", "--only", "beto")
    assert [path.name for path in (export.to / "uno/results").iterdir()] == ["beto.json"]


def test_a_student_without_an_address_is_told(course: Path, tmp_path: Path) -> None:
    enrol(course, "ana/../eva", score=0.0)
    export = Export(course, tmp_path / "gradescope")
    result = export("gradescope")
    assert result.exit_code == 1
    assert "ana/../eva: has no address in the gradebook" in result.stderr
    assert [path.name for path in (export.to / "uno/results").iterdir()] == ["ana%2F..%2Feva.json"]
