"""Who uses up the machine spoils their own exercise and nobody else's; what was earned before it stands."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

FAULTS = {
    "fork bomb": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    "list of 5 GB at once": "datos = [0] * 640_000_000",
    "list that grows to 5 GB": "datos = []\nwhile len(datos) < 5_000: datos.append(bytearray(b'x' * 10**6))",
    "disk filler": "import itertools\n"
    "for n in itertools.count(): open(f'{n}.bin', 'wb').write(bytes(1 << 20))",
    "endless output": "while True: print('x' * 10_000)",
    "a gigabyte in one line": "print('x' * 10**9)",
}
SAID = {
    "fork bomb": "pasó de su límite de procesos y terminó",
    "list of 5 GB at once": "MemoryError",
    "list that grows to 5 GB": "pasó de su límite de memoria y terminó",
    "disk filler": "pasó de su límite de espacio en disco y terminó",
    "endless output": "KeyboardInterrupt",
    "a gigabyte in one line": "(salida recortada)",
}
MOST_KEPT = 400_000
"""Bytes that an autograded notebook and its feedback come to, whatever was written."""


def test_who_uses_up_the_machine_spoils_only_their_own(classroom: Any, subtests: pytest.Subtests) -> None:
    culprits = dict(zip(classroom.seat(*FAULTS), FAULTS, strict=True))
    for student, fault in culprits.items():
        classroom.hand_in(student, luego=FAULTS[fault])
    classroom.setting("c.Execute.timeout = 25")  # so that each goes over its own limit first
    classroom.grade(code=0)
    with subtests.test("the seven others are right"):
        classroom.others_are_right()
        classroom.all_is_told_once()
    for student, fault in culprits.items():
        with subtests.test(fault):
            assert classroom.points(student) == classroom.EARNED_BEFORE
            assert SAID[fault] in classroom.output(student)
            for file in ("autograded/{}/uno/cuaderno.ipynb", "feedback/{}/uno/cuaderno.html"):
                assert (classroom.root / file.format(student)).stat().st_size < MOST_KEPT
