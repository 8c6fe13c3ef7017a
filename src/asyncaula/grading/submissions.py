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

    def files(self) -> Iterator[Path]:
        """Give what was handed in, in order: regular files alone, nothing through a link."""
        return plain_files(self.folder)


def found(submitted: Path, assignments: set[str], students: set[str]) -> list[Submission]:
    """Give the submissions in that folder, by assignment and student; an empty set asks for all of them."""
    folders = (p for p in submitted.glob("*/*") if p.is_dir() and not p.is_symlink() and not _hidden(p))
    return sorted(
        Submission(p.name, p.parent.name, p)
        for p in folders
        if not p.parent.is_symlink()
        and (not assignments or p.name in assignments)
        and (not students or p.parent.name in students)
    )


def hand_outs(source: Path) -> tuple[str, ...]:
    """Give the names of an assignment's notebooks, with their ending."""
    return tuple(sorted(p.name for p in source.glob("*.ipynb")))


def plain_files(folder: Path) -> Iterator[Path]:
    """Give the regular files below a folder, in order, without following any link; none where there is none."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from plain_files(path)
        elif path.is_file():
            yield path


def fingerprint(folder: Path) -> str:
    """Give what tells a folder's contents from any other: names and bytes of its files."""
    whole = hashlib.sha256()
    for path in plain_files(folder):
        one = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                one.update(chunk)
        name = path.relative_to(folder).as_posix()
        whole.update(os.fsencode(name) + f"\0{one.hexdigest()}\n".encode())  # a name may be no UTF-8
    return whole.hexdigest()


def _hidden(path: Path) -> bool:
    return path.name.startswith(".") or path.parent.name.startswith(".")
