"""One command from the kit's folder to an open notebook, in a home that has nothing in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.jupyter import address_of

RELEASE = Path(__file__).parents[2] / "release"
BASE = Path(sys.base_prefix) / ("python.exe" if os.name == "nt" else "bin/python3")
FIRST = "01_hilos_y_colas/hilos_y_colas.ipynb"
AT_MOST = 180  # seconds, packages cached
# As `env -i` leaves them, but for what an index of one's own needs.
KEPT = ("PATH", "SYSTEMROOT", "PIP_CERT", "PIP_INDEX_URL", "PIP_FIND_LINKS", "PIP_CACHE_DIR")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def variables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home of its own, with nothing in it."""
    home = tmp_path_factory.mktemp("home")
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {"HOME": str(home)}


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a student unpacked."""
    folder = tmp_path_factory.mktemp("alumno") / "curso asíncrono"
    shutil.copytree(RELEASE, folder, ignore=shutil.ignore_patterns(".venv", ".ipynb_checkpoints"))
    return folder


def run(kit: Path, variables: dict[str, str], *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)),
        cwd=kit,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=400,
    )


@pytest.fixture(scope="module")
def opened(kit: Path, variables: dict[str, str]) -> Iterator[tuple[httpx.Client, float, Path]]:
    """JupyterLab as the one command opens it: a client of it, and the seconds that it took."""
    log = kit.parent / "salida.txt"
    started = time.monotonic()
    with log.open("wb") as said:
        server = subprocess.Popen(
            [BASE, "empezar.py", "--sin-navegador", "--puerto", "0"],
            cwd=kit,
            env=variables | {"JUPYTER_RUNTIME_DIR": str(kit.parent / "run"), "JUPYTER_TOKEN": "secreto"},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            address = address_of(server, kit.parent / "run", log, 400)
            took = time.monotonic() - started
            headers = {"Authorization": "token secreto"}
            with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60) as client:
                yield client, took, log
                client.post("/api/shutdown")
                assert server.wait(30) == 0, log.read_text(encoding="utf-8")
        finally:
            server.kill()
            server.wait()


def test_it_opens_on_the_first_lesson_in_time_and_says_what_it_does(opened):
    client, took, log = opened
    assert took < AT_MOST
    at_the_door = client.get("/")
    assert at_the_door.status_code == 302
    assert at_the_door.headers["location"].startswith(f"/lab/tree/{FIRST}")
    said = log.read_text(encoding="utf-8")
    assert "Instalando JupyterLab" in said
    assert "Abriendo JupyterLab" in said


def test_the_notebook_opens_and_nothing_of_the_instructors_is_shown(opened):
    client, _, _ = opened
    notebook = client.get(f"/api/contents/{FIRST}").raise_for_status().json()
    assert notebook["content"]["cells"][0]["source"].startswith("# 01 · Hilos y colas")
    page = client.get("/lab").raise_for_status().text
    assert "@jupyter/nbgrader:formgrader" in page.split("disabledExtensions")[1].split("]")[0]
    assert client.get("/formgrader").status_code == 404
    kernels = client.get("/api/kernelspecs").raise_for_status().json()
    assert kernels["default"] == "python3"


def test_validate_in_jupyterlab_answers_in_spanish(opened, kit):
    client, _, _ = opened
    answer = client.post("/assignments/validate", json={"path": FIRST}).raise_for_status().json()
    assert answer["success"] is True, answer
    assert len(answer["value"]["failed"]) == 4


def test_a_second_time_is_quick(opened, kit, variables):
    started = time.monotonic()
    again = run(kit, variables, BASE, "empezar.py", "--solo-preparar")
    assert (again.returncode, again.stdout) == (0, ""), again.stderr
    assert time.monotonic() - started < 10


def test_progress_is_told_from_what_was_installed(opened, kit, variables):
    told = run(kit, variables, BASE, "empezar.py", "progreso", "01")
    assert told.returncode == 1, told.stderr
    assert "01 · Hilos y colas" in told.stdout
    assert "sin empezar" in told.stdout
    nothing = run(kit, variables, BASE, "empezar.py", "grade")
    assert nothing.returncode == 2


def test_the_grader_is_not_installed(opened, kit, variables):
    python = kit / (".venv/Scripts/python.exe" if os.name == "nt" else ".venv/bin/python")
    for module in ("asyncaula.grading", "asyncaula.authoring", "pytest", "matplotlib"):
        found = run(kit, variables, python, "-c", f"import {module}")
        assert "ModuleNotFoundError" in found.stderr, module


@pytest.mark.skipif(os.name == "nt", reason="only on Windows there is no bash")
def test_what_binder_runs_works_where_everything_is_installed(opened, kit, variables):
    inside = variables | {"PATH": f"{kit / '.venv/bin'}{os.pathsep}{variables['PATH']}"}
    pip = ("-m", "pip", "install", "--no-index", "--force-reinstall", "--no-deps")
    updated = run(kit, inside, kit / ".venv/bin/python", *pip, *kit.glob("instalacion/asyncaula-*.whl"))
    assert updated.returncode == 0, updated.stderr
    page = kit / ".venv/etc/jupyter/labconfig/page_config.json"
    page.unlink()
    built = run(kit, inside | {"PIP_NO_INDEX": "1"}, "bash", ".binder/postBuild")
    assert built.returncode == 0, built.stderr
    assert "Requirement already satisfied: jupyterlab==" in built.stdout
    assert "Collecting" not in built.stdout
    assert page.is_file()


def test_when_the_requirements_are_others_it_installs_again_whatever_the_number_of_the_wheel(
    opened, kit, variables
):
    stamp = kit / ".venv/curso.txt"
    stamp.write_text(stamp.read_text(encoding="utf-8").split("\n")[0] + "\nother", encoding="utf-8")
    installed = next((kit / ".venv").rglob("site-packages/asyncaula/__init__.py"))
    installed.write_text("raise ImportError('an earlier one')", encoding="utf-8")
    again = run(kit, variables, BASE, "empezar.py", "--solo-preparar")
    assert again.returncode == 0, again.stderr
    assert "Instalando" in again.stdout
    assert "__version__" in installed.read_text(encoding="utf-8")
