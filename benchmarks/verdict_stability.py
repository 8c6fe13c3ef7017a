"""Does any verdict change when every answer is tried again and again with all cores busy?

Tries the whole set of answers (all lessons, or those named) REPEATS times while busy processes, one per core
unless told otherwise, compete for the machine, and reports every answer whose points or diagnosis were not the
same each time.
Exit code 0: none changed; 1: some did; 2: it could not run.

    python benchmarks/verdict_stability.py [--repeats 20] [--busy 2] [--jobs 2] [--exercise NAME] [LESSON …]
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import Counter, defaultdict
from pathlib import Path

import click

from asyncaula.authoring.answers import load
from asyncaula.authoring.trial import packed, try_answers
from asyncaula.course import Course, CourseError


def spin() -> None:
    """Keep a core busy until killed."""
    while True:
        pass


@click.command()
@click.argument("lessons", nargs=-1)
@click.option("--exercise", "exercises", multiple=True, help="Of these alone; as often as there are any.")
@click.option("--repeats", type=click.IntRange(2), default=20, show_default=True)
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default=True)
@click.option("--busy", "spinning", type=click.IntRange(0), default=os.cpu_count() or 1, show_default=True)
def main(
    lessons: tuple[str, ...], exercises: tuple[str, ...], repeats: int, jobs: int, spinning: int
) -> None:
    """Repeat the whole set of answers under load and compare the verdicts."""
    try:
        course = Course.find(Path(__file__).parents[1])
        chosen = course.chosen(lessons)
        asked = {
            lesson: [one for one in load(lesson) if not exercises or one.exercise in exercises]
            for lesson in chosen
        }
        runs = [run for lesson, answers in asked.items() for run in packed(lesson, answers)]
    except CourseError as error:
        raise click.UsageError(str(error)) from None
    if not runs:
        raise click.UsageError(f"no such exercise there: {', '.join(exercises)}")
    busy = [multiprocessing.Process(target=spin, daemon=True) for _ in range(spinning)]
    for process in busy:
        process.start()
    seen: dict[str, Counter[tuple[float, str | None]]] = defaultdict(Counter)
    fell_short: Counter[str] = Counter()
    began = time.monotonic()
    try:
        for repeat in range(1, repeats + 1):
            for trial in try_answers(runs, jobs):
                name = f"{trial.lesson.id} {trial.answer.exercise} {trial.answer}"
                seen[name][trial.points, trial.code] += 1
                fell_short[name] += trial.shortfall is not None
            click.echo(f"repeat {repeat} of {repeats}: {time.monotonic() - began:.0f} s", err=True)
    finally:
        for process in busy:
            process.kill()
    changed = {name: counts for name, counts in seen.items() if len(counts) > 1}
    for name, counts in changed.items():
        click.echo(
            f"{name}: " + ", ".join(f"{n} × {points:g} {code}" for (points, code), n in counts.items())
        )
    wrong = sum(n > 0 for n in fell_short.values())
    click.echo(
        f"{len(seen)} answers of {len(chosen)} lessons, {repeats} repeats, {len(busy)} busy processes: "
        f"{len(changed)} changed their verdict, {wrong} fell short at least once"
    )
    if changed or wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
