"""`asyncaula grade`: grade what was handed in, from code that need not be trusted."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from .artefacts import document, junit
from .exports import QuotedCsvExportPlugin
from .nbgrader_calls import NbgraderFailed, open_gradebook
from .records import Record, write_whole
from .sandbox import probe
from .session import WRITING_FAILED, CannotGrade, Plan, Session, Wish, why_not_written
from .tables import Tally, class_table, followed

SOME_NOT_GRADED, INTERRUPTED = 1, 130


class CannotRun(click.ClickException):
    """The command cannot run: exit code 2."""

    exit_code = 2


@click.command()
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]…")
@click.option("--assignment", "more", multiple=True, metavar="ASSIGNMENT", help="The same, as an option.")
@click.option("--only", "students", multiple=True, metavar="STUDENT", help="Only what STUDENT handed in.")
@click.option("--force", is_flag=True, help="Grade also what is unchanged since it was graded.")
@click.option(
    "--no-sandbox", is_flag=True, help="Run submissions with your own rights. Only where you trust them."
)
@click.option("--no-feedback", is_flag=True, help="Write no HTML feedback.")
@click.option(
    "--workers", type=click.IntRange(1), help="Submissions at once; half as many again as cores unless told."
)
@click.option("--seed", type=int, help="What hidden tests draw from, to replay a run.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for JSON, JUnit and CSV; otherwise grades/."
)
@click.option("--json", "as_json", is_flag=True, help="Print the JSON document in place of the table.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The course, if not this folder.",
)
def grade(
    assignments: tuple[str, ...],
    more: tuple[str, ...],
    students: tuple[str, ...],
    force: bool,
    no_sandbox: bool,
    no_feedback: bool,
    workers: int | None,
    seed: int | None,
    out: Path | None,
    as_json: bool,
    root: Path | None,
) -> None:
    """Grade the submissions in submitted/ of every ASSIGNMENT, or of those named.

    What is unchanged since it was graded is left as it is. Scores go into the gradebook, notebooks into
    autograded/, feedback into feedback/. A run that was interrupted goes on where it was when it is started
    again.

    Exit codes: 0 all is graded, 1 something could not be, 2 called wrongly or could not run, 130 interrupted.
    """
    wish = Wish(
        assignments=frozenset(assignments) | frozenset(more),
        students=frozenset(students),
        force=force,
        sandbox=not no_sandbox,
        with_feedback=not no_feedback,
        seed=seed,
        workers=workers,
    )
    console = Console(stderr=True)
    course = (root or Path.cwd()).resolve()
    began = time.monotonic()
    records: list[Record] = []
    interrupted = False
    try:
        _require_sandbox(wish)
        with Session(course, wish) as session:
            plan = session.plan()
            try:
                for record in followed(session.grade(plan), len(plan.to_grade), "Graded", console):
                    records.append(record)
            except KeyboardInterrupt:
                interrupted = True
            shown = sorted([*records, *plan.unchanged], key=lambda r: (r.student, r.assignment))
            folder = (Path(os.environ.get("ASYNCAULA_CALLED_FROM", "")) / out) if out else course / "grades"
            _leave(session, shown, plan, folder)
            told = document(shown, seed=session.seed, skipped=len(plan.unchanged))
    except KeyboardInterrupt:  # before anything was graded, or again while it is told what was
        raise click.exceptions.Exit(INTERRUPTED) from None
    except (CannotGrade, NbgraderFailed) as error:
        raise CannotRun(str(error)) from error
    except WRITING_FAILED as error:
        raise CannotRun(f"{course} cannot be written: {why_not_written(error)}") from error
    tally = Tally(shown, len(plan.unchanged), time.monotonic() - began)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        Console(width=None if Console().is_terminal else 120).print(class_table(shown))
    _tell(console, tally, folder, len(plan.to_grade) - len(records) if interrupted else 0)
    if interrupted:
        raise click.exceptions.Exit(INTERRUPTED)
    if tally.not_gradable:
        raise click.exceptions.Exit(SOME_NOT_GRADED)


def _require_sandbox(wish: Wish) -> None:
    if not wish.sandbox:
        return
    found = probe()
    if not found.works:
        raise CannotGrade(
            f"submissions cannot be walled in here: {found.problem}. {found.remedy}\n"
            "`asyncaula doctor` tells more. Where you trust what was handed in, --no-sandbox goes without."
        )


def _leave(session: Session, records: Sequence[Record], plan: Plan, folder: Path) -> None:
    """Write the run's artefacts: all that is graded, unchanged ones included."""
    told = document(records, seed=session.seed, skipped=len(plan.unchanged))
    write_whole(folder / "outcomes.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    write_whole(folder / "junit.xml", junit(records))
    with open_gradebook(session.config) as gradebook:
        QuotedCsvExportPlugin(to=str(folder / "grades.csv")).export(gradebook)


def _tell(console: Console, tally: Tally, folder: Path, undone: int) -> None:
    for record in tally.not_gradable:
        said = f"Could not be graded: {record.student}, {record.assignment}: {record.reason}"
        console.print(said, style="red", markup=False, highlight=False)
    if undone:
        console.print(
            f"Interrupted: {undone} are not graded yet; run it again to go on.", style="yellow", markup=False
        )
    console.print(tally.sentence(), markup=False, highlight=False)
    console.print(f"grades.csv, outcomes.json and junit.xml are in {folder}", markup=False, highlight=False)
