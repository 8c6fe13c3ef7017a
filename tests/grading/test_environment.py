"""What counts as another grader: its code, and not the byte code that an import leaves beside it."""

from __future__ import annotations

import compileall
import shutil
from pathlib import Path

import pytest

from asyncaula.grading import environment as grader


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package, without byte code, that the fingerprint is of."""
    copied = tmp_path / "asyncaula"
    shutil.copytree(Path(grader.__file__).parents[1], copied, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(grader, "_PACKAGE", copied)
    return copied


def fingerprint() -> str:
    return grader.environment.__wrapped__()


def test_a_module_imported_since_changes_nothing(package: Path) -> None:
    before = fingerprint()
    assert compileall.compile_dir(package / "grading", quiet=1)
    assert list(package.rglob("*.pyc"))
    assert fingerprint() == before


@pytest.mark.parametrize("changed", ["checks/expectation.py", "grading/separate/execute.py", "verdict.py"])
def test_a_line_of_the_grader_changes_it(package: Path, changed: str) -> None:
    before = fingerprint()
    (package / changed).write_text("# otro\n", encoding="utf-8")
    assert fingerprint() != before
