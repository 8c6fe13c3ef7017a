"""A grading run over a course: what is to be graded, in which order things are written, what is skipped."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from filelock import FileLock, Timeout
from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from .environment import environment
from .job import Job, Outcome, Template, as_text
from .judge import client as judge
from .nbgrader_calls import CONFIG_FILE, generate_assignment, load_config, open_gradebook
from .pool import kill_workers, local_executor, usual_workers
from .records import FOLDER, Record, RecordBook, RunState, record_of, submission_seed
from .run import outcomes
from .sandbox import remove_orphans
from .sandbox.probe import tools
from .sandbox.warm import client as warm
from .sandbox.warm.preload import libraries_in
from .store import save
from .submissions import Submission, fingerprint, found, is_linked
from .template import make_template

WRITING_FAILED = (OSError, SQLAlchemyError, InvalidEntry)
"""What a full disk and a gradebook that somebody else holds come as; nbgrader wraps some of the latter."""
SCRATCH = "aula-run-"
TRY_AGAIN = ""
"""The key of what the next run has to grade again although nothing changed."""


class CannotGrade(Exception):
    """The course cannot be graded as it is. The message says what, where and what to do next."""


@dataclass(frozen=True)
class Wish:
    """What an instructor asks for. assignments, students: the chosen ones, or all where empty."""

    assignments: frozenset[str] = frozenset()
    students: frozenset[str] = frozenset()
    force: bool = False
    sandbox: bool = True
    with_feedback: bool = True
    seed: int | None = None
    workers: int | None = None


@dataclass(frozen=True)
class Plan:
    """What a run will do: submissions to grade with their keys, and the records of those left as they are."""

    to_grade: tuple[tuple[Submission, str], ...]
    unchanged: tuple[Record, ...]


class Session:
    """One course, held by this process: a second run is refused until it is closed. A context manager.

    Raises `CannotGrade` where the folder is no course, or another run holds it.
    """

    def __init__(self, root: Path, wish: Wish) -> None:
        self.root, self.wish = root.resolve(), wish
        if not (self.root / CONFIG_FILE).is_file():
            raise CannotGrade(
                f"{self.root} has no {CONFIG_FILE}: run this in the course's folder, or use --root"
            )
        self.config: Config = load_config(self.root / CONFIG_FILE, self.root)
        self.records = RecordBook(self.root)
        self._state = RunState(self.root)
        self._cleanup = ExitStack()
        self._templates: dict[str, Template] = {}
        self.seed: int | None = None

    def __enter__(self) -> Session:
        (self.root / FOLDER).mkdir(exist_ok=True)
        lock = FileLock(self.root / FOLDER / "lock", timeout=0)
        try:
            self._cleanup.enter_context(lock)
        except Timeout:
            raise CannotGrade(f"another run is grading {self.root}: wait for its end") from None
        self._scratch = Path(self._cleanup.enter_context(_scratch()))
        return self

    def __exit__(self, *exc: object) -> None:
        self._cleanup.close()

    # -- planning ------------------------------------------------------------------------------------------

    def plan(self) -> Plan:
        """Look at every submission that is asked for. Raises `CannotGrade` where a chosen one is not there."""
        submissions = found(self.root / "submitted", set(self.wish.assignments), set(self.wish.students))
        self._refuse_unknown(submissions)
        with open_gradebook(self.config) as gradebook:
            keys = _Keys(self.root, self.wish.sandbox, gradebook)
            to_grade, unchanged = [], []
            for submission in submissions:
                key = keys.of(submission)
                known = self.records.get(submission.assignment, submission.student)
                if (
                    known is not None
                    and known.key == key
                    and not self.wish.force
                    and keys.is_stored(submission)
                ):
                    unchanged.append(known)
                else:
                    to_grade.append((submission, key))
        return Plan(tuple(to_grade), tuple(unchanged))

    def _refuse_unknown(self, submissions: Sequence[Submission]) -> None:
        for name in sorted(self.wish.assignments):
            if not (self.root / "source" / name).is_dir():
                known = ", ".join(sorted(p.name for p in (self.root / "source").glob("*") if p.is_dir()))
                raise CannotGrade(
                    f"{name!r} is no assignment of {self.root / 'source'}; there are: {known or 'none'}"
                )
        for student in sorted({s.student for s in submissions}):
            if as_text(student) != student:
                raise CannotGrade(f"{as_text(student)} in submitted/ is no name: rename that folder")
        missing = self.wish.students - {s.student for s in submissions}
        if missing:
            asked = ", ".join(sorted(missing))
            raise CannotGrade(f"no submission of {asked} in {self.root / 'submitted'}")
        for name in sorted({s.assignment for s in submissions}):
            if not any((self.root / "source" / name).glob("*.ipynb")):
                raise CannotGrade(
                    f"submitted/ has {name}, and source/{name} has no notebook: is it misspelt?"
                )

    # -- grading -------------------------------------------------------------------------------------------

    def grade(self, plan: Plan) -> Iterator[Record]:
        """Grade what is planned and write it down; gives each record as soon as all of it is written.

        Ended early (an interrupt, a crash), what was given stays, and the next run goes on from there with
        the same seed. A submission that could not be written (a locked gradebook, a full disk), or whose
        worker died, is told as one that could not be graded, and is graded by the next run, with the same
        seed too.
        """
        everybody = not (self.wish.assignments or self.wish.students)
        if not plan.to_grade:
            if everybody:  # the last run was killed after all was written
                self._state.end()
            return
        goes_on = self._state.has_begun()
        seed = int.from_bytes(os.urandom(6), "big") if self.wish.seed is None else self.wish.seed
        self.seed = self._state.begin(seed) if self.wish.seed is None else seed
        complete = True
        keys = {(s.assignment, s.student): key for s, key in plan.to_grade}
        workers = self.wish.workers or usual_workers()
        jobs = (self._job(submission) for submission, _ in plan.to_grade)
        self._begin_forking({submission.assignment for submission, _ in plan.to_grade})
        self.template(plan.to_grade[0][0].assignment)  # while that imports what it needs
        try:
            for outcome in outcomes(jobs, lambda: local_executor(workers, str(self._scratch)), workers + 1):
                record = self._write(outcome, keys[outcome.assignment, outcome.student])
                complete = complete and record.key != TRY_AGAIN
                yield record
        except BaseException:
            kill_workers()
            raise
        if complete and (everybody or not goes_on):  # else the others have their turn yet
            self._state.end()

    def _begin_forking(self, assignments: Iterable[str]) -> None:
        """Start what all workers fork judges and kernels from."""
        sources = (path for name in assignments for path in (self.root / "source" / name).glob("*.ipynb"))
        imported = libraries_in(
            "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in sources)
        )
        judge.begin_forking(self.wish.sandbox, imported)
        if self.wish.sandbox:
            warm.begin_forking(sys.executable, tools())

    def _job(self, submission: Submission) -> Job:
        assert self.seed is not None
        return Job(
            template=self.template(submission.assignment),
            student=submission.student,
            submission=submission.folder,
            with_feedback=self.wish.with_feedback,
            seed=submission_seed(self.seed, submission.assignment, submission.student),
            sandbox=self.wish.sandbox,
        )

    def template(self, assignment: str) -> Template:
        """Give the assignment's template, made at the first use; the course's gradebook then knows it too."""
        if assignment not in self._templates:
            made = make_template(self.root, assignment, self._scratch / "templates" / assignment)
            self._templates[assignment] = made
            if not self._is_known(made):
                generate_assignment(self.config, assignment)
        return self._templates[assignment]

    def _is_known(self, template: Template) -> bool:
        with open_gradebook(self.config) as gradebook:
            try:
                notebooks = gradebook.find_assignment(template.assignment).notebooks
            except MissingEntry:
                return False
            return template.points == {
                (nb.name, cell.name): float(cell.max_score) for nb in notebooks for cell in nb.grade_cells
            }

    def _write(self, outcome: Outcome, key: str) -> Record:
        now = datetime.now(UTC)
        most = self._templates[outcome.assignment].max_points
        self.records.drop(outcome.assignment, outcome.student)
        if not outcome.lasting:
            key = TRY_AGAIN
        record = record_of(outcome, key, most, now.isoformat(timespec="seconds"), self.wish.sandbox)
        try:
            with self.records.writing(record):
                save(outcome, self.config, timestamp=self._handed_in(outcome))
        except WRITING_FAILED as error:
            reason = f"could not be written: {why_not_written(error)}"
            lost = Outcome(
                outcome.assignment, outcome.student, reason=reason, seconds=outcome.seconds, seed=outcome.seed
            )
            record = record_of(lost, TRY_AGAIN, most, record.graded_at, self.wish.sandbox)
        return record

    def _handed_in(self, outcome: Outcome) -> datetime | None:
        path = self.root / "submitted" / outcome.student / outcome.assignment / "timestamp.txt"
        if is_linked(path.parent) or path.is_symlink() or not path.is_file():
            return None
        try:
            handed_in: datetime = parse_utc(path.read_text(encoding="utf-8").strip())
        except (OSError, ValueError, OverflowError):
            return None
        return handed_in


class _Keys:
    """Fingerprints of all that an outcome follows from."""

    def __init__(self, root: Path, sandbox: bool, gradebook: Gradebook) -> None:
        self.root, self.gradebook = root, gradebook
        config = (root / CONFIG_FILE).read_text(encoding="utf-8")
        self._common = f"{environment()}\n{config}\nsandbox {sandbox}"
        self._assignments: dict[str, str] = {}
        self._stored = {
            (submission.assignment.name, submission.student.id)
            for assignment in gradebook.assignments
            for submission in assignment.submissions
        }

    def of(self, submission: Submission) -> str:
        """Give a submission's key."""
        name = submission.assignment
        if name not in self._assignments:
            self._assignments[name] = f"{fingerprint(self.root / 'source' / name)} {self._due(name)}"
        handed_in = "a link" if submission.linked else fingerprint(submission.folder)
        parts = (self._common, self._assignments[name], handed_in)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def is_stored(self, submission: Submission) -> bool:
        """Whether the gradebook has the submission."""
        return (submission.assignment, submission.student) in self._stored

    def _due(self, name: str) -> object:
        try:
            return self.gradebook.find_assignment(name).duedate
        except MissingEntry:
            return None


@contextmanager
def _scratch() -> Iterator[str]:
    """Have a folder for temporary files; what runs and workers that were killed left behind is removed."""
    for left in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*-*"):
        pid = left.name.removeprefix(SCRATCH).split("-")[0]
        if pid.isdigit() and not psutil.pid_exists(int(pid)) and _is_ours(left):
            shutil.rmtree(left, ignore_errors=True)
    remove_orphans()
    folder = tempfile.mkdtemp(prefix=f"{SCRATCH}{os.getpid()}-")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        remove_orphans()


def _is_ours(path: Path) -> bool:
    return not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid()


def why_not_written(error: Exception) -> str:
    """Give the first line of what one of `WRITING_FAILED` says, the database's own words where it has them."""
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__
