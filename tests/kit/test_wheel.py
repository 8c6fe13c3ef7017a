"""The students' wheel: the same bytes every time, and nothing in it but what runs on their machine."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from asyncaula.authoring.markers import MARKERS, inside_markers, outside_markers
from asyncaula.authoring.notebook import read_lesson
from asyncaula.authoring.wheel import project, wheel
from asyncaula.course import Course

ROOMS = {"checks", "home", "locale"}
MODULES = {"__init__.py", "__main__.py", "cli.py", "verdict.py"}


@pytest.fixture(scope="module")
def made(course: Course) -> bytes:
    return wheel(course.root)


@pytest.fixture(scope="module")
def texts(made: bytes) -> dict[str, str]:
    """What is in the wheel, by name."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_built_again_elsewhere_it_has_the_same_bytes(course, made, tmp_path):
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(course.root / name, tmp_path)
    shutil.copytree(course.root / "src", tmp_path / "src", copy_function=shutil.copyfile)
    (some := tmp_path / "src/asyncaula/cli.py").write_bytes(some.read_bytes().replace(b"\n", b"\r\n"))
    (tmp_path / "src/asyncaula/checks/__pycache__").mkdir(exist_ok=True)
    (tmp_path / "src/asyncaula/checks/__pycache__/x.pyc").write_bytes(b"x")
    assert wheel(tmp_path) == made


def test_it_holds_the_students_part_and_nothing_else(texts):
    inside = [name.split("/")[1:] for name in texts if name.startswith("asyncaula/")]
    assert {parts[0] for parts in inside if len(parts) > 1} <= ROOMS
    assert {parts[0] for parts in inside if len(parts) == 1} == MODULES
    others = {name for name in texts if not name.startswith("asyncaula/")}
    assert others == {
        f"asyncaula-0.1.0.dist-info/{name}"
        for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE")
    }


def test_no_marker_and_nothing_of_a_solution_or_a_hidden_test_is_in_it(course, texts):
    whole = "\n".join(line.strip() for text in texts.values() for line in text.splitlines())
    for marker in MARKERS:
        assert marker not in whole
    for lesson in course.lessons:
        cells = read_lesson(lesson)
        public = {line.strip() for cell in cells for line in outside_markers(cell)}
        for cell in cells:
            secret = [line.strip() for line in inside_markers(cell) if line.strip()]
            # A line alone may be an idiom, such as an import, and so may three short ones; else it is a copy.
            assert not [line for line in secret if len(line) > 50 and line not in public and line in whole]
            for i in range(len(secret) - 2):
                three = "\n".join(secret[i : i + 3])
                assert len(three) < 40 or three not in whole


def test_what_it_depends_on_is_what_students_need(course, texts):
    about = Parser().parsestr(texts["asyncaula-0.1.0.dist-info/METADATA"])
    assert about.get_all("Requires-Dist") == project(course.root)["dependencies"]
    assert about["Requires-Python"] == ">=3.11"
    assert about["License-Expression"] == "MIT"


def run_in_it(made: bytes, folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    (path := folder / "asyncaula-0.1.0-py3-none-any.whl").write_bytes(made)
    return subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, sys.argv.pop(1)); {code}", path],
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PATH": ""},
        timeout=100,
    )


def test_every_module_in_it_can_be_imported_without_the_rest(made, tmp_path, texts):
    names = sorted(
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in texts
        if name.endswith(".py") and not name.endswith("__main__.py")
    )
    code = (
        "import importlib\n"
        f"for name in {names}:\n"
        "    importlib.import_module(name)\n"
        "ours = {n for n in sys.modules if n.startswith('asyncaula')}\n"
        "assert all('.whl' in sys.modules[n].__file__ for n in ours), ours\n"
        "assert not any(n.split('.')[1:2] in (['grading'], ['authoring'], ['reports']) for n in ours)\n"
    )
    result = run_in_it(made, tmp_path, f"exec({code!r})")
    assert result.returncode == 0, result.stderr


def test_its_command_line_has_the_students_commands_in_spanish(made, tmp_path):
    call = "from asyncaula.cli import main; main({}, 'asyncaula')"
    helped = run_in_it(made, tmp_path, call.format(["--help"]))
    assert helped.returncode == 0, helped.stderr
    commands = helped.stdout.split("Órdenes:")[1]
    assert [line.split()[0] for line in commands.strip().splitlines()] == ["explain", "progreso", "validate"]
    explained = run_in_it(made, tmp_path, call.format(["explain", "E07"]))
    assert "espera secuencial" in explained.stdout
    refused = run_in_it(made, tmp_path, call.format(["grade"]))
    assert refused.returncode == 2
    assert "No such command" in refused.stderr
