"""What a kernel gets of the folder with the files handed in, and what becomes of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from asyncaula.grading.sandbox import Limits, SandboxError, place, policy

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A submission: a notebook, data, a module in a folder, and what must not come along."""
    (tmp_path / "secreto.txt").write_text("de otra persona")
    folder = tmp_path / "entrega"
    (folder / "paquete").mkdir(parents=True)
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / "cuaderno.ipynb").write_text("{}")
    (folder / "datos.csv").write_text("1,2\n")
    (folder / "paquete" / "modulo.py").write_text("x = 7\n")
    (folder / "enlace.txt").symlink_to(tmp_path / "secreto.txt")
    (folder / "otra").symlink_to(tmp_path)
    os.mkfifo(folder / "tubo")
    return folder


def test_plain_files_and_folders_are_there_and_nothing_else(start, folder):
    told = start(folder=folder).tells(
        "import os; told = sorted(os.path.join(d, n) for d, _, names in os.walk('.') for n in names)"
    )
    assert told == ["./datos.csv", "./paquete/modulo.py"]


def test_they_are_copies(start, folder):
    inside = start(folder=folder)
    told = inside.tells(
        "open('datos.csv', 'a').write('3'); open('nuevo', 'w').write('x'); told = open('datos.csv').read()"
    )
    assert told == "1,2\n3"
    assert (folder / "datos.csv").read_text() == "1,2\n"
    assert not (folder / "nuevo").exists()


def test_its_modules_can_be_imported(start, folder):
    assert start(folder=folder).tells("import paquete.modulo; told = paquete.modulo.x") == 7


def test_it_can_not_stand_in_for_a_module_of_a_package_or_of_python(start, folder):
    for name in ("ipykernel_launcher", "sitecustomize", "usercustomize", "asyncio", "uvicorn", "json"):
        (folder / f"{name}.py").write_text("raise SystemExit('tomado')\n")
    told = start(folder=folder).tells(
        "import asyncio, json, uvicorn; told = [m.__file__ for m in (asyncio, json, uvicorn)]"
    )
    assert not [name for name in told if name.startswith(policy.HOME)]


def test_programs_started_inside_import_what_lies_beside_them(start, folder):
    (folder / "ayuda.py").write_text("SALUDO = 'hola'\n")
    (folder / "programa.py").write_text("import ayuda\nprint(ayuda.SALUDO)\n")
    told = start(folder=folder).tells(
        "import subprocess, sys\n"
        "told = subprocess.run([sys.executable, 'programa.py'], capture_output=True, text=True).stdout"
    )
    assert told == "hola\n"


def test_more_than_fits_is_told_before_anything_starts(start, folder):
    (folder / "grande.bin").write_bytes(b"x" * 2_000_000)
    before = set(os.listdir(place.base()))
    with pytest.raises(SandboxError, match="more than 1000000 bytes"):
        start(Limits(scratch=1_000_000), folder=folder)
    assert not [name for name in set(os.listdir(place.base())) - before if name.startswith("aula-")]


def test_a_folder_inside_pythons_environment_is_refused(start):
    with pytest.raises(SandboxError, match="outside of Python's environment"):
        start(folder=Path(sys.prefix) / "lib")


def test_a_folder_that_was_shut_on_purpose_is_removed(tmp_path):
    root = tmp_path / "aula-x"
    (root / "a" / "b" / "c").mkdir(parents=True)
    (root / "fuera").symlink_to(tmp_path)
    (root / "a" / "b" / "c").chmod(0)
    (root / "a" / "b").chmod(0)
    place.remove(root)
    assert os.listdir(tmp_path) == []
