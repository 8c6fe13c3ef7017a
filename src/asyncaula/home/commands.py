"""A student's commands: `asyncaula progreso`, and `asyncaula validate` where the grader is not installed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ..checks.messages import _
from .lesson import Lesson, Unreadable, notebooks_in, read
from .running import CannotRun
from .state import Standing, State, standings

NOT_YET, FAILED = 1, 2
BAR = 20
SIGNS = {
    State.PASSES: ("✓", "green"),
    State.FAILS: ("✗", "red"),
    State.NOT_BEGUN: ("·", None),
    State.CHANGED: ("!", "yellow"),
    State.UNTESTED: ("?", None),
}


@click.command(
    help="""Dice qué ejercicios pasan sus pruebas visibles, sin conexión.

    Lee los cuadernos de la carpeta en la que estás y de las que hay en ella, ejecuta los que ya empezaste (en
    una copia: no cambia nada) y dibuja una barra por lección. Con LECCIÓN, como en `asyncaula progreso 04`,
    mira solo esas.

    Código de salida: 0 si todo lo que se miró pasa, 1 si algo falta o no pasa, 2 si no se pudo mirar.
    """
)
@click.argument("lessons", nargs=-1, metavar="[LECCIÓN]…")
def progreso(lessons: tuple[str, ...]) -> None:
    """Tell which exercises pass their visible tests, with a bar per lesson."""
    _speak_any_character()
    chosen, unreadable = _chosen(Path.cwd(), lessons)
    titles = [lesson.title for lesson in chosen]
    passed = all_of_them = 0
    failed = unreadable
    for lesson in chosen:
        found = _looked_at(lesson)
        if found is None:
            failed = True
            continue
        good = sum(standing.state is State.PASSES for standing in found)
        passed, all_of_them = passed + good, all_of_them + len(lesson.tested)
        name = (
            lesson.title
            if titles.count(lesson.title) == 1
            else f"{lesson.path.parent.name}/{lesson.path.name}"
        )
        click.echo("\n".join(_lesson_told(name, lesson, found, good)))
    click.echo()
    click.echo(
        _("{passed} de {all} pruebas visibles pasan. Las ocultas se ejecutan al calificar.").format(
            passed=passed, all=all_of_them
        )
    )
    raise click.exceptions.Exit(FAILED if failed else 0 if passed == all_of_them else NOT_YET)


@click.command(
    help="""Ejecuta cada CUADERNO desde cero y dice qué pruebas visibles no pasan, y por qué.

    Código de salida: 0 si todas pasan, 1 si alguna no pasa o fue cambiada, 2 si no se pudo ejecutar.
    """
)
@click.argument(
    "notebooks",
    nargs=-1,
    required=True,
    metavar="CUADERNO…",
    type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path),
)
def validate(notebooks: tuple[Path, ...]) -> None:
    """Run each notebook from a fresh kernel and say which of its visible tests do not pass."""
    _speak_any_character()
    worst = 0
    for path in notebooks:
        try:
            lesson = read(path)
        except Unreadable as error:
            _could_not(path, error)
            worst = FAILED
            continue
        if lesson is None:
            _could_not(path, _("no tiene ejercicios"))
            worst = FAILED
            continue
        found = _looked_at(lesson)
        if found is None:
            worst = FAILED
            continue
        passed = sum(standing.state is State.PASSES for standing in found)
        said = _("{file}: {passed} de {all} celdas de prueba pasan.")
        click.echo(said.format(file=path.name, passed=passed, all=len(lesson.tested)))
        for standing in found:
            if standing.state in (State.FAILS, State.CHANGED) or (
                standing.state is State.NOT_BEGUN and standing.exercise.test
            ):
                click.echo(_exercise_told(standing))
                if standing.state is State.FAILS:
                    click.echo("\n".join(f"    {line}" for line in standing.message.splitlines()))
        worst = max(worst, 0 if passed == len(lesson.tested) else NOT_YET)
    raise click.exceptions.Exit(worst)


def _chosen(folder: Path, names: tuple[str, ...]) -> tuple[list[Lesson], bool]:
    """Give the lessons of a folder that have one of these names, and whether a notebook was unreadable."""
    paths = notebooks_in(folder)
    found, unreadable = [], False
    for path in paths:
        if names and not any(name in f"{path.parent.name}/{path.stem}" for name in names):
            continue
        try:
            lesson = read(path)
        except Unreadable as error:
            _could_not(path, error)
            unreadable = True
        else:
            if lesson is not None:
                found.append(lesson)
    if not found and not unreadable:
        told = (
            _("Aquí no hay ninguna lección {names}.").format(names=", ".join(names))
            if names
            else _("Aquí no hay cuadernos del curso.")
        )
        where = _("Ve a la carpeta en la que están las lecciones y repite la orden; estás en {folder}.")
        click.echo(f"{told} {where.format(folder=folder)}", err=True)
        raise click.exceptions.Exit(FAILED)
    return found, unreadable


def _looked_at(lesson: Lesson) -> tuple[Standing, ...] | None:
    """Give where the lesson stands, telling how far the run is; None where it could not be run."""
    try:
        with _progress(lesson) as advance:
            return standings(lesson, advance)
    except (CannotRun, OSError) as error:
        _could_not(lesson.path, error)
        return None


@contextmanager
def _progress(lesson: Lesson) -> Iterator[Any]:
    if not lesson.begun:
        yield lambda: None
        return
    label = _("Ejecutando {file}").format(file=lesson.path.name)
    if not sys.stderr.isatty():
        click.echo(f"{label}…", err=True)
        yield lambda: None
        return
    cells = len(lesson.notebook.cells)
    with click.progressbar(length=cells, label=label, file=sys.stderr, show_eta=False) as bar:
        yield lambda: bar.update(1)
    click.echo("\x1b[1A\x1b[2K", nl=False, err=True)  # what was run is told by its own line


def _lesson_told(name: str, lesson: Lesson, found: Iterable[Standing], good: int) -> Iterator[str]:
    out_of = len(lesson.tested)
    full = good * BAR // out_of if out_of else 0
    bar = click.style("█" * full, fg="green") + "░" * (BAR - full)
    how_many = _("{passed} de {all}").format(passed=good, all=out_of) if lesson.begun else _("sin empezar")
    yield f"{name[:36]:36} {bar} {how_many}"
    if lesson.begun or any(standing.state is State.CHANGED for standing in found):
        yield from map(_exercise_told, found)


def _exercise_told(standing: Standing) -> str:
    sign, colour = SIGNS[standing.state]
    said = {
        State.PASSES: "",
        State.FAILS: standing.said,
        State.NOT_BEGUN: _("sin empezar"),
        State.CHANGED: _(
            "la celda de prueba cambió; al calificar se usa la original: vuelve a descargar el cuaderno"
        ),
        State.UNTESTED: _("empezado; sus pruebas son todas ocultas"),
    }[standing.state]
    return f"  {click.style(sign, fg=colour)} {standing.exercise.name:24} {said}".rstrip()


def _could_not(path: Path, reason: object) -> None:
    said = _("{file}: no se pudo ejecutar: {reason}").format(file=path.name, reason=reason)
    click.echo(said, err=True)


def _speak_any_character() -> None:
    """Let a terminal that lacks a character show another one in its place."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
