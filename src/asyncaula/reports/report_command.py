"""`asyncaula report`: the class on one page, or one student's progress on a page to send."""

from __future__ import annotations

import os
from pathlib import Path

import click

from asyncaula.course import FILE, Course
from asyncaula.grading.nbgrader_calls import CONFIG_FILE, load_config, open_gradebook
from asyncaula.grading.records import RecordBook, write_whole

from .classroom import Classroom, read_classroom
from .page import class_page, student_page


class CannotRun(click.ClickException):
    """The command cannot run: exit code 2."""

    exit_code = 2


@click.command()
@click.option("--student", "students", multiple=True, metavar="STUDENT", help="This student's page instead.")
@click.option("--out", type=click.Path(path_type=Path), help="The file, or the folder for pages of students.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The course, if not this folder.",
)
def report(students: tuple[str, ...], out: Path | None, root: Path | None) -> None:
    """Write the class report, grades/class.html: one file that opens offline and prints well.

    It has how grades spread, success, difficulty and discrimination of each exercise, the misconceptions of the
    class, who needs help and with what, what could not be graded, and what came late.
    """
    course = (root or Path.cwd()).resolve()
    if not (course / CONFIG_FILE).is_file() or not (course / "gradebook.db").is_file():
        raise CannotRun(f"{course} has no gradebook.db yet: grade something first, or use --root")
    with open_gradebook(load_config(course / CONFIG_FILE, course)) as gradebook:
        room = read_classroom(gradebook, RecordBook(course).all())
    unknown = sorted(set(students) - set(room.students))
    if unknown:
        raise CannotRun(f"the gradebook knows no {', '.join(unknown)}")
    base = Path(os.environ.get("ASYNCAULA_CALLED_FROM", "")).absolute()
    target = base / out if out else course / "grades"
    for path, text in _pages(room, students, target, bool(out), _title(course)):
        write_whole(path, text)
        click.echo(str(path))


def _pages(
    room: Classroom, students: tuple[str, ...], target: Path, named: bool, title: str
) -> list[tuple[Path, str]]:
    if students:
        folder = target if named else target / "students"
        return [(folder / f"{student}.html", student_page(room, student, title)) for student in students]
    return [(target if named else target / "class.html", class_page(room, title))]


def _title(course: Path) -> str:
    return Course.read(course).title if (course / FILE).is_file() else course.name
