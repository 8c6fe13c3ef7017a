"""Cell headers of a lesson: the short form that authors write, and nbgrader's metadata that it stands for.

``solution="f"``, ``test="f" points=1``, ``hidden="f" points=4``, ``prompt="f"`` and ``locked="name"`` each
stand for one of nbgrader's own cell kinds, with a grade_id that the role and the function's name make. Any
other nbgrader metadata is written out in full as ``nbgrader={…}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SCHEMA = 3
_PREFIX = {"prompt": "prompt_", "solution": "", "test": "test_", "hidden": "hidden_", "locked": ""}
ROLES = tuple(_PREFIX)


class HeaderError(ValueError):
    """A cell's header says something that no cell can be."""


@dataclass(frozen=True)
class Role:
    """What a cell is for: one of `ROLES`, the exercise or cell it names, and its points (tests alone)."""

    kind: str
    name: str
    points: float | None = None

    @property
    def grade_id(self) -> str:
        return _PREFIX[self.kind] + self.name

    @property
    def graded(self) -> bool:
        return self.kind in ("test", "hidden")

    def metadata(self) -> dict[str, Any]:
        """Give nbgrader's metadata for it."""
        data: dict[str, Any] = {
            "grade": self.graded,
            "grade_id": self.grade_id,
            "locked": self.kind != "solution",
            "schema_version": SCHEMA,
            "solution": self.kind == "solution",
            "task": False,
        }
        return {**data, "points": self.points} if self.graded else data


def read_role(header: Mapping[str, Any]) -> Role | None:
    """Give the role that a cell's header names in short form, or None. Raises `HeaderError`."""
    named = [kind for kind in ROLES if kind in header]
    if len(named) > 1:
        raise HeaderError(f"a cell has one role, not {' and '.join(named)}")
    unknown = sorted(set(header) - {*ROLES, "points", "nbgrader", "tags"})
    if unknown:
        raise HeaderError(
            f"no such word in a cell's header: {', '.join(unknown)} (roles: {', '.join(ROLES)})"
        )
    if not named:
        if "points" in header:
            raise HeaderError("points belong to a test or hidden cell")
        return None
    kind, points = named[0], header.get("points")
    name = header[kind]
    if not isinstance(name, str) or not name.isidentifier():
        raise HeaderError(
            f'{kind}={name!r}: write the exercise\'s name in quotes, as in {kind}="en_paralelo"'
        )
    graded = kind in ("test", "hidden")
    if graded and (isinstance(points, bool) or not isinstance(points, int | float) or points <= 0):
        raise HeaderError(f"a {kind} cell needs points, as in points=1")
    if not graded and points is not None:
        raise HeaderError(f"a {kind} cell has no points")
    return Role(kind, name, points)


def role_of(nbgrader: Mapping[str, Any], cell_type: str, exercises: set[str]) -> Role | None:
    """Give the role that stands for exactly this nbgrader metadata, or None where it has to be written out.

    `exercises` are the names of the solution cells there are.
    """
    grade_id, points = str(nbgrader.get("grade_id", "")), nbgrader.get("points")
    for kind, prefix in _PREFIX.items():
        name = grade_id.removeprefix(prefix)
        belongs = kind in ("solution", "locked") or (name in exercises and grade_id.startswith(prefix))
        if not belongs or not name.isidentifier() or (kind in ("test", "hidden")) != (points is not None):
            continue
        if (kind == "prompt") != (cell_type == "markdown"):
            continue
        role = Role(kind, name, _short(points))
        if _same(role.metadata(), nbgrader):
            return role
    return None


def _short(points: Any) -> float | None:
    return int(points) if isinstance(points, float) and points.is_integer() else points


def _same(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether metadata says the same: what nbgrader adds when it releases does not count."""
    kept = {k: v for k, v in theirs.items() if k not in ("checksum", "cell_type")}
    return dict(ours) == kept
