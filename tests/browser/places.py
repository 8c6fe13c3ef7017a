"""The folders that the stories happen in: a student's kit, and an instructor's course with an exchange."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from venv import EnvBuilder

from nbgrader.utils import get_username

from .server import variables

REPOSITORY = Path(__file__).parents[2]
COURSE = (
    "course.toml",
    "nbgrader_config.py",
    "pyproject.toml",
    "requirements.txt",
    "LICENSE",
    "LICENSE-CONTENT",
)
COURSE_FOLDERS = ("lessons", "source", "release", "kit", "src")
LEFT_OUT = shutil.ignore_patterns(".venv", ".ipynb_checkpoints", "__pycache__")
COURSE_ID = "asyncaula"


def unpack_kit(folder: Path) -> Path:
    """Put what students get into a folder, with an environment that its `empezar.py` takes for the one it
    made: the packages are the ones that run this test, the settings its own."""
    shutil.copytree(REPOSITORY / "release", folder, ignore=LEFT_OUT)
    venv = folder / ".venv"
    EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(venv)
    ours = Path(sys.prefix)
    packages = Path("lib", f"python{sys.version_info[0]}.{sys.version_info[1]}", "site-packages")
    shutil.rmtree(venv / packages)
    (venv / packages).symlink_to(ours / packages, target_is_directory=True)
    (venv / "share").symlink_to(ours / "share", target_is_directory=True)
    shutil.copytree(ours / "etc", venv / "etc")
    settle(folder)
    pinned = hashlib.sha256((folder / "instalacion/requirements.txt").read_bytes()).hexdigest()
    (venv / "curso.txt").write_text(f"Python {sys.version.split()[0]} en {venv}\n{pinned}", encoding="utf-8")
    return folder


def python(kit: Path) -> Path:
    """Give the Python of the kit's environment."""
    return kit / (".venv/Scripts/python.exe" if os.name == "nt" else ".venv/bin/python")


def settle(kit: Path, *options: str) -> None:
    """Write the settings of JupyterLab into the kit's environment, as its `empezar.py` does."""
    run(kit, [python(kit), "empezar.py", "--solo-ajustes", *options], kit.parent / "home")


def make_course(folder: Path, exchange: Path) -> Path:
    """Copy what an instructor's course is made of, its exchange a folder that all can reach."""
    folder.mkdir()
    for name in COURSE:
        shutil.copy(REPOSITORY / name, folder)
    for name in COURSE_FOLDERS:
        shutil.copytree(REPOSITORY / name, folder / name, ignore=LEFT_OUT)
    exchange.mkdir()
    exchange.chmod(0o777)
    with (folder / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write(f"\nc.Exchange.root = {str(exchange)!r}\n")
    return folder


def join_exchange(kit: Path, exchange: Path) -> None:
    """Show the list of assignments, and say where the class's exchange is, as docs/students.md does."""
    settle(kit, "--con-tareas")
    settings = kit / ".venv/etc/jupyter/nbgrader_config.py"
    settings.write_text(for_students(exchange), encoding="utf-8")


def for_students(exchange: Path) -> str:
    """Give the settings of nbgrader that students share where there is an exchange."""
    return (
        "c = get_config()\n"
        f"c.CourseDirectory.course_id = {COURSE_ID!r}\n"
        f"c.Exchange.root = {str(exchange)!r}\n"
    )


def student() -> str:
    """Give the name under which nbgrader submits here."""
    return get_username()


def run(folder: Path, command: list[str | Path], home: Path, expected: int = 0) -> str:
    """Run a command as someone types it, and give what it printed."""
    result = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=variables(home),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=400,
    )
    assert result.returncode == expected, result.stdout + result.stderr
    return result.stdout


def asyncaula(folder: Path, *arguments: str) -> str:
    """Run `asyncaula` in a course's folder, and give what it printed."""
    return run(folder, [sys.executable, "-m", "asyncaula", *arguments], folder.parent / "home")


def nbgrader(folder: Path, *arguments: str) -> str:
    """Run `nbgrader` in a folder, and give what it printed."""
    return run(folder, [sys.executable, "-m", "nbgrader", *arguments], folder.parent / "home")
