"""What there is to grade: the submissions in a course's `submitted/`, and what tells one state from another."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


@dataclass(frozen=True, order=True)
class Submission:
    """One student's folder for one assignment, as it was handed in."""

    assignment: str
    student: str
    folder: Path

    @property
    def linked(self) -> bool:
        """Whether the folder is a link, or in one: then nothing in it is what was handed in here."""
        return is_linked(self.folder)

    def files(self) -> Iterator[Path]:
        """Give what was handed in, in order: regular files alone, nothing through a link."""
        return plain_files(self.folder)


def found(submitted: Path, assignments: set[str], students: set[str]) -> list[Submission]:
    """Give the submissions in that folder, by assignment and student; an empty set asks for all of them.

    Links to folders are among them, so that it is told that they are not followed.
    """
    folders = (p for p in submitted.glob("*/*") if p.is_dir() and not _hidden(p))
    return sorted(
        Submission(p.name, p.parent.name, p)
        for p in folders
        if (not assignments or p.name in assignments) and (not students or p.parent.name in students)
    )


def hand_outs(source: Path) -> tuple[str, ...]:
    """Give the names of an assignment's notebooks, with their ending."""
    return tuple(sorted(p.name for p in source.glob("*.ipynb")))


def plain_files(folder: Path) -> Iterator[Path]:
    """Give the regular files below a folder, in order, without following any link; none where there is none."""
    waiting = [folder] if folder.is_dir() else []
    while waiting:  # not by recursion: a submission may be deeper than that goes
        path = waiting.pop()
        if path.is_dir():
            inside = (p for p in path.iterdir() if not p.is_symlink())
            waiting += sorted(inside, reverse=True)
        elif path.is_file():
            yield path


def is_linked(folder: Path) -> bool:
    """Tell whether a submission's folder, or its student's, is a symbolic link."""
    return folder.is_symlink() or folder.parent.is_symlink()


def fingerprint(folder: Path) -> str:
    """Give what tells a folder's contents from any other: names and bytes of its files."""
    whole = hashlib.sha256()
    for path in plain_files(folder):
        name = os.fsencode(path.relative_to(folder).as_posix())
        whole.update(name + f"\0{_digest(path)}\n".encode())
    return whole.hexdigest()


def _digest(path: Path) -> str:
    one = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                one.update(chunk)
    except OSError as error:  # whoever grades it will say so; the others are graded
        return f"unreadable: {error.errno}"
    return one.hexdigest()


def _hidden(path: Path) -> bool:
    return path.name.startswith(".") or path.parent.name.startswith(".")
