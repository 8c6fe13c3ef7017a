"""Someone who has only the commands adds a lesson and an exercise, told what is missing until it is complete."""

import pytest
from click.testing import CliRunner

from asyncaula.authoring.commands import build as build_command
from asyncaula.authoring.commands import check as check_command
from asyncaula.authoring.commands import new as new_command
from asyncaula.course import Course


def ran(command, course, *args):
    done = CliRunner().invoke(command, [*args, "--root", str(course.root)], catch_exceptions=False)
    return done.exit_code, done.output


def test_a_new_lesson_is_listed_and_says_what_is_left_to_do(course):
    code, output = ran(new_command, course, "02_nueva")
    assert code == 0
    assert "lessons/02_nueva/nueva.py" in output
    again = Course.find(course.root)
    assert [lesson.id for lesson in again.lessons] == ["01_prueba", "02_nueva"]
    code, output = ran(check_command, again, "02_nueva", "--no-run")
    assert code == 1
    assert "nueva.py:2: still to do: # # 02 · TODO título" in output


@pytest.mark.slow
def test_an_exercise_is_scaffolded_named_incomplete_and_passes_once_filled_in(course):
    code, _output = ran(new_command, course, "01_prueba", "triple")
    assert code == 0
    lesson = Course.find(course.root).lessons[0]
    _code, output = ran(check_command, course, "--only", "triple", "--no-run")
    assert "right/triple__TODO_estilo_uno.py:1: still to do" in output
    assert "still to do: #     TODO" not in output
    text = lesson.script.read_text(encoding="utf-8")
    for old, new in (
        ("TODO: qué recibe, qué devuelve, qué pasa en los casos límite.", "Espera un segundo y da «hecho»."),
        ("# TODO un ejemplo", "# 'hecho'"),
        ("TODO: una pregunta o una imagen que acerque, sin dar la solución.", "Mira `asyncio.sleep`."),
        ("TODO qué hace, en una línea.", "Da «hecho», un segundo después."),
        ('"TODO"', '"hecho"'),
    ):
        assert old in text
        text = text.replace(old, new)
    text = text.replace("from asyncaula.checks", "from typing import Any\n\nfrom asyncaula.checks", 1)
    lesson.script.write_text(
        text.replace("points=14", "points=9")
        .replace("hidden(14)", "hidden(9)")
        .replace("score(7)", "score(4.5)"),
        encoding="utf-8",
    )
    answers = lesson.folder / "answers"
    for number, path in enumerate(sorted(answers.glob("*/triple__*"))):
        filled = path.read_text(encoding="utf-8").replace("TODO", "hecho")
        path.with_name(f"triple__modo_{number}.py").write_text(filled, encoding="utf-8")
        path.unlink()
    assert ran(build_command, course)[0] == 0
    code, output = ran(check_command, course)
    assert code == 0, output


def test_nothing_is_overwritten_and_bad_names_are_told(course):
    for args, said in (
        (("01_prueba",), "is there already"),
        (("prueba",), "will not do"),
        (("../x",), "will not do"),
        (("01_prueba", "doble"), "has an exercise doble already"),
        (("01_prueba", "class"), "will not do"),
        (("01_prueba", "dos palabras"), "will not do"),
        (("77_nada", "f"), "is no lesson"),
    ):
        code, output = ran(new_command, course, *args)
        assert code == 2
        assert said in output
