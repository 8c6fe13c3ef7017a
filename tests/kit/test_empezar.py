"""`empezar.py` before anything is installed: what is missing is said in Spanish, without a traceback."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
BEGIN = HERE / "kit" / "empezar.py"


def run(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, command)],
        env=os.environ | {"PYTHONUTF8": "1"} | variables,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=100,
    )


def run_after(preparation: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a Python that was made another one first."""
    start = "import runpy; runpy.run_path(sys.argv.pop(1), run_name='__main__')"
    return run("-c", f"import sys; {preparation}; {start}", *arguments)


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """The kit with one lesson, in a folder whose name has a space and an accent."""
    folder = tmp_path / "mi carpeta ñ"
    release = HERE / "release"
    folder.mkdir()
    shutil.copytree(release / "01_hilos_y_colas", folder / "01_hilos_y_colas")
    shutil.copytree(release / "instalacion", folder / "instalacion")
    shutil.copy(release / "empezar.py", folder)
    return folder


def no_traceback(result: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in result.stderr
    return result.stderr


@pytest.mark.parametrize("old", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_told_so(kit, old):
    result = run_after(f"sys.version_info = {old}", kit / "empezar.py")
    assert result.returncode == 2
    said = no_traceback(result)
    assert f"este Python es el {old[0]}.{old[1]}" in said
    assert "3.11 o posterior" in said
    assert not (kit / ".venv").exists()


def test_an_old_python_can_read_it_as_far_as_that():
    tree = ast.parse(BEGIN.read_text(encoding="utf-8"), feature_version=(3, 4))
    too_new = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Nonlocal)
    for node in ast.walk(tree):
        assert not isinstance(node, too_new), node.lineno
        assert not (isinstance(node, ast.Raise) and node.cause), f"{node.lineno}: Python 2 has no `from`"
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            assert not any(isinstance(item, ast.Starred) for item in node.elts), node.lineno
        if isinstance(node, ast.FunctionDef):
            assert not node.returns
            assert not node.args.kwonlyargs
    assert "coding: utf-8" in BEGIN.read_text(encoding="utf-8").splitlines()[0]


def test_a_python_without_venv_is_told_what_to_install(kit):
    result = run_after("sys.modules['ensurepip'] = None", kit / "empezar.py")
    assert result.returncode == 2
    assert "apt install python3-venv" in no_traceback(result)
    assert not (kit / ".venv").exists()


def test_without_the_other_files_it_says_to_take_the_whole_folder(tmp_path):
    shutil.copy(BEGIN, tmp_path)
    result = run(tmp_path / "empezar.py")
    assert result.returncode == 2
    assert "Descarga la carpeta completa" in no_traceback(result)


def test_a_lesson_that_is_not_there_is_told(kit):
    result = run(kit / "empezar.py", "77")
    assert result.returncode == 2
    assert "no hay una lección '77'. Están: 01_hilos_y_colas" in no_traceback(result)


@pytest.mark.parametrize(
    ("options", "hidden"), [([], True), (["--con-tareas"], False)], ids=["at home", "with an exchange"]
)
def test_the_list_of_assignments_is_shown_only_where_there_is_an_exchange(kit, tmp_path, options, hidden):
    prefix = tmp_path / "prefix"
    result = run_after(f"sys.prefix = {str(prefix)!r}", kit / "empezar.py", "--solo-ajustes", *options)
    assert result.returncode == 0, result.stderr
    page = json.loads((prefix / "etc/jupyter/labconfig/page_config.json").read_text())["disabledExtensions"]
    server = json.loads((prefix / "etc/jupyter/jupyter_server_config.json").read_text())["ServerApp"]
    assert page["@jupyter/nbgrader:assignment-list"] is page["@jupyter/nbgrader:menu"] is hidden
    assert server["jpserver_extensions"]["nbgrader.server_extensions.assignment_list"] is not hidden
    for name in ("formgrader", "course-list", "create-assignment"):
        assert page[f"@jupyter/nbgrader:{name}"] is True
    assert server["jpserver_extensions"]["nbgrader.server_extensions.formgrader"] is False


@pytest.mark.parametrize(
    "wrong", [["--abrir"], ["01", "02"], ["--puerto"], ["--puerto", "x"], ["--con-tareas"]]
)
def test_what_it_does_not_understand_is_told(kit, wrong):
    result = run(kit / "empezar.py", *wrong)
    assert result.returncode == 2
    assert "--ayuda" in no_traceback(result)


def test_help_is_in_spanish_and_installs_nothing(kit):
    result = run(kit / "empezar.py", "--ayuda")
    assert result.returncode == 0
    assert "python3 empezar.py" in result.stdout
    assert not (kit / ".venv").exists()


@pytest.mark.parametrize(
    ("pip", "said"),
    [
        ("NewConnectionError('...: Failed to establish a new connection')", "no hay conexión a internet"),
        ("OSError: [Errno 28] No space left on device", "no queda espacio"),
        ("SSLError(SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED)", "certificado"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "Descarga de nuevo"),
        ("ERROR: something else", "ERROR: something else"),
    ],
)
def test_what_pip_says_is_told_as_what_to_do(pip, said):
    program = (
        f"import runpy; kit = runpy.run_path({str(BEGIN)!r}); print(kit['what_went_wrong']({pip!r}, 'LOG'))"
    )
    result = run("-c", program)
    assert said in result.stdout
    assert "LOG" in result.stdout


@pytest.mark.slow
def test_without_a_network_it_says_so_and_begins_again_next_time(kit):
    nowhere = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PIP_NO_CACHE_DIR": "1",
    }
    for _ in range(2):
        result = run(kit / "empezar.py", "--sin-navegador", **nowhere)
        assert result.returncode == 2, result.stdout
        assert "no hay conexión a internet" in no_traceback(result)
        assert "instalacion.log" in result.stderr
