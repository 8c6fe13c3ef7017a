"""`asyncaula collect`: bring in what students handed in elsewhere."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import click

from .collect import CannotCollect, Collected, from_checkouts, from_uploads
from .nbgrader_calls import CONFIG_FILE
from .submissions import hand_outs

INCOMPLETE = 1


class CannotRun(click.ClickException):
    """The command cannot run: exit code 2."""

    exit_code = 2


@click.command()
@click.argument("assignment")
@click.argument("place", type=click.Path(path_type=Path))
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The course, if not this folder.",
)
def collect(assignment: str, place: Path, root: Path | None) -> None:
    """Bring the hand-ins of ASSIGNMENT at PLACE into submitted/.

    PLACE is a folder of uploads or a zip, as Moodle and Canvas give them, or a folder with a git checkout for
    each student. A hand-in that is older than the one already there changes nothing.

    Exit codes: 0 all is in, 1 somebody's has no notebook of the assignment, 2 called wrongly.
    """
    course = (root or Path.cwd()).resolve()
    place = Path(os.environ.get("ASYNCAULA_CALLED_FROM", "")).absolute() / place
    if not (course / CONFIG_FILE).is_file():
        raise CannotRun(f"{course} has no {CONFIG_FILE}: run this in the course's folder, or use --root")
    notebooks = hand_outs(course / "source" / assignment)
    if not notebooks:
        raise CannotRun(f"{assignment!r} is no assignment of {course / 'source'}")
    if not place.exists():
        raise CannotRun(f"{place} is not there")
    try:
        if place.is_dir() and any(place.glob("*/.git")):
            found = list(from_checkouts(place, assignment, notebooks, course / "submitted"))
        else:
            found = from_uploads(place, assignment, course)
    except CannotCollect as error:
        raise CannotRun(str(error)) from error
    _tell(found)


def _tell(found: list[Collected]) -> None:
    lacking = [one for one in found if one.how == "without the notebook"]
    for one in lacking:
        click.echo(f"{one.student}: no notebook of the assignment")
    counts = Counter(one.how for one in found)
    click.echo(", ".join(f"{n} {how}" for how, n in counts.items()) or "nothing there")
    if lacking:
        raise SystemExit(INCOMPLETE)
