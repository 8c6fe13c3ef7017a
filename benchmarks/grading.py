"""How long does grading take, against stock nbgrader?

A made-up class hands in the lessons' right and wrong answers (the same from the same seed). Each round grades
all of it, one way after the other: stock `nbgrader autograde` with its own defaults and plain kernels, the same
and `generate_feedback` after it, `asyncaula grade --no-feedback`, `asyncaula grade --no-sandbox`, and `asyncaula
grade`; the last two write feedback. Wall-clock and processor seconds per notebook, medians and spread over the
rounds, memory of the parent and of all its processes, where the time goes, and every cell whose score is not
stock's. Each of ours is compared with stock's that writes as much. Then how time and memory grow with the number
of submissions, made by copying.

Processor seconds are those of a run and all its descendants; on a machine with other work trust them more
than the wall clock.

    python benchmarks/grading.py [--students 12] [--rounds 3] [--growth 10,100,1000] [LESSON …]
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import click

from asyncaula.authoring.answers import Answer, load
from asyncaula.course import Course, CourseError, Lesson
from asyncaula.demo.made_up_class import Kind, make_up_class
from asyncaula.demo.stage import hand_in, set_stage
from asyncaula.grading.nbgrader_calls import CONFIG_FILE, generate_assignment, load_config, open_gradebook

WAYS = ("stock", "stock-feedback", "no-feedback", "no-sandbox", "sandbox")
PEER = {"no-feedback": "stock", "no-sandbox": "stock-feedback", "sandbox": "stock-feedback"}
"""Stock's way that writes as much."""
OPTIONS = {"no-feedback": ["--no-feedback"], "no-sandbox": ["--no-sandbox"], "sandbox": []}
STOCK_CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "asyncaula"\n'
MB = 1 << 20
_PR_SET_CHILD_SUBREAPER = 36
Scores = dict[tuple[str, str, str], float]


@dataclass
class Run:
    """One grading of the whole class: seconds are for all of it, memory in MB at its highest."""

    way: str
    notebooks: int
    wall: float
    cpu: float
    parent: float
    tree: float
    scores: Scores = field(default_factory=dict, repr=False)


@click.command()
@click.argument("lessons", nargs=-1)
@click.option("--students", type=click.IntRange(5, 120), default=12, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Draws who answers what.")
@click.option("--rounds", type=click.IntRange(0), default=3, show_default=True)
@click.option("--ways", default=",".join(WAYS), show_default=True)
@click.option("--workers", type=click.IntRange(1), help="As for `asyncaula grade`.")
@click.option("--growth", default="10,100,1000", show_default=True, help="Submissions; empty for none.")
@click.option("--split/--no-split", default=True, help="Where the time goes.")
@click.option("--json", "into", type=click.Path(path_type=Path), help="Write all figures here.")
@click.option("--plot", type=click.Path(path_type=Path), help="Write a picture (SVG) here.")
def main(
    lessons: tuple[str, ...],
    students: int,
    seed: int,
    rounds: int,
    ways: str,
    workers: int | None,
    growth: str,
    split: bool,
    into: Path | None,
    plot: Path | None,
) -> None:
    """Grade a made-up class by each way in turn, and tell what it took."""
    try:
        course = Course.find(Path(__file__).parents[1])
        chosen = course.chosen(lessons)
    except CourseError as error:
        raise click.UsageError(str(error)) from None
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    told: dict[str, Any] = {"machine": machine(), "lessons": [lesson.id for lesson in chosen]}
    with tempfile.TemporaryDirectory(prefix="aula-bench-") as folder:
        roots = stages(course, chosen, students, seed, Path(folder))
        runs: list[Run] = []
        for number in range(rounds):
            for way in [way for way in WAYS if way in ways.split(",")]:
                runs.append(graded(way, roots[way], workers))
                say(f"round {number + 1} of {rounds}, {line(runs[-1])}")
        told["runs"] = [figures(run) for run in runs]
        told["differences"] = differences(runs)
        if split:
            told["split"] = where_time_goes(roots["sandbox"])
        told["growth"] = []
        for size in map(int, filter(None, growth.split(","))):
            root = grown(course, chosen, seed, size, Path(folder) / f"growth-{size}")
            run = graded("sandbox", root, workers)
            told["growth"].append({"submissions": size, **figures(run)})
            say(f"{size} submissions, {line(run)}")
            shutil.rmtree(root)
    report(runs, told)
    if into is not None:
        into.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if plot is not None:
        draw(runs, told, plot)


def figures(run: Run) -> dict[str, Any]:
    """Give a run's figures as data."""
    return {name: value for name, value in asdict(run).items() if name != "scores"}


# -- the class ---------------------------------------------------------------------------------------------


def stages(
    course: Course, lessons: Sequence[Lesson], students: int, seed: int, folder: Path
) -> dict[str, Path]:
    """Make a course for each way, with the same submissions in it; gives where."""
    first = stage(course, lessons, students, seed, folder / WAYS[-1])
    found = {WAYS[-1]: first}
    for way in WAYS[:-1]:
        shutil.copytree(first, folder / way)
        found[way] = folder / way
    for way in ("stock", "stock-feedback"):
        (found[way] / CONFIG_FILE).write_text(STOCK_CONFIG, encoding="utf-8")
    return found


def stage(course: Course, lessons: Sequence[Lesson], students: int, seed: int, root: Path) -> Path:
    """Release the lessons into a new course and hand in a class's answers; nothing that is no notebook."""
    answers = {lesson.id: by_exercise(lesson) for lesson in lessons}
    set_stage(course.root, answers, root)
    config = load_config(root / CONFIG_FILE, root)
    for assignment in answers:
        generate_assignment(config, assignment)
    made_up = make_up_class(answers, students, seed)
    for what in made_up.hand_ins:
        if what.kind is not Kind.BROKEN:
            hand_in(root, course.lesson(what.assignment), what)
    with open_gradebook(config) as gradebook:
        for student in made_up.students:
            gradebook.update_or_create_student(student)
    return root


def by_exercise(lesson: Lesson) -> dict[str, list[Answer]]:
    """Give the lesson's right and wrong answers."""
    known: dict[str, list[Answer]] = {}
    for answer in load(lesson):
        if answer.kind != "stub":
            known.setdefault(answer.exercise, []).append(answer)
    return known


def grown(course: Course, lessons: Sequence[Lesson], seed: int, size: int, root: Path) -> Path:
    """Make a course with that many submissions, copies of a small class's in the same proportion always."""
    few = stage(course, lessons, 5, seed, root)
    there = sorted((few / "submitted").glob("*/*"))[:10]
    kept = few.with_name(f"{few.name}-kept")
    for number, path in enumerate(there):
        shutil.copytree(path, kept / str(number))
    shutil.rmtree(few / "submitted")
    with open_gradebook(load_config(few / CONFIG_FILE, few)) as gradebook:
        for number in range(size):
            source, student = there[number % len(there)], f"copy.{number:05}"
            shutil.copytree(kept / str(number % len(there)), few / "submitted" / student / source.name)
            gradebook.update_or_create_student(student)
    shutil.rmtree(kept)
    return few


# -- one run -----------------------------------------------------------------------------------------------


def graded(way: str, root: Path, workers: int | None) -> Run:
    """Grade all that was handed in there, anew."""
    for made in ("autograded", "feedback", "grades", ".asyncaula"):
        shutil.rmtree(root / made, ignore_errors=True)
    assignments = sorted({path.name for path in (root / "submitted").glob("*/*")})
    notebooks = len(list((root / "submitted").glob("*/*/*.ipynb")))
    python = [sys.executable, "-m"]
    if way not in OPTIONS:
        steps = ["autograde", *(["generate_feedback"] if way == "stock-feedback" else [])]
        commands = [[*python, "nbgrader", step, name, "--force"] for step in steps for name in assignments]
    else:
        options = ["--force", *OPTIONS[way]]
        options += ["--workers", str(workers)] if workers else []
        commands = [[*python, "asyncaula", "grade", *options]]
    reap()
    before, began = spent(), time.monotonic()
    parent = tree = 0.0
    for command in commands:
        one, all_ = watched(command, root)
        parent, tree = max(parent, one), max(tree, all_)
    wall = time.monotonic() - began
    reap(seconds=5)
    return Run(way, notebooks, wall, spent() - before, parent, tree, scores(root))


def watched(command: list[str], root: Path) -> tuple[float, float]:
    """Run a command to its end; gives the most memory of it alone and of all its descendants, in MB."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ASYNCAULA") and name != "PYTHONDONTWRITEBYTECODE"
    }
    process = subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    most = [0.0, 0.0]
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.5):
            held = [proportional(pid) for pid in descendants(process.pid)]
            most[0], most[1] = max(most[0], held[0] if held else 0.0), max(most[1], sum(held))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    process.wait()
    over.set()
    watcher.join()
    return most[0], most[1]


def descendants(root: int) -> list[int]:
    """Give a process and all below it."""
    found = [root]
    for pid in found:
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as children:
                    found += map(int, children.read().split())
        except OSError:
            continue
    return found


def proportional(pid: int) -> float:
    """Give the memory of a process in MB; pages that several share are shared out among them."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            return next(int(row.split()[1]) / 1024 for row in file if row.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0.0


def spent() -> float:
    """Give the processor seconds of all processes that have ended below this one."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def reap(seconds: float = 0) -> None:
    """Wait for orphans: a sandbox that was killed ends after its grader, and its time counts too."""
    until = time.monotonic() + seconds
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            if time.monotonic() > until:
                return
            time.sleep(0.02)


def scores(root: Path) -> Scores:
    """Give every automatic score of that course's gradebook by (student, assignment, cell)."""
    with open_gradebook(load_config(root / CONFIG_FILE, root)) as gradebook:
        return {
            (submission.student.id, assignment.name, grade.name): grade.auto_score
            for assignment in gradebook.assignments
            for submission in assignment.submissions
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


def differences(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """Give every cell whose score is not the same in each way's last run."""
    last = {run.way: run.scores for run in runs}
    if "stock" not in last:
        return []
    found = []
    for cell in sorted({cell for known in last.values() for cell in known}):
        by_way = {way: known.get(cell) for way, known in last.items()}
        if len(set(by_way.values())) > 1:
            found.append({"cell": list(cell), **by_way})
    return found


# -- where time goes ---------------------------------------------------------------------------------------


@contextmanager
def timed(parts: dict[str, float], owner: Any, name: str, part: str | Callable[..., str]) -> Iterator[None]:
    """Have a method's seconds counted under `part`, without those of what it calls that is counted too."""
    original = getattr(owner, name)

    def counted(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        stack.append(0.0)
        try:
            return original(*args, **kwargs)
        finally:
            whole, below = time.perf_counter() - began, stack.pop()
            parts[part if isinstance(part, str) else part(*args)] += whole - below
            if stack:
                stack[-1] += whole

    setattr(owner, name, counted)
    try:
        yield
    finally:
        setattr(owner, name, original)


stack: list[float] = []


def where_time_goes(root: Path, most: int = 12) -> dict[str, float]:
    """Grade some of it in this process, one after the other; gives seconds per notebook of each part."""
    from contextlib import ExitStack

    from asyncaula.grading import session, worker
    from asyncaula.grading.execute import GuardedExecute
    from asyncaula.grading.judge.bench import Bench
    from asyncaula.grading.separate.asking import Asking
    from asyncaula.grading.separate.execute import SeparateExecute
    from asyncaula.grading.steps import Steps

    parts: dict[str, float] = defaultdict(float)
    for made in ("autograded", "feedback", ".asyncaula"):
        shutil.rmtree(root / made, ignore_errors=True)
    with ExitStack() as all_, session.Session(root, session.Wish(force=True)) as running:
        plan = running.plan()
        chosen = plan.to_grade[:: max(1, len(plan.to_grade) // most)][:most]
        running.seed = 1
        keys = {(s.assignment, s.student): key for s, key in plan.to_grade}
        jobs = [running._job(submission) for submission, _ in chosen]
        worker.grade(jobs[0])
        for owner, name, part in (
            (worker, "grade", "files, and the rest of a worker's"),
            (Steps, "graded", "the other steps of grading"),
            (Steps, "page", "feedback"),
            (session, "save", "gradebook"),
            (GuardedExecute, "runs_quietly", "preparing kernels"),
            (SeparateExecute, "preprocess", "starting and ending kernels"),
            (SeparateExecute, "preprocess_cell", "learner's cells"),
            (Bench, "__init__", "starting judges"),
            (Bench, "prepare", "the judge's cells"),
            (Bench, "run", "the judge's cells"),
            (Asking, "ask", "scenarios in the learner's kernel"),
        ):
            all_.enter_context(timed(parts, owner, name, part))
        for job in jobs:
            outcome = worker.grade(job)
            running._write(outcome, keys[outcome.assignment, outcome.student])
    return {part: round(seconds / len(jobs), 4) for part, seconds in parts.items()}


# -- telling -----------------------------------------------------------------------------------------------


def machine() -> str:
    """Name what this ran on."""
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def say(text: str) -> None:
    """Tell how far it is."""
    click.echo(text, err=True)


def line(run: Run) -> str:
    """Tell one run in a line."""
    return (
        f"{run.way}: {run.notebooks} notebooks, {run.wall / run.notebooks:.2f} s and "
        f"{run.cpu / run.notebooks:.2f} CPU s each, parent {run.parent:.0f} MB, all {run.tree:.0f} MB"
    )


def spread(values: Sequence[float]) -> str:
    """Give the median, and the lowest and highest."""
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def report(runs: Sequence[Run], told: dict[str, Any]) -> None:
    """Print the tables (Markdown)."""
    click.echo(f"{told['machine']}\n")
    if runs:
        click.echo(
            "| Way | s per notebook | CPU s per notebook | parent, MB | all, MB | times stock | CPU, stock's share |"
        )
        click.echo("|---|---|---|---|---|---|---|")
    for way in WAYS:
        own = [run for run in runs if run.way == way]
        base = [run for run in runs if run.way == PEER.get(way)]
        if not own:
            continue
        faster = cheaper = "–"
        if base:
            faster = f"{median(base, 'wall') / median(own, 'wall'):.1f}"
            cheaper = f"1/{median(base, 'cpu') / median(own, 'cpu'):.1f}"
        click.echo(
            f"| {way} | {spread([r.wall / r.notebooks for r in own])} "
            f"| {spread([r.cpu / r.notebooks for r in own])} "
            f"| {max(r.parent for r in own):.0f} | {max(r.tree for r in own):.0f} | {faster} | {cheaper} |"
        )
    if told.get("split"):
        click.echo("\n| Part | s per notebook |\n|---|---|")
        for part, seconds in sorted(told["split"].items(), key=lambda item: -item[1]):
            click.echo(f"| {part} | {seconds:.3f} |")
    if told["growth"]:
        click.echo("\n| Submissions | s each | CPU s each | parent, MB | all, MB |\n|---|---|---|---|---|")
        for row in told["growth"]:
            each = row["wall"] / row["notebooks"], row["cpu"] / row["notebooks"]
            click.echo(
                f"| {row['submissions']} | {each[0]:.2f} | {each[1]:.2f} | {row['parent']:.0f} "
                f"| {row['tree']:.0f} |"
            )
    if told["differences"]:
        click.echo(f"\n{len(told['differences'])} cells whose scores differ:")
        for row in told["differences"]:
            click.echo("  " + ", ".join(f"{name} {value}" for name, value in row.items()))
    elif runs:
        click.echo("\nAll scores are the same.")


def median(runs: Sequence[Run], what: str) -> float:
    """Give the median of a figure per notebook."""
    return statistics.median(getattr(run, what) / run.notebooks for run in runs)


def draw(runs: Sequence[Run], told: dict[str, Any], path: Path) -> None:
    """Draw the two tables: each way's seconds, and growth."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "asyncaula"
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
    ways = [way for way in WAYS if any(run.way == way for run in runs)]
    for shift, (what, label, colour) in enumerate(
        (("wall", "seconds", "#4c72b0"), ("cpu", "processor seconds", "#dd8452"))
    ):
        heights = [median([run for run in runs if run.way == way], what) for way in ways]
        places = [number + 0.38 * shift for number in range(len(ways))]
        left.bar_label(left.bar(places, heights, 0.36, label=label, color=colour), fmt="%.2f", padding=2)
    left.set_xticks([number + 0.19 for number in range(len(ways))], ways)
    left.set_title("Per notebook")
    left.legend(frameon=False)
    sizes = [row["submissions"] for row in told["growth"]]
    if sizes:
        right.plot(sizes, [row["wall"] / row["notebooks"] for row in told["growth"]], "o-", color="#4c72b0")
        right.set_xscale("log")
        right.set_ylim(bottom=0)
        right.set_xlabel("submissions")
        right.set_title("Seconds per submission, sandbox")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
