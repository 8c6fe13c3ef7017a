"""`asyncaula export`: the grades in the format of where they go."""

from __future__ import annotations

import os
from pathlib import Path

import click

from .exports import (
    CannotExport,
    CanvasExportPlugin,
    GradescopeExportPlugin,
    GradesExportPlugin,
    MoodleExportPlugin,
    QuotedCsvExportPlugin,
)
from .nbgrader_calls import CONFIG_FILE, load_config, open_gradebook

FORMATS: dict[str, type[GradesExportPlugin]] = {
    "canvas": CanvasExportPlugin,
    "csv": QuotedCsvExportPlugin,
    "gradescope": GradescopeExportPlugin,
    "moodle": MoodleExportPlugin,
}
SOME_NOT_FOUND = 1


class CannotRun(click.ClickException):
    """The command cannot run: exit code 2."""

    exit_code = 2


@click.command()
@click.argument("target", type=click.Choice(sorted(FORMATS)))
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]…")
@click.option("--only", "students", multiple=True, metavar="STUDENT", help="Only the grades of STUDENT.")
@click.option(
    "--worksheet",
    type=click.Path(path_type=Path),
    help="For moodle: the grading worksheet of one ASSIGNMENT, to be filled in.",
)
@click.option("--to", type=click.Path(path_type=Path), help="The file or folder; otherwise in grades/.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The course, if not this folder.",
)
def export(
    target: str,
    assignments: tuple[str, ...],
    students: tuple[str, ...],
    worksheet: Path | None,
    to: Path | None,
    root: Path | None,
) -> None:
    """Write the grades of every ASSIGNMENT, or of those named, as TARGET takes them.

    What has no grade yet is left empty, and is no 0. The late penalty and a person's scores count.

    Exit codes: 0 all is written, 1 TARGET will not take somebody's grade (it says whose), 2 called wrongly.
    """
    course = (root or Path.cwd()).resolve()
    base = Path(os.environ.get("ASYNCAULA_CALLED_FROM", "")).absolute()
    if not (course / CONFIG_FILE).is_file() or not (course / "gradebook.db").is_file():
        raise CannotRun(f"{course} has no gradebook.db yet: grade something first, or use --root")
    if worksheet is not None and target != "moodle":
        raise CannotRun("--worksheet is for moodle alone")
    chosen = FORMATS[target]
    asked = {"root": str(course), "assignment": list(assignments), "student": list(students)}
    if worksheet is not None:
        asked["worksheet"] = str(base / worksheet)
    plugin = chosen(to=str(base / to if to else course / "grades" / chosen.default_to), **asked)
    try:
        with open_gradebook(load_config(course / CONFIG_FILE, course)) as gradebook:
            lines = plugin.run(gradebook)
    except (CannotExport, OSError) as error:
        raise CannotRun(str(error)) from error
    click.echo(str(plugin.destination))
    for line in lines:
        click.echo(line, err=True)
    if lines:
        raise click.exceptions.Exit(SOME_NOT_FOUND)
