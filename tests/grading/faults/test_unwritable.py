"""Where something cannot be written, nothing is lost or half there, and the next run makes it good."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
PICTURE = """
from IPython.display import Image, display
import os
display(Image(data=os.urandom(700_000), format="png"))
"""
"""Kept as output, as 0.9 MB of text; in the notebook and in the feedback."""
ON_A_DISK = """
import os, shutil, subprocess, sys
course, disk, temporary, free, out = sys.argv[1:6]
def grade(name):
    env = {**os.environ, "TMPDIR": temporary, "PYTHONASYNCIODEBUG": ""}
    done = subprocess.run(sys.argv[6:], env=env, capture_output=True, text=True)
    shutil.copytree(course, f"{out}/{name}", symlinks=True)
    with open(f"{out}/{name}/said", "w") as file:
        file.write(f"{done.returncode} {done.stdout}{done.stderr}")
if disk in (course, temporary):
    shutil.copytree(f"{course}.made", course, dirs_exist_ok=True)
state = os.statvfs(disk)
with open(f"{disk}/relleno", "wb") as file:
    file.write(bytes(state.f_bavail * state.f_frsize - int(free)))
grade("full")
os.remove(f"{disk}/relleno")
grade("freed")
"""
"""In a sandbox with a small disk: grade, make room, grade again; each time the course is copied to `out`."""


class Disk:
    """Grades twice with a small disk at `place`, first with `free` bytes left on it."""

    def __init__(self, classroom: Any, place: Path, free: int, tmp_path: Path) -> None:
        self.classroom, self.out = classroom, tmp_path / "out"
        self.out.mkdir()
        course = classroom.root
        course.rename(made := course.with_name("curso.made"))
        course.mkdir()
        small = ["bwrap", "--dev-bind", "/", "/", "--size", "40000000", "--tmpfs", str(place), "--"]
        grade = [sys.executable, "-m", "asyncaula", "grade", "--root", str(course), "--workers", "1"]
        script = [sys.executable, "-c", ON_A_DISK, str(course), str(place), str(classroom.temporary)]
        assert made.is_dir()
        done = subprocess.run([*small, *script, str(free), str(self.out), *grade], capture_output=True)
        assert done.returncode == 0, done.stderr

    def after(self, step: str) -> tuple[int, str]:
        """Look at the course as that step left it; give the exit code and what was said."""
        self.classroom.root = self.out / step
        code, _, said = (self.classroom.root / "said").read_text(encoding="utf-8").partition(" ")
        return int(code), said


def test_a_full_disk_costs_those_it_had_no_room_for_and_the_next_run_grades_them(
    classroom: Any, tmp_path: Path
) -> None:
    (culprit,) = classroom.seat("pictures")
    classroom.hand_in(culprit, **{name: PICTURE + source for name, source in classroom.RIGHT.items()})
    disk = Disk(classroom, classroom.root, 3_500_000, tmp_path)

    code, said = disk.after("full")
    assert code == 1, said
    classroom.others_are_right()
    classroom.nothing_is_left()
    lost = classroom.outcomes()[culprit]
    assert (lost["state"], lost["points"]) == ("not gradable", None)
    assert "could not be written: " in lost["reason"]
    assert "No space left on device" in lost["reason"]
    assert sorted(classroom.gradebook()) == classroom.right

    code, said = disk.after("freed")
    assert code == 0, said
    assert "1 graded, 0 could not be graded, 7 unchanged" in said
    classroom.others_are_right()
    classroom.all_is_told_once()
    assert (classroom.outcomes()[culprit]["points"], classroom.outcomes()[culprit]["seed"]) == (
        10,
        lost["seed"],
    )


def test_a_disk_that_is_full_for_temporary_files_is_not_held_against_who_was_graded_then(
    classroom: Any, tmp_path: Path
) -> None:
    (culprit,) = classroom.seat("large")
    path = classroom.hand_in(culprit)
    (path.parent / "datos.bin").write_bytes(bytes(6_000_000))
    disk = Disk(classroom, classroom.temporary, 9_000_000, tmp_path)

    code, said = disk.after("full")
    assert code == 1, said
    classroom.others_are_right()
    assert "No space left on device" in classroom.outcomes()[culprit]["reason"]
    assert classroom.gradebook()[culprit] == dict.fromkeys(classroom.FULL)

    code, said = disk.after("freed")
    assert code == 0, said
    assert "1 graded, 0 could not be graded, 7 unchanged" in said
    classroom.others_are_right()
    classroom.all_is_told_once()


def test_a_locked_gradebook_is_waited_for_and_costs_only_whom_it_kept_waiting_too_long(
    classroom: Any,
) -> None:
    classroom.hand_in(*classroom.seat("late"))
    records = classroom.root / ".asyncaula/outcomes/uno"
    run = classroom.start(patience=4)

    def until(reached: Callable[[], bool]) -> None:
        end = time.monotonic() + 300
        while not reached():
            assert run.process.poll() is None, run.said
            assert time.monotonic() < end
            time.sleep(0.01)

    def written() -> set[str]:
        return {path.stem for path in records.glob("[!.]*.json")}

    def being_written() -> list[str]:
        return [path.name[1:].removesuffix(".json.part") for path in records.glob(".*.part")]

    with contextlib.closing(sqlite3.connect(classroom.root / "gradebook.db", isolation_level=None)) as other:
        until(written)
        other.execute("BEGIN IMMEDIATE")
        until(being_written)
        (waiting,) = being_written()
        time.sleep(1)
        other.execute("ROLLBACK")
        until(lambda: waiting in written())

        other.execute("BEGIN IMMEDIATE")
        until(being_written)
        (late,) = being_written()
        until(lambda: late not in being_written())
        other.execute("ROLLBACK")
    assert run.wait() == 1, run.said
    everybody = set(classroom.outcomes())
    lost = classroom.outcomes()[late]
    assert (lost["state"], lost["points"]) == ("not gradable", None)
    assert "could not be written: " in lost["reason"]
    assert "database is locked" in lost["reason"]
    assert set(classroom.gradebook()) == everybody - {late} == written()
    for student in everybody - {late}:
        assert classroom.points(student) == classroom.FULL
    classroom.nothing_is_left()

    assert "1 graded, 0 could not be graded, 7 unchanged" in classroom.grade(code=0).said
    classroom.others_are_right()
    classroom.all_is_told_once()
    assert (classroom.points(late), classroom.outcomes()[late]["seed"]) == (classroom.FULL, lost["seed"])
