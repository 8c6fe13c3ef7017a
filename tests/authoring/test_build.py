"""Source and release are derived: the same bytes every time, nothing hidden in what is released."""

import json
import subprocess
import sys

import nbformat
import pytest
from click.testing import CliRunner

from asyncaula.authoring.build import Edited, build, drift, edits, orphans
from asyncaula.authoring.commands import build as build_command
from asyncaula.authoring.derive import derived_files
from asyncaula.authoring.notebook import read_cells, read_lesson, write_cells
from asyncaula.course import Course, CourseError


def source_of(lesson):
    return lesson.course / "source" / lesson.id / lesson.notebook


def test_a_lesson_becomes_source_and_release_with_its_files(lesson):
    assert {d.how for d in build(lesson)} == {"missing"}
    made = {
        str(p.relative_to(lesson.course))
        for n in ("source", "release")
        for p in (lesson.course / n).rglob("*.*")
    }
    assert made == {
        f"{n}/01_prueba/{f}" for n in ("source", "release") for f in ("prueba.ipynb", "datos.csv")
    }
    assert drift(lesson) == []


def test_a_rebuild_changes_no_byte(lesson):
    build(lesson)
    assert derived_files(lesson) == derived_files(lesson)
    assert build(lesson) == []


def test_release_is_what_the_stock_command_makes(lesson):
    build(lesson)
    made = lesson.course / "release" / lesson.id / lesson.notebook
    ours = made.read_bytes()
    made.unlink()
    stock = [sys.executable, "-m", "nbgrader", "generate_assignment", lesson.id, "--force"]
    done = subprocess.run(stock, cwd=lesson.course, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert made.read_bytes() == ours


def test_nothing_hidden_is_released(lesson):
    build(lesson)
    text = (lesson.course / "release" / lesson.id / lesson.notebook).read_text(encoding="utf-8")
    for secret in ("n + n", "hola de verdad", "draw.randint", "BEGIN", "score.earned"):
        assert secret not in text
    assert "raise NotImplementedError()" in text


def test_the_notebook_has_stable_ids_no_outputs_and_only_nbgraders_cell_metadata(lesson):
    build(lesson)
    nb = nbformat.read(source_of(lesson), as_version=4)
    nbformat.validate(nb)
    assert [c.id for c in nb.cells[:4]] == ["cell-001", "preparacion", "prompt_doble", "doble"]
    assert all(set(c.metadata) <= {"nbgrader"} for c in nb.cells)
    assert all(not c.outputs and c.execution_count is None for c in nb.cells if c.cell_type == "code")
    assert nb.metadata.kernelspec.name == "python3"
    assert "jupytext" not in nb.metadata
    assert nb.cells[7].source.startswith("%%writefile hola.py\n")


def test_text_to_cells_and_back_changes_no_byte(lesson):
    text = lesson.script.read_text(encoding="utf-8")
    assert write_cells(read_lesson(lesson)) == text


def test_a_change_of_any_derived_file_is_found_and_named(course, lesson):
    build(lesson)
    changed = lesson.course / "release" / lesson.id / lesson.notebook
    changed.write_text(changed.read_text(encoding="utf-8").replace("Multiplica", "Suma"), encoding="utf-8")
    (lesson.course / "source" / lesson.id / "datos.csv").unlink()
    (lesson.course / "release" / lesson.id / "solución.txt").write_text("42", encoding="utf-8")
    done = CliRunner().invoke(build_command, ["--check", "--root", str(course.root)])
    assert done.exit_code == 1
    assert done.output.splitlines()[:3] == [
        "source/01_prueba/datos.csv: missing",
        "release/01_prueba/prueba.ipynb: differs",
        "release/01_prueba/solución.txt: stale",
    ]
    assert "Suma" in changed.read_text(encoding="utf-8")


def test_a_build_mends_all_of_it(course, lesson):
    build(lesson)
    (lesson.course / "release" / lesson.id / "sobra.txt").write_text("x", encoding="utf-8")
    (lesson.course / "source" / "99_ida").mkdir()
    assert [str(d.path) for d in orphans(course)] == ["source/99_ida"]
    assert CliRunner().invoke(build_command, ["--root", str(course.root)]).exit_code == 0
    assert CliRunner().invoke(build_command, ["--check", "--root", str(course.root)]).exit_code == 0


def test_an_edited_source_notebook_is_not_overwritten(lesson):
    build(lesson)
    data = json.loads(source_of(lesson).read_text(encoding="utf-8"))
    data["cells"][0]["source"] = ["# 01 · Editada"]
    source_of(lesson).write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(Edited, match="asyncaula absorb 01_prueba"):
        build(lesson)
    build(lesson, force=True)
    assert edits(lesson) is None


def test_outputs_alone_are_no_edit(lesson):
    build(lesson)
    nb = nbformat.read(source_of(lesson), as_version=4)
    nb.cells[1].outputs = [nbformat.v4.new_output("stream", text="x")]
    nb.cells[1].execution_count = 7
    nbformat.write(nb, source_of(lesson))
    assert edits(lesson) is None
    assert [d.how for d in build(lesson)] == ["differs"]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ('solucion="f"', "no such word"),
        ('test="f"', "needs points"),
        ('test="f" points=0', "needs points"),
        ('solution="f" points=1', "has no points"),
        ('solution="f" test="f"', "one role"),
        ("points=3", "points belong to"),
        ('solution="dos palabras"', "write the exercise's name"),
    ],
)
def test_a_header_that_says_nothing_is_told_with_file_and_line(header, said):
    with pytest.raises(CourseError, match=rf"leccion\.py:4: .*{said}"):
        read_cells(f"# %% [markdown]\n# hola\n\n# %% {header}\n1\n", "leccion.py")


def test_a_course_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / ".git").mkdir()
    with pytest.raises(CourseError, match=r"no course\.toml"):
        Course.find(tmp_path)
    (tmp_path / "course.toml").write_text("[course", encoding="utf-8")
    with pytest.raises(CourseError, match=r"course\.toml"):
        Course.find(tmp_path)
    done = CliRunner().invoke(build_command, ["--root", str(tmp_path)])
    assert done.exit_code == 2


def test_a_lesson_nobody_knows_is_a_wrong_call(course):
    done = CliRunner().invoke(build_command, ["77", "--root", str(course.root)])
    assert done.exit_code == 2
    assert "01_prueba" in done.output
