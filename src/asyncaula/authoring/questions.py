"""The questions that a lesson is asked without running it. Each gives findings; none is a good answer."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

from ..checks.catalogue import TABLE
from ..course import Course, CourseError, Lesson
from .answers import Answer, answer_files, exercises, load
from .finding import Finding
from .markers import inside_markers, marker_faults, outside_markers
from .notebook import Cell
from .standing_alone import tests_stand_alone

Question = Callable[[Lesson, tuple[Cell, ...]], Iterator[Finding]]
LEAST_RIGHT = 2
TODO = re.compile(r"\bTODO\b")
_COMMON = 8
"""Hidden lines shorter than this prove no leak, nor do those that the lesson shows on purpose elsewhere."""


def ask_all(lesson: Lesson, cells: tuple[Cell, ...]) -> list[Finding]:
    """Ask every question; gives what falls short, in order of file and line."""
    return sorted({found for question in QUESTIONS for found in question(lesson, cells)})


def markers_are_spelt(lesson: Lesson, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    """Is every marker spelt as nbgrader reads it, and in a cell where it belongs?"""
    for cell in cells:
        for below, text in marker_faults(cell):
            yield Finding(lesson.script, cell.line + below, text)


def ids_are_unique(lesson: Lesson, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    """Has every cell a grade_id of its own?"""
    seen: dict[str, int] = {}
    for cell in cells:
        if cell.grade_id is None:
            continue
        if cell.grade_id in seen:
            yield Finding(
                lesson.script,
                cell.line,
                f"the id {cell.grade_id} is taken by the cell in line {seen[cell.grade_id]}",
            )
        seen.setdefault(cell.grade_id, cell.line)
    names = set(exercises(cells))
    for cell in cells:
        if (
            cell.role is not None
            and cell.role.kind in ("prompt", "test", "hidden")
            and cell.role.name not in names
        ):
            yield Finding(lesson.script, cell.line, f'no cell says solution="{cell.role.name}"')


def exercises_are_whole(lesson: Lesson, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    """Has every exercise a prompt with an example and a folded hint, a solution, and its tests, in this order?"""
    for name, solution in exercises(cells).items():
        own = {c.role.kind: c for c in cells if c.role is not None and c.role.name == name}
        if "prompt" not in own:
            yield Finding(
                lesson.script, solution.line, f'{name} has no prompt: a markdown cell with prompt="{name}"'
            )
        else:
            yield from _prompt(lesson, own["prompt"])
        if "hidden" not in own:
            yield Finding(
                lesson.script,
                solution.line,
                f'{name} has no hidden test: a cell with hidden="{name}" points=4',
            )
        visible, rest = (_points(own.get(kind)) for kind in ("test", "hidden"))
        if "test" in own and visible != 1 and not 1 < visible <= (visible + rest) / 4:
            yield Finding(
                lesson.script,
                own["test"].line,
                f"the visible test of {name} is worth 1 point, or up to a quarter of the exercise; the rest is hidden",
            )
        order = [c.line for kind in ("prompt", "solution", "test", "hidden") if (c := own.get(kind))]
        if order != sorted(order):
            yield Finding(
                lesson.script, solution.line, f"{name}: the order is prompt, solution, test, hidden"
            )
        yield from _signature(lesson, name, solution)


def _points(cell: Cell | None) -> float:
    return (cell.role.points or 0) if cell is not None and cell.role is not None else 0


def _prompt(lesson: Lesson, prompt: Cell) -> Iterator[Finding]:
    asked = {
        "a folded hint (<details>…</details>)": "<details>" in prompt.source
        and "</details>" in prompt.source,
        "an example (```…```)": prompt.source.count("```") >= 2,
    }
    for what, there in asked.items():
        if not there:
            yield Finding(lesson.script, prompt.line, f"the cell {prompt.grade_id} has no {what}")


def _signature(lesson: Lesson, name: str, cell: Cell) -> Iterator[Finding]:
    if cell.source.startswith("%%"):
        return
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        yield Finding(
            lesson.script,
            cell.line + (error.lineno or 0),
            f"the solution of {name} does not parse: {error.msg}",
        )
        return
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    defined = next(
        (n for n in ast.walk(tree) if isinstance(n, kinds) and n.name.lower() == name.lower()), None
    )
    if defined is None:
        yield Finding(lesson.script, cell.line, f"the cell {name} defines no function or class of that name")
        return
    line = cell.line + defined.lineno
    if not ast.get_docstring(defined):
        yield Finding(lesson.script, line, f"{name} has no docstring")
    functions = [n for n in ast.walk(defined) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    for function in functions[:1] if not isinstance(defined, ast.ClassDef) else functions:
        bare = [
            a.arg
            for a in (*function.args.args, *function.args.kwonlyargs)
            if not a.annotation and a.arg != "self"
        ]
        if bare or function.returns is None:
            what = ", ".join(bare) or "what it returns"
            yield Finding(
                lesson.script, cell.line + function.lineno, f"{function.name} has no type hint for {what}"
            )


def hidden_is_hidden(lesson: Lesson, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    """Does all of a hidden test lie between its markers, and does it end with its points?"""
    for cell in cells:
        kind = cell.role.kind if cell.role is not None else ""
        if kind == "hidden" and outside_markers(cell):
            yield Finding(lesson.script, cell.line, f"the cell {cell.grade_id} has lines outside its markers")
        last = next(
            (t for t in reversed(cell.source.splitlines()) if t.strip() and not t.strip().startswith("#")), ""
        )
        if kind == "hidden" and ".earned()" not in last:
            yield Finding(
                lesson.script,
                cell.line,
                f"the cell {cell.grade_id} ends with score.earned(), so that silence earns nothing",
            )
        if kind == "test" and ".worth(" not in cell.source:
            yield Finding(
                lesson.script,
                cell.line,
                f"the cell {cell.grade_id} ends with ….worth(1), so that silence earns nothing",
            )


def points_add_up(lesson: Lesson, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    """Do the points of the cells add up to the lesson's?"""
    total = sum(c.role.points or 0 for c in cells if c.role is not None)
    if total != lesson.points:
        yield Finding(
            lesson.script,
            0,
            f"the cells are worth {total:g} points, the lesson {lesson.points:g} (course.toml)",
        )


def nothing_is_left_to_do(lesson: Lesson, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    """Is everything that `asyncaula new` left open filled in?"""
    for path in (lesson.script, *answer_files(lesson, "right"), *answer_files(lesson, "wrong")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if TODO.search(line):
                yield Finding(path, number, f"still to do: {line.strip()}")


def answers_are_there(lesson: Lesson, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    """Has every exercise right answers in other styles and wrong ones, each with a diagnosis of the table?"""
    try:
        answers = load(lesson)
    except CourseError as error:
        path, _, text = str(error).partition(": ")
        yield Finding(Path(path.removesuffix(":1")), 0, text)
        return
    for name, cell in exercises(cells).items():
        own = [a for a in answers if a.exercise == name]
        right, wrong = ([a for a in own if a.kind == kind] for kind in ("right", "wrong"))
        if len(right) < LEAST_RIGHT:
            where = f"answers/right/{name}__<style>.py"
            yield Finding(
                lesson.script,
                cell.line,
                f"{name} has {len(right)} right answers in another style, {LEAST_RIGHT} are needed ({where})",
            )
        if not wrong:
            yield Finding(
                lesson.script,
                cell.line,
                f"{name} has no wrong answer (answers/wrong/{name}__<misconception>.py)",
            )
        for answer in wrong:
            if answer.code not in TABLE:
                yield Finding(
                    answer.path,
                    1,
                    f"no diagnosis has the code {answer.code} (src/asyncaula/checks/catalogue)",
                )


def folder_is_closed(lesson: Lesson, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    """Is every file of the folder one that a lesson has?"""
    for path in sorted(lesson.folder.rglob("*")):
        parts = path.relative_to(lesson.folder).parts
        known = (
            path == lesson.script
            or parts[0] == "files"
            or path.is_dir()
            or (
                len(parts) == 3
                and parts[:2] in (("answers", "right"), ("answers", "wrong"))
                and path.suffix == ".py"
            )
            or "__pycache__" in parts
        )
        if not known:
            yield Finding(
                path,
                0,
                "a lesson has no such file (its notebook's .py, files/, answers/right/, answers/wrong/)",
            )
    for path in sorted((lesson.course / "source" / lesson.id).rglob("*")):
        inside = path.relative_to(lesson.course / "source" / lesson.id)
        if path.suffix in (".py", ".md") and not (lesson.files / inside).is_file():
            yield Finding(
                path, 0, "nbgrader would release this, solutions and all: it is not in the lesson's files/"
            )


def nothing_leaks(lesson: Lesson, cells: tuple[Cell, ...]) -> Iterator[Finding]:
    """Is no line of a solution or a hidden test in what students get?"""
    public = {
        line.strip()
        for c in cells
        for line in (
            outside_markers(c)
            if c.role is not None and c.role.kind in ("solution", "hidden")
            else c.source.splitlines()
        )
    }
    for path in sorted((lesson.course / "release").rglob("*")):
        if not path.is_file() or not path.relative_to(lesson.course / "release").parts[0].startswith(
            lesson.id
        ):
            continue
        text = _released_text(path)
        for cell in cells:
            for secret in sorted({line.strip() for line in inside_markers(cell)}):
                written = len(secret) < _COMMON or any(secret in line for line in public)
                if not written and secret in text:
                    yield Finding(path, 0, f"leaks a line of the cell {cell.grade_id}: {secret[:60]}")


def _released_text(path: Path) -> str:
    import nbformat

    if path.suffix == ".ipynb":
        return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    return path.read_text(encoding="utf-8", errors="replace")


QUESTIONS: tuple[Question, ...] = (
    markers_are_spelt,
    ids_are_unique,
    exercises_are_whole,
    hidden_is_hidden,
    tests_stand_alone,
    points_add_up,
    nothing_is_left_to_do,
    answers_are_there,
    folder_is_closed,
    nothing_leaks,
)


def ask_course(course: Course) -> list[Finding]:
    """Ask what concerns the course as a whole: are its list and its folders the same, and prerequisites there?"""
    found = []
    file = course.root / "course.toml"
    folders = {p.name for p in (course.root / "lessons").glob("*") if p.is_dir()}
    ids = [lesson.id for lesson in course.lessons]
    for name, same in groupby(sorted(ids)):
        if len(list(same)) > 1:
            found.append(Finding(file, 0, f"lists {name} twice"))
    found += [
        Finding(course.root / "lessons" / n, 0, "is not in course.toml") for n in sorted(folders - set(ids))
    ]
    found += [Finding(file, 0, f"lists {n}, which lessons/ does not have") for n in ids if n not in folders]
    for position, lesson in enumerate(course.lessons):
        for needed in lesson.requires:
            if needed not in ids[:position]:
                found.append(
                    Finding(file, 0, f"{lesson.id} requires {needed}, which does not come before it")
                )
    return found


def of_exercise(findings: list[Finding], answers: tuple[Answer, ...], name: str) -> list[Finding]:
    """Keep the findings that speak of one exercise."""
    paths = {a.path for a in answers if a.exercise == name and a.kind in ("right", "wrong")}
    return [f for f in findings if name in f.text or f.path in paths]
