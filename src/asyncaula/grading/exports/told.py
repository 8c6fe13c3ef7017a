"""What a student reads beside a grade: points, the late penalty, diagnoses, and what a person wrote.

Of a diagnosis only what is the same for everybody who gets it: the text of a verdict may have in it what a
learner's code returned once it knew the hidden tests (`feedback.HideTests`). What was seen is in `feedback/`.
"""

from __future__ import annotations

from asyncaula.checks.catalogue import TABLE
from asyncaula.checks.diagnosis import Finding

from ...checks.messages import N_, _
from .grades import MISSING, NEEDS_PERSON, CellGrade, Mark
from .tabular import number

NOT_HANDED_IN = N_("No se entregó.")
WAITS = N_("Todavía sin calificación: falta que una persona la revise.")


def whole(mark: Mark) -> list[str]:
    """Give the paragraphs about a hand-in as a whole: its points and the late penalty."""
    if mark.state == MISSING:
        return [_(NOT_HANDED_IN)]
    if mark.state == NEEDS_PERSON:
        return [_(WAITS)]
    said = _("{points} de {max} puntos.").format(points=number(mark.score), max=number(mark.task.max_points))
    if mark.penalty:
        late = _("De {raw} puntos se descuentan {penalty} por entregar tarde.")
        said += " " + late.format(raw=number(mark.raw), penalty=number(mark.penalty))
    return [said]


def by_exercise(mark: Mark) -> list[str]:
    """Give a paragraph for each exercise that lost points: how many it has, and its diagnoses."""
    if mark.state != "graded":
        return []
    exercises: dict[str, list[CellGrade]] = {}
    for cell in mark.cells:
        exercises.setdefault(cell.exercise, []).append(cell)
    paragraphs = []
    for name, cells in exercises.items():
        points, most = sum(c.points or 0.0 for c in cells), sum(c.max_points for c in cells)
        if points >= most:
            continue
        head = _("{exercise}: {points} de {max} puntos.").format(
            exercise=name, points=number(points), max=number(most)
        )
        told = dict.fromkeys(text for cell in cells if (text := diagnosis(cell)))
        paragraphs.append("\n".join([head, *told]))
    return paragraphs


def diagnosis(cell: CellGrade) -> str:
    """Give the text of a cell's diagnosis, or nothing where it lost no points or has none."""
    lost = cell.points is not None and cell.points < cell.max_points
    return Finding(cell.code).text() if lost and cell.code is not None and cell.code in TABLE else ""


def written(mark: Mark) -> list[str]:
    """Give a paragraph for each comment that a person wrote."""
    return [_("Comentario: {text}").format(text=text) for text in mark.comments]
