"""`asyncaula docs`: the site, built so that a warning is an error."""

from __future__ import annotations

from pathlib import Path

import click
from sphinx.cmd.build import build_main

from ..course import Course, CourseError

CONFIG = "conf.py"
BUILT = "_build"


class CannotRun(click.ClickException):
    """The site cannot be built here: exit code 2."""

    exit_code = 2


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for the pages; otherwise docs/_build/html/."
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The course, if not this folder.",
)
def docs(out: Path | None, root: Path | None) -> None:
    """Build the documentation's pages from docs/; they open offline.

    Always afresh, and strictly: a dead link, a dead anchor or any other warning makes the exit code 1.
    """
    try:
        pages = Course.find(root).root / "docs"
    except CourseError as error:
        raise CannotRun(str(error)) from error
    if not (pages / CONFIG).is_file():
        raise CannotRun(f"{pages} has no {CONFIG}: the documentation is not here")
    target = (out or pages / BUILT / "html").resolve()
    doctrees = target.parent / f"{target.name}-doctrees"
    strict = ("--fail-on-warning", "--keep-going")
    anew = ("--fresh-env", "--write-all")
    if build_main(["--quiet", *strict, *anew, "-d", str(doctrees), str(pages), str(target)]):
        raise SystemExit(1)
    click.echo(str(target / "index.html"))
