"""Edits made in JupyterLab come back into the lesson, and nothing is lost on the way."""

import nbformat
import pytest
from click.testing import CliRunner

from asyncaula.authoring.absorb import absorb
from asyncaula.authoring.build import build, drift
from asyncaula.authoring.commands import absorb as absorb_command
from asyncaula.course import CourseError


@pytest.fixture
def notebook(lesson):
    """The lesson's built source notebook, and a way to save it as JupyterLab would."""
    build(lesson)
    path = lesson.course / "source" / lesson.id / lesson.notebook
    nb = nbformat.read(path, as_version=4)

    def save():
        nb.metadata.language_info = {"name": "python", "version": "3.13.0", "mimetype": "text/x-python"}
        for cell in nb.cells:
            cell.metadata["collapsed"] = False
            if cell.cell_type == "code":
                cell.execution_count = 1
        nbformat.write(nb, path)

    return nb, save


def test_without_edits_no_byte_changes(lesson, notebook):
    before = lesson.script.read_bytes()
    notebook[1]()
    assert absorb(lesson) is False
    assert lesson.script.read_bytes() == before


def test_edited_prose_code_and_points_come_back(lesson, notebook):
    nb, save = notebook
    nb.cells[0].source = "# 01 · Otro título\n\nCon *dos* párrafos."
    nb.cells[3].source = nb.cells[3].source.replace("n + n", "2 * n")
    nb.cells[5].metadata.nbgrader.points = 13.0
    save()
    assert absorb(lesson) is True
    text = lesson.script.read_text(encoding="utf-8")
    assert "# # 01 · Otro título\n#\n# Con *dos* párrafos." in text
    assert "return 2 * n" in text
    assert '# %% hidden="doble" points=13\n' in text
    build(lesson)
    assert drift(lesson) == []


def test_cells_made_with_create_assignment_come_back(lesson, notebook):
    nb, save = notebook
    new = nbformat.v4.new_code_cell("### BEGIN SOLUTION\n1\n### END SOLUTION")
    new.metadata["nbgrader"] = {
        "grade": False, "grade_id": "triple", "locked": False, "schema_version": 3, "solution": True, "task": False,
    }  # fmt: skip
    odd = nbformat.v4.new_code_cell("assert True")
    odd.metadata["nbgrader"] = {
        "grade": True, "grade_id": "cell-4f2a9c", "locked": True, "points": 2, "schema_version": 3,
        "solution": False, "task": False,
    }  # fmt: skip
    manual = nbformat.v4.new_markdown_cell("Explica por qué.")
    manual.metadata["nbgrader"] = {
        "grade": True, "grade_id": "explica", "locked": False, "points": 3, "schema_version": 3,
        "solution": True, "task": False,
    }  # fmt: skip
    nb.cells[-1:-1] = [new, odd, manual]
    save()
    assert absorb(lesson) is True
    text = lesson.script.read_text(encoding="utf-8")
    assert '# %% solution="triple"\n' in text
    assert '"grade_id": "cell-4f2a9c"' in text
    build(lesson)
    back = nbformat.read(lesson.course / "source" / lesson.id / lesson.notebook, as_version=4)
    assert [c.metadata.nbgrader for c in back.cells[-4:-1]] == [
        c.metadata["nbgrader"] for c in (new, odd, manual)
    ]


def test_two_edits_at_once_are_not_merged_in_silence(lesson, notebook):
    nb, save = notebook
    nb.cells[0].source = "# En el cuaderno"
    save()
    text = lesson.script.read_text(encoding="utf-8").replace("# Fin.", "# En la lección.")
    lesson.script.write_text(text, encoding="utf-8")
    with pytest.raises(CourseError, match=r"--force"):
        absorb(lesson)
    assert lesson.script.read_text(encoding="utf-8") == text
    assert absorb(lesson, force=True) is True
    assert "En el cuaderno" in lesson.script.read_text(encoding="utf-8")


def test_what_a_lesson_cannot_hold_is_refused(lesson, notebook):
    nb, save = notebook
    nb.cells[0].source = "![foto](attachment:foto.png)"
    nb.cells[0]["attachments"] = {"foto.png": {"image/png": "AAAA"}}
    nb.cells[1].metadata["slideshow"] = {"slide_type": "slide"}
    save()
    with pytest.raises(CourseError, match=r"(?s)cell 1: a picture.*cell 2: metadata slideshow"):
        absorb(lesson)


def test_the_command_absorbs_and_builds(course, lesson, notebook):
    nb, save = notebook
    nb.cells[0].source = "# Nuevo"
    save()
    done = CliRunner().invoke(absorb_command, ["--root", str(course.root)])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("01_prueba: taken into lessons/01_prueba/prueba.py")
    assert drift(lesson) == []
    assert (
        CliRunner().invoke(absorb_command, ["01", "--root", str(course.root)]).output
        == "01_prueba: no edits\n"
    )


def test_a_notebook_that_is_not_there_or_not_json_is_told(course, lesson):
    done = CliRunner().invoke(absorb_command, ["--root", str(course.root)])
    assert done.exit_code == 2
    assert "asyncaula build 01_prueba" in done.output
    path = lesson.course / "source" / lesson.id / lesson.notebook
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")
    done = CliRunner().invoke(absorb_command, ["--root", str(course.root)])
    assert done.exit_code == 2
    assert "prueba.ipynb" in done.output
