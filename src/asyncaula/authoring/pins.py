"""The students' part of `requirements.txt`: what their dependencies pull in, versions and hashes as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..course import CourseError

_PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==")
_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Pin:
    """One entry: the package's name, who asks for it, and its lines without the comments."""

    name: str
    via: frozenset[str]
    text: str


def students_pins(requirements: str, dependencies: Iterable[str]) -> str:
    """Give the entries of what `uv pip compile` wrote that the dependencies need, directly or not.

    Who needs what is read from the ``# via`` comments, so that markers for other systems and versions stay
    in. Raises `CourseError` where a dependency has no entry.
    """
    pins = read_pins(requirements)
    names = {_normal(name.group()) for needed in dependencies if (name := _NAME.match(needed))}
    if missing := sorted(names - {pin.name for pin in pins}):
        raise CourseError(f"requirements.txt has no entry for {', '.join(missing)}: compile it anew")
    while more := {pin.name for pin in pins if pin.via & names} - names:
        names |= more
    return "".join(pin.text for pin in pins if pin.name in names)


def read_pins(requirements: str) -> list[Pin]:
    """Give the entries of a requirements file in order."""
    found: list[tuple[str, list[str], set[str]]] = []
    for line in requirements.splitlines():
        if start := _PINNED.match(line):
            found.append((_normal(start["name"]), [line], set()))
        elif found and line.lstrip().startswith("--hash="):
            found[-1][1].append(line)
        elif found and line.lstrip().startswith("#"):
            asked = line.lstrip("# ").removeprefix("via").strip()
            found[-1][2].update({_normal(asked.split(" ")[0])} if asked else ())
    return [Pin(name, frozenset(via), "\n".join(lines) + "\n") for name, lines, via in found]


def _normal(name: str) -> str:
    """Give a name as the packaging specification normalises it."""
    return re.sub(r"[-_.]+", "-", name).lower()
