"""`course.py` from a shell: it sets up once, says what is missing, and passes exit codes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
COURSE = REPOSITORY / "course.py"


def run(*command: str | Path, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env=os.environ | variables,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=100,
    )


def test_without_a_command_it_tells_which_there_are(tmp_path: Path) -> None:
    called, helped = run(COURSE, cwd=tmp_path), run(COURSE, "--help", cwd=tmp_path)
    assert (called.returncode, helped.returncode) == (2, 0)
    assert "course.py demo" in called.stdout
    assert called.stdout == helped.stdout


def test_a_python_without_ensurepip_is_told_what_to_install(tmp_path: Path) -> None:
    no_ensurepip = "import sys; sys.modules['ensurepip'] = None"
    code = f"{no_ensurepip}; import runpy; runpy.run_path(sys.argv.pop(1), run_name='__main__')"
    result = run("-c", code, COURSE, "demo", cwd=tmp_path, ASYNCAULA_VENV=str(tmp_path / "venv"))
    assert result.returncode == 2
    assert "apt install python3-venv" in result.stderr
    assert not (tmp_path / "venv").exists()


@pytest.mark.slow
def test_a_failed_installation_says_why_and_is_begun_again_next_time(tmp_path: Path) -> None:
    root = tmp_path / "una copia"
    root.mkdir()
    shutil.copy(COURSE, root)
    shutil.copy(REPOSITORY / "pyproject.toml", root)
    wheel = (tmp_path / "nada-1.0-py3-none-any.whl").as_uri()
    (root / "requirements.txt").write_text(f"nada @ {wheel} --hash=sha256:{'0' * 64}\n")
    for _ in range(2):
        result = run(root / "course.py", "demo", cwd=tmp_path, ASYNCAULA_VENV="")
        assert result.returncode == 2
        assert "pip failed; the whole log is in" in result.stderr
        assert "nada-1.0" in result.stderr
        assert "Installing 0 packages" in result.stderr
        assert result.stdout == ""


@pytest.mark.skipif(
    not (REPOSITORY / ".venv/course-stamp.txt").exists(), reason="needs the environment that course.py makes"
)
def test_what_is_up_to_date_is_not_installed_again(tmp_path: Path) -> None:
    base = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
    (tmp_path / "home").mkdir()
    result = subprocess.run(
        [base, COURSE, "no-such-command"],
        cwd=tmp_path,
        env=os.environ | {"HOME": str(tmp_path / "home")},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=100,
    )
    assert "Installing" not in result.stderr
    assert result.returncode == 2, result.stderr
    assert "No such command" in result.stderr
