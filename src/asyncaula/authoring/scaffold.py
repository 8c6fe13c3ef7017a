"""Scaffolds: what an author fills in. `asyncaula check` tells what is missing until nothing says TODO any more."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from ..course import FILE, Course, CourseError, Lesson
from .answers import exercises
from .notebook import read_lesson

_LESSON = re.compile(r"\d\d_[a-z][a-z0-9_]*")
_NAME = re.compile(r"[a-z_][a-z0-9_]*", re.IGNORECASE)

LESSON_TEXT = """# %% [markdown]
# # {number} · TODO título
#
# **Para qué.** TODO: qué podrá hacer quien termine la lección.
#
# **Tiempo.** Unos TODO minutos.
#
# **Antes de empezar** conviene TODO.
#
# **Cómo se evalúa.** Son 20 puntos: cuatro ejercicios de 5. En cada uno ves una prueba que vale 1 punto; los otros 4 los da una prueba oculta.

# %% locked="preparacion"
import asyncio
from typing import Any

from asyncaula.checks import expect, hidden, scenario, trace

# %% [markdown]
# ## 1. TODO una idea
#
# TODO: una idea por celda, con un ejemplo que se ejecuta y un cronograma donde importa el orden.

# %%
async def ejemplo(lab):
    # Paso 1: TODO
    await lab.job("uno", 1)()


trace(ejemplo)

# %% [markdown]
# ## Para leer más
#
# * TODO
#
# ---
# Este curso nace del cuaderno «Python asíncrono» del curso py261 de Pythonista (José Luis Chiquete Valdivieso, 2022). Texto bajo licencia [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.es); código bajo licencia MIT.
"""
EXERCISE_TEXT = '''# %% [markdown] prompt="{name}"
# ## Ejercicio · `{name}`
#
# TODO: qué recibe, qué devuelve, qué pasa en los casos límite.
#
# ```python
# >>> await {name}()
# TODO un ejemplo
# ```
#
# <details><summary>Una pista</summary>
#
# TODO: una pregunta o una imagen que acerque, sin dar la solución.
#
# </details>

# %% solution="{name}"
async def {name}() -> Any:
    """TODO qué hace, en una línea."""
    ### BEGIN SOLUTION
    return await asyncio.sleep(1, "TODO")
    ### END SOLUTION

# %% test="{name}" points=1
@scenario
async def ejemplo_{name}({name}, lab):
    return await {name}()


expect(ejemplo_{name}).returns("TODO").leaves_nothing().worth(1)

# %% hidden="{name}" points=4
### BEGIN HIDDEN TESTS
@scenario
async def caso_{name}({name}, lab):
    return await {name}()


score = hidden(4)
for draw in score.draws(2):
    with score(2):
        expect(caso_{name}).returns("TODO").leaves_nothing()
score.earned()
### END HIDDEN TESTS

'''
RIGHT_TEXT = '''#: TODO what is different in this style
import asyncio


async def {name}():
    """TODO."""
    return await asyncio.sleep(1, "TODO")
'''
WRONG_TEXT = """# E09: TODO the misconception (asyncaula explain --all lists the diagnoses)
async def {name}():
    return None
"""


def new_lesson(course: Course, name: str) -> list[Path]:
    """Make a lesson's folder with a notebook to fill in, and list it in course.toml; gives what was written.

    Raises `CourseError` where the name will not do or the lesson is there already.
    """
    if not _LESSON.fullmatch(name):
        raise CourseError(f"{name!r} will not do: a lesson is called like 07_errores_y_cancelacion")
    folder = course.root / "lessons" / name
    if folder.exists() or any(lesson.id == name for lesson in course.lessons):
        raise CourseError(
            f"the lesson {name} is there already: `asyncaula new {name} FUNCTION` adds an exercise"
        )
    script = folder / f"{name[3:]}.py"
    script.parent.mkdir(parents=True)
    script.write_text(LESSON_TEXT.format(number=name[:2]), encoding="utf-8")
    for kind in ("right", "wrong"):
        (folder / "answers" / kind).mkdir(parents=True)
    listed = course.root / FILE
    entry = f'\n[[lesson]]\nid = "{name}"\ntitle = "TODO"\nminutes = 75\nrequires = []\n'
    listed.write_text(listed.read_text(encoding="utf-8").rstrip("\n") + "\n" + entry, encoding="utf-8")
    return [script, listed]


def new_exercise(lesson: Lesson, name: str) -> list[Path]:
    """Add an exercise to a lesson, before its last cell, and files for its answers; gives what was written.

    Raises `CourseError` where the name will not do or is taken.
    """
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise CourseError(f"{name!r} will not do: an exercise has the name of a function")
    if name in exercises(read_lesson(lesson)):
        raise CourseError(f"{lesson.id} has an exercise {name} already")
    answers = {
        lesson.folder / "answers" / "right" / f"{name}__TODO_estilo_uno.py": RIGHT_TEXT,
        lesson.folder / "answers" / "right" / f"{name}__TODO_estilo_dos.py": RIGHT_TEXT,
        lesson.folder / "answers" / "wrong" / f"{name}__TODO_idea_equivocada.py": WRONG_TEXT,
    }
    for path, text in answers.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(name=name), encoding="utf-8")
    text = lesson.script.read_text(encoding="utf-8")
    last = text.rindex("# %%")
    lesson.script.write_text(text[:last] + EXERCISE_TEXT.format(name=name) + text[last:], encoding="utf-8")
    return [lesson.script, *answers]
