"""Code that ends its kernel or never comes back loses what it is asked, and nothing that it earned before."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

TESTED = {
    "ends the kernel": "import os\nasync def luego(n):\n    os._exit(0)",
    "computes for ever": "async def luego(n):\n    while True: pass",
    "swallows every interrupt": "async def luego(n):\n"
    "    while True:\n"
    "        try:\n"
    "            while True: pass\n"
    "        except BaseException: pass",
    "never yields": "import asyncio\n"
    "async def luego(n):\n"
    "    async def espera():\n"
    "        while True: await asyncio.sleep(0)\n"
    "    await asyncio.gather(espera(), espera())",
}
"""In the function that the tests call."""
CELL = {
    "ends the kernel in a cell": "import os\nos._exit(0)",
    "computes for ever in a cell": "while True: pass",
    "swallows every interrupt in a cell": "while True:\n"
    "    try:\n"
    "        while True: pass\n"
    "    except BaseException: pass",
    "never yields in a cell": "async def gira():\n    while True: pass\nawait gira()",
}
"""Where a notebook's own code runs, before any test of it."""


@pytest.mark.parametrize("faults", [TESTED, CELL], ids=["in what is tested", "in a cell"])
def test_who_never_comes_back_keeps_what_was_earned_before(
    classroom: Any, subtests: pytest.Subtests, faults: dict[str, str]
) -> None:
    culprits = dict(zip(classroom.seat(*faults), faults.values(), strict=True))
    for student, source in culprits.items():
        classroom.hand_in(student, luego=source)
    classroom.grade(code=0)
    with subtests.test("the seven others are right"):
        classroom.others_are_right()
        classroom.all_is_told_once()
    for student in culprits:
        with subtests.test(student[3:]):
            assert classroom.points(student) == classroom.EARNED_BEFORE
            assert classroom.reasons(student).strip()
