"""`asyncaula grade` as an instructor and an automated run call it."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from asyncaula.cli import main

HandIn = Callable[..., Path]


def grade(course: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["grade", "--root", str(course), *arguments], catch_exceptions=False)


@pytest.mark.slow
def test_a_class_is_graded_with_a_table_and_three_artefacts(
    course: Path, hand_in: HandIn, solved: Any, released: Any
) -> None:
    hand_in('ana, "la rápida"', solved)
    hand_in("beto", "{ this is no notebook")
    result = grade(course)
    assert result.exit_code == 1, result.output
    assert "Could not be graded: beto, uno: cuaderno.ipynb is not a notebook" in result.output
    assert "1 graded, 1 could not be graded, 0 unchanged" in result.output

    with open(course / "grades/grades.csv", encoding="utf-8", newline="") as file:
        rows = {row["student_id"]: (row["score"], row["state"]) for row in csv.DictReader(file)}
    assert rows == {'ana, "la rápida"': ("10.0", "graded"), "beto": ("", "needs a person")}

    told = json.loads((course / "grades/outcomes.json").read_text(encoding="utf-8"))
    assert (told["graded"], told["not_gradable"], told["unchanged"]) == (1, 1, 0)
    assert {s["student"]: s["points"] for s in told["submissions"]} == {'ana, "la rápida"': 10, "beto": None}

    suites = ElementTree.parse(course / "grades/junit.xml").getroot()
    cases = {(s.get("name"), c.get("name")): [r.tag for r in c] for s in suites for c in s}
    assert cases['uno/ana, "la rápida"', "cuaderno:hidden_doble"] == []
    assert cases["uno/beto", "grading"] == ["error"]

    again = grade(course, "--json")
    assert again.exit_code == 1
    assert json.loads(again.stdout)["unchanged"] == 2


NOISY = """
import os


def doble(n):
    print("ruido")
    os.write(1, b"ruido")
    os.write(2, b"ruido")
    return 2 * n
"""


def grade_as_a_program(course: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "asyncaula", "grade", "--json", *arguments],
        cwd=course,
        env={**os.environ, "PYTHONASYNCIODEBUG": ""},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=100,
    )


@pytest.mark.slow
def test_json_is_all_there_is_on_stdout_and_the_exit_code_tells_the_rest(
    course: Path, hand_in: HandIn, solved: Any
) -> None:
    hand_in("ana", solved, doble=NOISY)
    good = grade_as_a_program(course)
    assert good.returncode == 0, good.stderr
    told = json.loads(good.stdout)
    assert (told["schema"], told["graded"], told["not_gradable"]) == (1, 1, 0)
    assert told["submissions"][0]["points"] == 10
    assert told == json.loads((course / "grades/outcomes.json").read_text(encoding="utf-8"))
    assert "1 graded" in good.stderr

    hand_in("beto", "{ this is no notebook")
    found = grade_as_a_program(course)
    assert found.returncode == 1, found.stderr
    assert json.loads(found.stdout)["not_gradable"] == 1

    wrongly = grade_as_a_program(course, "dos")
    assert (wrongly.returncode, wrongly.stdout) == (2, "")
    assert "there are: uno" in wrongly.stderr


def test_what_is_called_wrongly_ends_with_2_and_says_what_to_do(course: Path, tmp_path: Path) -> None:
    assert grade(course, "dos").exit_code == 2
    assert "there are: uno" in grade(course, "dos").output
    assert grade(tmp_path).exit_code == 2


def test_without_a_sandbox_it_refuses_unless_told(
    course: Path, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from asyncaula.grading import grade_command
    from asyncaula.grading.sandbox import Probe

    monkeypatch.setattr(
        grade_command, "probe", lambda: Probe(problem="bwrap is not installed", remedy="apt install it")
    )
    hand_in("ana", "no")
    refused = grade(course)
    assert refused.exit_code == 2
    assert "bwrap is not installed. apt install it" in refused.output
    assert "--no-sandbox" in refused.output
    assert grade(course, "--no-sandbox").exit_code == 1


@pytest.mark.skipif(
    sys.platform == "win32", reason="only on POSIX is there a SIGINT to send to another process"
)
@pytest.mark.slow
def test_ctrl_c_keeps_what_is_done_and_says_what_is_not(course: Path, hand_in: HandIn, solved: Any) -> None:
    hand_in("ana", "no")
    # Far more than are graded before this process, on a busy machine, sends its signal.
    for number in range(30):
        hand_in(f"beto.{number}", solved)
    command = [sys.executable, "-m", "asyncaula", "grade", "--root", str(course), "--workers", "1"]
    env = {**os.environ, "PYTHONASYNCIODEBUG": ""}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env
    ) as process:
        record = course / ".asyncaula/outcomes/uno/ana.json"
        until = time.monotonic() + 100
        while not record.exists() and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "are not graded yet; run it again to go on" in said
    assert record.exists()
    assert (course / "grades/outcomes.json").exists()
