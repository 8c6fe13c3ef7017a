"""The wheel that students install: the part of the package that runs on their machine, and nothing else.

The same bytes wherever it is made: names in order, one date, nothing compressed (what zlib makes of the same
text differs between its versions). The format is that of packaging.python.org's "Binary distribution format".
"""

from __future__ import annotations

import base64
import hashlib
import io
import tomllib
import zipfile
from pathlib import Path
from typing import Any

from ..course import CourseError

PACKAGE = Path("src/asyncaula")
STUDENTS_PART = ("__init__.py", "__main__.py", "cli.py", "verdict.py", "checks/**/*.py", "home/**/*.py")
TRANSLATIONS = "locale/**/*.mo"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first date that a zip can hold


def project(root: Path) -> dict[str, Any]:
    """Give the project table of a repository's pyproject.toml. Raises `CourseError`."""
    path = root / "pyproject.toml"
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise CourseError(f"{path}: {error}") from error
    return table


def wheel_name(about: dict[str, Any]) -> str:
    """Give the file name of the wheel of a project."""
    return f"{about['name']}-{about['version']}-py3-none-any.whl"


def wheel(root: Path) -> bytes:
    """Give the students' wheel of the repository at `root`. Raises `CourseError`."""
    about = project(root)
    info = f"{about['name']}-{about['version']}.dist-info"
    files = {
        **_modules(root / PACKAGE),
        f"{info}/METADATA": _metadata(about).encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: asyncaula build\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": _entry_points(about).encode(),
        f"{info}/licenses/LICENSE": _text(root / "LICENSE"),
    }
    record = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in sorted(files.items())]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        # What the wheel is comes last, as the format recommends.
        for name, content in sorted(files.items(), key=lambda file: (file[0].startswith(info), file[0])):
            member = zipfile.ZipInfo(name, LONG_AGO)
            member.create_system = 3  # Unix, whatever this machine is
            member.external_attr = 0o100644 << 16
            archive.writestr(member, content)
    return made.getvalue()


def _modules(package: Path) -> dict[str, bytes]:
    found = {path: _text(path) for pattern in STUDENTS_PART for path in package.glob(pattern)}
    found |= {path: path.read_bytes() for path in package.glob(TRANSLATIONS)}
    return {path.relative_to(package.parent).as_posix(): content for path, content in found.items()}


def _text(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n")


def _metadata(about: dict[str, Any]) -> str:
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {about['name']}",
        f"Version: {about['version']}",
        f"Summary: {about['description']}",
        f"License-Expression: {about['license']}",
        "License-File: LICENSE",
        f"Requires-Python: {about['requires-python']}",
        *(f"Requires-Dist: {needed}" for needed in about["dependencies"]),
    ]
    return "\n".join([*lines, ""])


def _entry_points(about: dict[str, Any]) -> str:
    scripts = [f"{name} = {target}" for name, target in sorted(about["scripts"].items())]
    return "\n".join(["[console_scripts]", *scripts, ""])


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
