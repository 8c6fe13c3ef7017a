"""`asyncaula demo`."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from asyncaula.authoring.answers import Answer, load
from asyncaula.course import Course, CourseError, Lesson
from asyncaula.grading.exports import QuotedCsvExportPlugin
from asyncaula.grading.nbgrader_calls import CONFIG_FILE, generate_assignment, load_config, open_gradebook
from asyncaula.grading.records import Record
from asyncaula.grading.sandbox import probe
from asyncaula.grading.session import Session, Wish
from asyncaula.grading.tables import class_table, followed

from .expected import surprises
from .made_up_class import make_up_class
from .stage import FolderTaken, hand_in, set_stage

SHOWN = 20


@click.command()
@click.option("--into", type=click.Path(path_type=Path), help="Folder to make it in; otherwise demo/.")
@click.option("--students", type=click.IntRange(5, 120), default=8, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Draws who answers what.")
def demo(into: Path | None, students: int, seed: int) -> None:
    """Release the course, grade a made-up class, show the result.

    The lessons' right and wrong answers become the submissions. All of it happens in a folder of its own; the
    course's gradebook and folders are left alone. Exit code 1 when a verdict is not what the answers say.
    """
    console = Console(width=None if Console().is_terminal else 120)
    started = time.monotonic()
    try:
        course = Course.find()
        lessons = _built(course)
        answers = {lesson.id: _by_exercise(lesson) for lesson in lessons}
        folder = _folder(into, course.root)
        set_stage(course.root, answers, folder)
    except (CourseError, FolderTaken) as error:
        raise click.UsageError(str(error)) from error
    config = load_config(folder / CONFIG_FILE, folder)
    for assignment in followed(answers, len(answers), "Released", console):
        generate_assignment(config, assignment)
    made_up = make_up_class(answers, students, seed)
    for what in made_up.hand_ins:
        hand_in(folder, course.lesson(what.assignment), what)
    with open_gradebook(config) as gradebook:
        for student in made_up.students:
            gradebook.update_or_create_student(student)
    walls = probe().works
    with Session(folder, Wish(sandbox=walls, seed=seed)) as session:
        plan = session.plan()
        records = list(followed(session.grade(plan), len(plan.to_grade), "Graded", console))
    with open_gradebook(config) as gradebook:
        QuotedCsvExportPlugin(to=str(folder / "grades.csv")).export(gradebook)

    console.print(class_table(records, made_up.students))
    unexpected = surprises(made_up.hand_ins, records)
    _tell(console, folder, records, unexpected, time.monotonic() - started, walls)
    if unexpected:
        raise click.exceptions.Exit(1)


def _folder(into: Path | None, course: Path) -> Path:
    if into is None:
        return course / "demo"
    return Path(os.environ.get("ASYNCAULA_CALLED_FROM", "")).absolute() / into


def _built(course: Course) -> list[Lesson]:
    built = [lesson for lesson in course.lessons if (course.root / "source" / lesson.id).is_dir()]
    if not built:
        raise CourseError(f"{course.root / 'source'} has no lesson: run `asyncaula build` first")
    return built


def _by_exercise(lesson: Lesson) -> dict[str, list[Answer]]:
    known: dict[str, list[Answer]] = {}
    for answer in load(lesson):
        if answer.kind != "stub":
            known.setdefault(answer.exercise, []).append(answer)
    return known


def _tell(
    console: Console,
    folder: Path,
    records: Sequence[Record],
    unexpected: Sequence[str],
    seconds: float,
    walls: bool,
) -> None:
    for record in records:
        if record.reason is not None:
            said = f"Could not be graded: {record.student}, {record.assignment}: {record.reason}"
            console.print(said, style="red", markup=False)
    codes = Counter(cell.code for record in records for cell in record.cells if cell.code)
    common = ", ".join(f"{code} ({times})" for code, times in codes.most_common(5))
    console.print(f"Most frequent diagnoses: {common or 'none'}. `asyncaula explain CODE` tells about one.")
    if not walls:
        console.print(
            "Graded without a sandbox, which is not to be had here (`asyncaula doctor` tells why): the course's own"
            " answers can be trusted, a class cannot.",
            style="yellow",
        )
    for line in unexpected[:SHOWN]:
        console.print(f"Not what the answer says: {line}", style="red")
    if len(unexpected) > SHOWN:
        console.print(f"and {len(unexpected) - SHOWN} more", style="red")
    if not unexpected:
        console.print(
            "Every verdict is what the answers say: right ones full marks, wrong ones less, stubs none."
        )
    console.print(f"{len(records)} submissions in {seconds:.0f} s. Where to look, in {folder}:")
    console.print("  grades.csv            the grades")
    console.print("  feedback/             what each student gets back, HTML")
    console.print("  autograded/           the notebooks as they ran")
    console.print("  gradebook.db          for Formgrader: start `jupyter lab` in that folder")
