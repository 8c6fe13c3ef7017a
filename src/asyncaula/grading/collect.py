"""Submissions as they come: uploads of an LMS, a zip of them, a git checkout for each student."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.utils import parse_utc

from .submissions import plain_files

TIMESTAMP = "timestamp.txt"
GIT_SECONDS = 60


class CannotCollect(Exception):
    """What was given cannot be collected. The message says what, where and what to do next."""


@dataclass(frozen=True)
class Collected:
    """What became of one student's hand-in: ``new``, ``newer`` (replaced an older one), ``older`` (left out)
    or ``without the notebook``."""

    student: str
    how: str


def from_uploads(uploads: Path, assignment: str, root: Path) -> list[Collected]:
    """Take a folder or a zip of an LMS's uploads in through nbgrader's zip_collect and its file-name pattern.

    Names that do not fit the pattern (`c.FileNameCollectorPlugin.named_regexp`) are left out and logged. Late
    and repeated uploads are resolved as nbgrader does. Raises `CannotCollect` where nothing fits.
    """
    before = _students(root, assignment)
    archive = root / "downloaded" / assignment / "archive"
    with tempfile.TemporaryDirectory(prefix="aula-") as empty:
        source = uploads if uploads.is_dir() else Path(empty)
        if not uploads.is_dir():
            shutil.copy(uploads, source)
        shutil.rmtree(archive, ignore_errors=True)
        archive.mkdir(parents=True)
        for path in plain_files(source):
            target = archive / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    command = [sys.executable, "-m", "nbgrader", "zip_collect", assignment, "--strict", "--force"]
    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    after = _students(root, assignment)
    if done.returncode or not after:
        raise CannotCollect(
            f"{_last(done.stderr)}\nno upload in {uploads} has a name that says whose it is: see "
            "FileNameCollectorPlugin.named_regexp in nbgrader_config.py"
        )
    return [Collected(student, "newer" if student in before else "new") for student in sorted(after)]


def from_checkouts(
    checkouts: Path, assignment: str, notebooks: tuple[str, ...], submitted: Path
) -> Iterator[Collected]:
    """Take each student's git checkout in: a folder below `checkouts`, named as the student.

    The notebooks are looked for in a folder of the assignment's name and then at the top. What is committed
    counts, at the time of the commit that last changed it (committer's date); links are left out. An older
    hand-in than the one that is there is left out.
    """
    folders = sorted(p for p in checkouts.iterdir() if (p / ".git").exists() and not p.is_symlink())
    if not folders:
        raise CannotCollect(f"{checkouts} has no folder with a git checkout in it")
    for folder in folders:
        yield Collected(folder.name, _take_checkout(folder, assignment, notebooks, submitted))


def _take_checkout(folder: Path, assignment: str, notebooks: tuple[str, ...], submitted: Path) -> str:
    if not _git(folder, "rev-list", "--all", "--max-count=1"):
        return "without the notebook"
    files = _git(folder, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")
    below = next(
        (where for where in (f"{assignment}/", "") if any(f"{where}{name}" in files for name in notebooks)),
        None,
    )
    if below is None:
        return "without the notebook"
    said = _git(folder, "log", "-1", "--format=%cI", "HEAD", "--", below or ".").strip()
    handed_in = datetime.fromisoformat(said).astimezone(UTC)
    target = submitted / folder.name / assignment
    known = _timestamp(target)
    if known is not None and handed_in <= known:
        return "older"
    with tempfile.TemporaryDirectory(prefix="aula-") as temporary:
        _git(folder, "--work-tree", temporary, "checkout", "HEAD", "--", below or ".", index=temporary)
        _replace(Path(temporary) / below, target, handed_in)
    return "new" if known is None else "newer"


def _git(folder: Path, *arguments: str, index: str | None = None) -> str:
    command = [
        "git",
        "-C",
        str(folder),
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        "core.symlinks=false",
        *arguments,
    ]
    env = {"GIT_INDEX_FILE": f"{index}/.index"} if index else {}
    try:
        return subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            timeout=GIT_SECONDS,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM": "1", **env},
        ).stdout
    except FileNotFoundError as error:
        raise CannotCollect("git is not installed") from error
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        said = _last(getattr(error, "stderr", "") or "") or "it took too long"
        raise CannotCollect(f"{folder}: git {arguments[0]}: {said}") from error


def _replace(source: Path, target: Path, handed_in: datetime) -> None:
    if target.exists():
        shutil.rmtree(target)
    for path in plain_files(source):
        relative = path.relative_to(source)
        if relative.parts[0] in (".git", ".index"):
            continue
        (target / relative).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target / relative)
    (target / TIMESTAMP).write_text(f"{handed_in:%Y-%m-%d %H:%M:%S} UTC", encoding="utf-8")


def _timestamp(folder: Path) -> datetime | None:
    path = folder / TIMESTAMP
    if not path.is_file():
        return None
    found: datetime = parse_utc(path.read_text(encoding="utf-8").strip())
    return found.replace(tzinfo=UTC)


def _students(root: Path, assignment: str) -> set[str]:
    return {p.parent.name for p in (root / "submitted").glob(f"*/{assignment}") if p.is_dir()}


def _last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""
