"""A small course of its own in a temporary folder: one lesson, two exercises, the repository's settings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from asyncaula.course import Course, Lesson

ROOT = Path(__file__).parents[2]
LESSON = '''# %% [markdown]
# # 01 · Prueba

# %% locked="preparacion"
import asyncio

from asyncaula.checks import expect, hidden, scenario

# %% [markdown] prompt="doble"
# ## Ejercicio 1
#
# ```python
# >>> await doble(2)
# 4
# ```
#
# <details><summary>Una pista</summary>
#
# Multiplica.
#
# </details>

# %% solution="doble"
async def doble(n: int) -> int:
    """Da el doble, un segundo después."""
    ### BEGIN SOLUTION
    await asyncio.sleep(1)
    return n + n
    ### END SOLUTION

# %% test="doble" points=1
@scenario
async def cuatro(doble, lab):
    return await doble(2)


expect(cuatro).returns(4).takes(1).worth(1)

# %% hidden="doble" points=14
### BEGIN HIDDEN TESTS
@scenario
async def otros(doble, lab, n):
    return await doble(n)


score = hidden(14)
for draw in score.draws(2):
    n = draw.randint(3, 99)
    with score(7):
        expect(otros, n=n).returns(2 * n).takes(1)
score.earned()
### END HIDDEN TESTS

# %% [markdown] prompt="hola"
# ## Ejercicio 2
#
# ```
# $ python hola.py
# ```
#
# <details><summary>Una pista</summary>
#
# `print`.
#
# </details>

# %% solution="hola"
# %%writefile hola.py
### BEGIN SOLUTION
print("hola de verdad")
### END SOLUTION

# %% hidden="hola" points=5
### BEGIN HIDDEN TESTS
from asyncaula.checks import script

score = hidden(5)
with score(5):
    expect(script("hola.py")).exits(0).prints("hola de verdad")
score.earned()
### END HIDDEN TESTS

# %% [markdown]
# Fin.
'''
ANSWERS = {
    "right/doble__producto.py": (
        "#: times two\nimport asyncio\n\n\nasync def doble(n):\n    await asyncio.sleep(1)\n    return 2 * n\n"
    ),
    "right/doble__desplaza.py": (
        "import asyncio\n\n\nasync def doble(n):\n    return await asyncio.sleep(1, n << 1)\n"
    ),
    "wrong/doble__sin_pausa.py": "# E11: no pause\nasync def doble(n):\n    return 2 * n\n",
    "wrong/doble__cuadrado.py": (
        "# E09: right for two alone\nimport asyncio\n\n\nasync def doble(n):\n"
        "    await asyncio.sleep(1)\n    return n * n\n"
    ),
    "right/hola__escribe.py": "import sys\n\nsys.stdout.write('hola de verdad\\n')\n",
    "right/hola__partes.py": "print('hola', 'de', 'verdad')\n",
    "wrong/hola__falla.py": "# E25: ends badly\nraise SystemExit(3)\n",
}
COURSE = '[course]\ntitle = "Prueba"\n\n[[lesson]]\nid = "01_prueba"\ntitle = "Prueba"\nminutes = 10\nrequires = []\n'


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with one complete lesson, not yet built."""
    root = tmp_path / "curso"
    folder = root / "lessons" / "01_prueba"
    (folder / "files").mkdir(parents=True)
    (root / "course.toml").write_text(COURSE, encoding="utf-8")
    (folder / "prueba.py").write_text(LESSON, encoding="utf-8")
    (folder / "files" / "datos.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    for name, text in ANSWERS.items():
        path = folder / "answers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    return Course.find(root)


@pytest.fixture
def lesson(course: Course) -> Lesson:
    """The lesson of that course."""
    return course.lessons[0]
