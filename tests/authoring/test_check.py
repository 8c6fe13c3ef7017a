"""`asyncaula check` tells what falls short, with file and line, and tries every answer for real."""

import re

import pytest
from click.testing import CliRunner

from asyncaula.authoring.answers import load, stub, without_markers
from asyncaula.authoring.build import build
from asyncaula.authoring.commands import check as check_command
from asyncaula.authoring.compose import graded, instructors, submission
from asyncaula.authoring.trial import packed
from asyncaula.course import Course


def checked(course, *args):
    done = CliRunner().invoke(check_command, [*args, "--root", str(course.root)], catch_exceptions=False)
    return done.exit_code, done.output


def change(lesson, old, new, count=1):
    text = lesson.script.read_text(encoding="utf-8")
    assert old in text
    lesson.script.write_text(text.replace(old, new, count), encoding="utf-8")


def line_of(lesson, text):
    lines = lesson.script.read_text(encoding="utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if text in line)


@pytest.mark.slow
def test_a_complete_lesson_passes_every_answer_tried_in_a_kernel(course, lesson):
    build(lesson)
    code, output = checked(course)
    assert (code, output.splitlines()[-1]) == (
        0,
        "1 lessons, 11 answers tried; 3 of 3 wrong answers with their own diagnosis: nothing falls short",
    )


@pytest.mark.slow
def test_answers_that_are_not_told_apart_are_findings(course, lesson):
    build(lesson)
    answers = lesson.folder / "answers"
    (answers / "right" / "doble__olvida.py").write_text(
        "async def doble(n):\n    return 2 * n\n", encoding="utf-8"
    )
    (answers / "wrong" / "doble__bien.py").write_text(
        "# E07: right in truth\nimport asyncio\nasync def doble(n):\n    return await asyncio.sleep(1, 2 * n)\n",
        encoding="utf-8",
    )
    (answers / "wrong" / "doble__otra.py").write_text(
        "# E07: no\nasync def doble(n):\n    return 0\n", encoding="utf-8"
    )
    (answers / "wrong" / "hola__muere.py").write_text(
        "# E25: dies\nimport os\nos._exit(9)\n", encoding="utf-8"
    )
    code, output = checked(course)
    assert code == 1
    assert "right/doble__olvida.py: doble, right/doble__olvida.py: got 0 of 15 points: E11" in output
    assert (
        "wrong/doble__bien.py: doble, wrong/doble__bien.py: got 15 of 15 points; it must lose some, for E07"
        in output
    )
    assert re.search(r"doble__otra\.py: .*was diagnosed E(09|11), not E07", output)
    assert "hola__muere" not in output


@pytest.mark.slow
def test_one_exercise_can_be_asked_alone(course, lesson):
    build(lesson)
    code, output = checked(course, "01", "--only", "hola")
    assert code == 0
    assert "5 answers tried; 1 of 1" in output


@pytest.mark.parametrize(
    ("marker", "typo"),
    [
        ("### BEGIN HIDDEN TESTS", "### BEGIN HIDEN TESTS"),
        ("### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TEST"),
        ("### BEGIN HIDDEN TESTS", "## begin hidden tests"),
        ("### END HIDDEN TESTS", "### END HIDDEN"),
        ("### BEGIN SOLUTION", "### BEGIN SOLUTON"),
        ("    ### END SOLUTION", "    ### END SOLUTIONS"),
        ("    ### BEGIN SOLUTION", "    # BEGIN  SOLUTION"),
    ],
)
def test_a_misspelt_marker_is_found_and_its_cell_named(course, lesson, marker, typo):
    change(lesson, marker, typo)
    where = line_of(lesson, typo)
    code, output = checked(course, "--no-run")
    assert code == 1
    cell = "hidden_doble" if "HIDDEN" in marker else "doble"
    assert (
        f"lessons/01_prueba/prueba.py:{where}: misspelt marker {typo.strip()!r} in the cell {cell}: write"
        in output
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<details>", "<div>", "the cell prompt_doble has no a folded hint"),
        ("# ```python\n# >>> await doble(2)\n# 4\n# ```\n", "", "the cell prompt_doble has no an example"),
        (": int) -> int", ") -> int", "doble has no type hint for n"),
        ('    """Da el doble, un segundo después."""\n', "", "doble has no docstring"),
        ("async def doble(n: int)", "async def dobla(n: int)", "defines no function or class of that name"),
        ("points=14", "points=13", "the cells are worth 19 points, the lesson 20"),
        ('test="doble" points=1', 'test="doble" points=5', "the visible test of doble is worth 1 point"),
        ('test="doble" points=1', 'test="doble" points=0.5', "the visible test of doble is worth 1 point"),
        (".takes(1).worth(1)", ".takes(1)", "the cell test_doble ends with ….worth(1)"),
        ("score.earned()\n### END", "score\n### END", "the cell hidden_doble ends with score.earned()"),
        ("### END HIDDEN TESTS", "### END HIDDEN TESTS\nsecreto = 1", "hidden_doble has lines outside its markers"),
        ('# %% hidden="hola"', '# %% hidden="doble"', "the id hidden_doble is taken by the cell in line"),
        ("hidden(14)", "hidden(14, script)", "hidden_doble uses script, which only the cell hidden_hola defines"),
        ("# Fin.", "# TODO fin", "still to do: # TODO fin"),
        ("return n + n", "return n +", "the solution of doble does not parse"),
        ('prompt="hola"', 'prompt="adios"', 'no cell says solution="adios"'),
    ],
)  # fmt: skip
def test_a_question_that_gets_no_for_an_answer_is_a_finding_with_its_line(course, lesson, old, new, said):
    change(lesson, old, new)
    code, output = checked(course, "--no-run")
    assert code == 1
    assert said in output
    assert re.search(r"^lessons/01_prueba/prueba\.py(:\d+)?: ", output, re.MULTILINE)


def test_a_large_exercise_may_show_up_to_a_quarter_of_its_points(course, lesson):
    change(lesson, 'test="doble" points=1', 'test="doble" points=3')
    change(lesson, "points=14", "points=12")
    change(lesson, "hidden(14)", "hidden(12)")
    assert "the visible test of" not in checked(course, "--no-run")[1]


def test_what_a_lesson_folder_may_hold_is_closed(course, lesson):
    (lesson.folder / "notas.md").write_text("x", encoding="utf-8")
    (lesson.folder / "answers" / "right" / "otro__x.py").write_text("x = 1\n", encoding="utf-8")
    (course.root / "lessons" / "02_suelta").mkdir()
    twin = course.root / "source" / lesson.id / "prueba.py"
    twin.parent.mkdir(parents=True)
    twin.write_text("x", encoding="utf-8")
    code, output = checked(Course.find(course.root), "--no-run")
    assert code == 1
    for said in (
        "lessons/01_prueba/notas.md: a lesson has no such file",
        "right/otro__x.py: name it <exercise>__<what is special>.py (exercises: doble, hola)",
        "lessons/02_suelta: is not in course.toml",
        "source/01_prueba/prueba.py: nbgrader would release this",
    ):
        assert said in output


def test_too_few_answers_and_unknown_diagnoses_are_findings(course, lesson):
    answers = lesson.folder / "answers"
    (answers / "right" / "hola__partes.py").unlink()
    (answers / "wrong" / "hola__falla.py").unlink()
    (answers / "wrong" / "doble__cuadrado.py").write_text("# E3999: what\nx = 1\n", encoding="utf-8")
    _code, output = checked(course, "--no-run")
    assert "hola has 1 right answers in another style, 2 are needed" in output
    assert "hola has no wrong answer" in output
    assert "doble__cuadrado.py:1: no diagnosis has the code E3999" in output


def test_a_hidden_line_in_release_is_a_leak(course, lesson):
    build(lesson)
    path = lesson.course / "release" / lesson.id / "datos.csv"
    path.write_text("apuntes:   n = draw.randint(3, 99)\n", encoding="utf-8")
    code, output = checked(course, "--no-run")
    assert code == 1
    assert "datos.csv: leaks a line of the cell hidden_doble: n = draw.randint(3, 99)" in output


def test_an_exercise_nobody_knows_is_a_wrong_call(course, lesson):
    code, output = checked(course, "01", "--only", "nadie")
    assert code == 2
    assert "nadie" in output


def test_a_wrong_answer_without_its_diagnosis_is_told_with_its_line(course, lesson):
    path = lesson.folder / "answers" / "wrong" / "hola__falla.py"
    path.write_text("raise SystemExit(3)\n", encoding="utf-8")
    _code, output = checked(course, "--no-run")
    assert "hola__falla.py: a wrong answer begins with its diagnosis" in output


def test_answers_are_loaded_with_reference_and_stub(lesson):
    loaded = [(a.exercise, str(a), a.code) for a in load(lesson)]
    assert loaded[:2] == [("doble", "reference", None), ("doble", "stub", None)]
    assert ("hola", "wrong/hola__falla.py", "E25") in loaded
    script = next(a for a in load(lesson) if a.style == "falla")
    assert script.source == "%%writefile hola.py\nraise SystemExit(3)"


def test_runs_are_packed_one_answer_of_each_exercise_at_a_time(lesson):
    answers = load(lesson)
    runs = packed(lesson, answers)
    assert len(runs) == 6
    assert {a for run in runs for a in run.answers} == set(answers)
    assert all(len({a.exercise for a in run.answers}) == len(run.answers) for run in runs)


def test_a_run_has_the_tests_of_its_answers_exercises_alone(lesson):
    wrong = next(a for a in load(lesson) if a.exercise == "doble" and a.kind == "wrong")
    cells = {
        c.metadata.get("nbgrader", {}).get("grade_id"): c for c in graded(instructors(lesson), [wrong]).cells
    }
    assert cells["doble"].source == wrong.source
    assert {"test_doble", "hidden_doble", "hola"} <= set(cells)
    assert not {"test_hola", "hidden_hola"} & set(cells)


def test_a_submission_stands_on_the_release_and_a_graded_notebook_on_the_source(lesson):
    build(lesson)
    wrong = next(a for a in load(lesson) if a.style == "cuadrado")
    handed_in = submission(lesson, [wrong])
    text = "\n".join(c.source for c in handed_in.cells)
    assert "n * n" in text
    assert "draw.randint" not in text
    assert text.count("raise NotImplementedError()") == 1
    assert "draw.randint" in "\n".join(c.source for c in graded(instructors(lesson), [wrong]).cells)


def test_stub_and_reference_are_cut_at_the_markers():
    source = "def f():\n    a = 1\n    ### BEGIN SOLUTION\n    return a\n    ### END SOLUTION\n    # z"
    assert without_markers(source) == "def f():\n    a = 1\n    return a\n    # z"
    assert stub(source) == (
        "def f():\n    a = 1\n    # ESCRIBE AQUÍ TU CÓDIGO\n    raise NotImplementedError()\n    # z"
    )


def test_the_stub_is_the_one_that_nbgrader_releases(lesson):
    build(lesson)
    released = {
        c.metadata.get("nbgrader", {}).get("grade_id"): c.source for c in submission(lesson, []).cells
    }
    for answer in load(lesson):
        if answer.kind == "stub":
            assert released[answer.exercise] == answer.source
