"""The authors' commands: build, check, absorb, new."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ..course import Course, CourseError, Lesson
from ..grading.nbgrader_calls import NbgraderFailed
from . import absorb as absorbing
from . import build as building
from . import scaffold
from .answers import Answer, load
from .finding import Finding
from .notebook import read_lesson
from .questions import ask_all, ask_course, of_exercise
from .trial import Packed, Trial, packed, try_answers

FOUND = 1
root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The course, if not this folder.",
)


class CannotRun(click.ClickException):
    """The command cannot run: exit code 2."""

    exit_code = 2


@contextmanager
def _told() -> Iterator[None]:
    """Tell what the course or nbgrader refuses as one clear error."""
    try:
        yield
    except (CourseError, NbgraderFailed) as error:
        raise CannotRun(str(error)) from error


AT_ONCE = 3
"""Kernels for each core: most of an answer's time is waiting, for a kernel, a child, or a limit to pass."""


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]…")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if a derived file differs.")
@click.option("--force", is_flag=True, help="Overwrite edits made to a source notebook.")
@root_option
def build(lessons: tuple[str, ...], only_check: bool, force: bool, root: Path | None) -> None:
    """Render LESSONs (all of them, and then the students' kit, too) to source/ and release/."""
    found = []
    with _told():
        course = Course.find(root)
        chosen = course.chosen(lessons)
        for lesson in chosen:
            found += building.drift(lesson) if only_check else building.build(lesson, force=force)
        if not lessons:
            found += building.kit_drift(course) if only_check else building.build_kit(course)
            found += building.orphans(course) if only_check else building.remove_orphans(course)
    for drift in found:
        click.echo(
            str(drift) if only_check else f"{drift.path}: {'removed' if drift.how == 'stale' else 'written'}"
        )
    if only_check and found:
        click.echo("what is derived differs from the lessons: run `asyncaula build` and commit", err=True)
        raise SystemExit(FOUND)
    click.echo(f"{len(chosen)} lessons: {'nothing differs' if not found else f'{len(found)} files changed'}")


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]…")
@click.option(
    "--force", is_flag=True, help="Let the notebook win, and drop what a lesson's text cannot hold."
)
@root_option
def absorb(lessons: tuple[str, ...], force: bool, root: Path | None) -> None:
    """Take edits made to source/ notebooks in JupyterLab into their LESSONs."""
    with _told():
        course = Course.find(root)
        for lesson in course.chosen(lessons):
            if absorbing.absorb(lesson, force=force):
                click.echo(f"{lesson.id}: taken into {lesson.script.relative_to(course.root)}")
                building.build(lesson, force=True)
            else:
                click.echo(f"{lesson.id}: no edits")


@click.command()
@click.argument("lessons", nargs=-1, metavar="[LESSON]…")
@click.option("--only", metavar="EXERCISE", help="Ask and try one exercise alone.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=AT_ONCE * (os.cpu_count() or 1),
    show_default=True,
    help="Kernels at once.",
)
@click.option("--right", "only_right", is_flag=True, help="Try only what must get full points.")
@click.option("--no-run", is_flag=True, help="Ask only what can be asked without running answers.")
@root_option
def check(
    lessons: tuple[str, ...],
    only: str | None,
    jobs: int,
    only_right: bool,
    no_run: bool,
    root: Path | None,
) -> None:
    """Ask every exercise of LESSONs (all of them) what a good one answers yes to; exit 1 if one falls short.

    Markers, ids, hints, leaks, closed folders; then for real: the reference gets full points, the stub none,
    right answers full points, and every wrong answer loses its point for its own diagnosis.
    """
    with _told():
        course = Course.find(root)
        chosen = course.chosen(lessons)
        found = [] if lessons else ask_course(course)
        runs = []
        for lesson in chosen:
            asked, answers = _ask(lesson, only)
            found += asked
            if only_right:
                answers = tuple(a for a in answers if a.kind in ("reference", "right"))
            runs += packed(lesson, answers)
    if only is not None and not runs:
        raise CannotRun(f"no exercise is called {only!r} in {', '.join(lesson.id for lesson in chosen)}")
    trials = [] if no_run else _tried(runs, jobs)
    for trial in trials:
        if trial.shortfall:
            about = f"{trial.answer.exercise}, {trial.answer}: {trial.shortfall}"
            found.append(Finding(trial.answer.path, 0, about))
    for finding in sorted(found):
        click.echo(finding.told(course.root))
    click.echo(_summary(chosen, trials, found))
    if found:
        raise SystemExit(FOUND)


def _ask(lesson: Lesson, only: str | None) -> tuple[list[Finding], tuple[Answer, ...]]:
    """Give what falls short without running, and the answers to run: none where they cannot be read."""
    asked = ask_all(lesson, read_lesson(lesson))
    try:
        answers = load(lesson)
    except CourseError:  # one of the questions has told it
        return asked, ()
    if only is None:
        return asked, answers
    return of_exercise(asked, answers, only), tuple(a for a in answers if a.exercise == only)


def _tried(runs: list[Packed], jobs: int) -> list[Trial]:
    console = Console(stderr=True)
    trials = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("trying answers", total=len(runs))
        for trial in try_answers(runs, jobs, lambda: progress.advance(task)):
            trials.append(trial)
            if trial.shortfall and not console.is_terminal:
                console.print(f"{trial.lesson.id} {trial.answer}: falls short", markup=False, highlight=False)
    return trials


def _summary(chosen: tuple[Lesson, ...], trials: list[Trial], found: list[Finding]) -> str:
    wrong = [t for t in trials if t.answer.kind == "wrong"]
    own = sum(t.code == t.answer.code and t.points < t.out_of for t in wrong)
    share = f"; {own} of {len(wrong)} wrong answers with their own diagnosis" if wrong else ""
    said = f"{len(found)} fall short" if found else "nothing falls short"
    return f"{len(chosen)} lessons, {len(trials)} answers tried{share}: {said}"


@click.command()
@click.argument("lesson")
@click.argument("function", required=False)
@root_option
def new(lesson: str, function: str | None, root: Path | None) -> None:
    """Scaffold a LESSON (such as 07_errores), or the exercise FUNCTION in one, for an author to fill in."""
    with _told():
        course = Course.find(root)
        if function is None:
            made = scaffold.new_lesson(course, lesson)
        else:
            made = scaffold.new_exercise(course.lesson(lesson), function)
    for path in made:
        click.echo(str(path.relative_to(course.root)))
    click.echo(
        f"Fill in what says TODO; `asyncaula check {lesson}` tells what is missing until it is complete."
    )
