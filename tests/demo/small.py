"""A course of one lesson with one exercise, which has a right and a wrong answer."""

from __future__ import annotations

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
TOML = """
[course]
title = "Un curso"

[[lesson]]
id = "01_doble"
title = "El doble"
minutes = 5
"""


def small_course(root: Path) -> Path:
    """Make the course in a folder that is not there yet, not built; gives the folder."""
    shutil.copytree(REPOSITORY / "tests/demo/lesson", root / "lessons/01_doble")
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    (root / "course.toml").write_text(TOML, encoding="utf-8")
    return root
