"""The workflows that are ready for a hosted git service: well formed, closed, and each command in them is run.

What a runner does around the commands (expressions, the files it reads back, the shell's options) is done here.
"""

from __future__ import annotations

import copy
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml
from tests.authoring.conftest import ANSWERS, COURSE, LESSON

REPOSITORY = Path(__file__).parents[1]
WORKFLOWS = sorted((REPOSITORY / ".github/workflows").glob("*.yml"))
SCRIPTS = Path(sys.executable).parent
TOKEN = "un-secreto-4711"
NEEDS_ROOT = {"Install the sandbox"}
SOLUTION = "async def doble(n: int) -> int:\n    await asyncio.sleep(1)\n    return n + n"

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="only on Windows is there no bash to run them with"
)


def load(name: str) -> dict[str, Any]:
    return yaml.safe_load((REPOSITORY / ".github/workflows" / name).read_text(encoding="utf-8"))


def steps(name: str) -> list[tuple[str, dict[str, Any]]]:
    """(job, step) of a workflow, in order."""
    return [(job, step) for job, about in load(name)["jobs"].items() for step in about["steps"]]


def test_they_follow_the_services_schema() -> None:
    command = [SCRIPTS / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_audit_finds_nothing_that_a_stranger_could_use() -> None:
    command = [SCRIPTS / "zizmor", "--offline", "--no-progress", *WORKFLOWS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_with_its_version_beside(path: Path) -> None:
    uses = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert uses
    for use in uses:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use), use


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_job_that_has_the_secret_runs_nothing_of_the_course(path: Path) -> None:
    jobs = load(path.name)["jobs"]
    with_secret = {name: job for name, job in jobs.items() if "secrets." in json.dumps(job)}
    assert set(with_secret) == ({"fetch"} if path.name == "grade.yml" else set())
    for job in with_secret.values():
        assert not re.search(
            r"asyncaula|course\.py|nbgrader", "".join(s.get("run", "") for s in job["steps"])
        )


class Runner:
    """Runs the commands of a workflow's steps in a folder, as a hosted runner's bash does."""

    def __init__(self, root: Path, home: Path, values: dict[str, str]) -> None:
        self.root, self.home, self.values = root, home, values
        home.mkdir()
        self.summary, self._path = home / "summary.md", home / "path.txt"
        self._path.touch()

    def __call__(self, workflow: str) -> dict[str, subprocess.CompletedProcess[str]]:
        """Run every step that has commands, but for those that change the machine; give what came of each."""
        ran = {}
        for _, step in steps(workflow):
            if "run" in step and step["name"] not in NEEDS_ROOT:
                ran[step["name"]] = self.step(step)
        return ran

    def step(self, step: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        assert "${{" not in step["run"]
        script = self.home / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        given = {name: self._evaluated(str(value)) for name, value in step.get("env", {}).items()}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.root,
            env={**self._environment(), **given},
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=200,
        )

    def _environment(self) -> dict[str, str]:
        # the environment is the repository's, where a runner would make one in the copy
        added = [
            str(SCRIPTS) if line == str(self.root / ".venv/bin") else line
            for line in self._path.read_text(encoding="utf-8").splitlines()
        ]
        return {
            "CI": "true",
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": os.pathsep.join(
                [*added, str(Path(sys.base_prefix) / "bin"), os.defpath, "/usr/bin:/bin"]
            ),
            "ASYNCAULA_VENV": str(REPOSITORY / ".venv"),
            "GITHUB_PATH": str(self._path),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }

    def _evaluated(self, text: str) -> str:
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: self.values[found[1]], text)


def git(folder: Path, *arguments: str) -> str:
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    command = ["git", "-C", str(folder), "-c", "init.defaultBranch=main", *arguments]
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), **names}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout.strip()


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A repository with a small course that is built, and this one's `course.py`."""
    if not (REPOSITORY / ".venv/course-stamp.txt").exists():
        pytest.skip("needs the environment that course.py makes")
    root = tmp_path / "curso"
    lesson = root / "lessons/01_prueba"
    (lesson / "files").mkdir(parents=True)
    (lesson / "prueba.py").write_text(LESSON, encoding="utf-8")
    (root / "course.toml").write_text(COURSE, encoding="utf-8")
    for name, text in ANSWERS.items():
        (lesson / "answers" / name).parent.mkdir(parents=True, exist_ok=True)
        (lesson / "answers" / name).write_text(text, encoding="utf-8")
    for name in ("course.py", "nbgrader_config.py", "requirements.txt", "pyproject.toml", ".gitignore"):
        shutil.copy(REPOSITORY / name, root)
    built = subprocess.run(
        [sys.executable, "-m", "asyncaula", "build"], cwd=root, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr
    git(root, "init", "--quiet")
    commit(root, "curso")
    return root


def failed(ran: dict[str, subprocess.CompletedProcess[str]]) -> dict[str, str]:
    return {name: done.stdout + done.stderr for name, done in ran.items() if done.returncode}


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_push_is_validated_by_what_it_changed(course: Path, tmp_path: Path) -> None:
    before = git(course, "rev-parse", "HEAD")
    lesson = course / "lessons/01_prueba/prueba.py"
    lesson.write_text(LESSON.replace("Multiplica.", "Súmalo consigo mismo."), encoding="utf-8")
    commit(course, "otra pista")
    drifted = Runner(course, tmp_path / "una", {"github.event.before": before})("validate.yml")
    assert list(failed(drifted)) == ["Notebooks are what the lessons say"]
    said = drifted["Exercises of the lessons that changed, or of all where more did"]
    assert "1 lesson" in said.stdout, said.stdout + said.stderr

    subprocess.run([sys.executable, "-m", "asyncaula", "build"], cwd=course, check=True, capture_output=True)
    wrong = course / "lessons/01_prueba/answers/wrong/doble__cuadrado.py"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("E09", "E11"), encoding="utf-8")
    commit(course, "un diagnóstico que no es")
    first_push = {"github.event.before": "0" * 40}
    ran = Runner(course, tmp_path / "otra", first_push)("validate.yml")
    assert list(failed(ran)) == ["Exercises of the lessons that changed, or of all where more did"]
    assert "doble__cuadrado" in ran.popitem()[1].stdout

    readme = commit(course, "base")
    (course / "README.md").write_text("nada", encoding="utf-8")
    commit(course, "solo el README")
    ran = Runner(course, tmp_path / "tercera", {"github.event.before": readme})("validate.yml")
    assert failed(ran) == {}


def hand_in(server: Path, student: str, notebook: Any) -> None:
    """A student's repository on the server: that notebook, or nothing."""
    folder = server / "clase" / student
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet")
    if notebook is not None:
        (folder / "01_prueba").mkdir()
        text = notebook if isinstance(notebook, str) else nbformat.writes(notebook)
        (folder / "01_prueba/prueba.ipynb").write_text(text, encoding="utf-8")
        commit(folder, "entrega")


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_class_is_fetched_collected_graded_and_left_for_whoever_asked(course: Path, tmp_path: Path) -> None:
    released = nbformat.read(course / "release/01_prueba/prueba.ipynb", as_version=4)
    solved = copy.deepcopy(released)
    next(c for c in solved.cells if c.id == "doble").source = SOLUTION
    next(c for c in solved.cells if c.id == "hola").source = '%%writefile hola.py\nprint("hola de verdad")'
    server = tmp_path / "servidor"
    hand_in(server, "ana", solved)
    hand_in(server, "beto", None)
    hand_in(server, "dani", "{ esto no es un cuaderno")
    (course / "class").mkdir()
    rows = "".join(
        f"{who},{who.title()},,{who}@ejemplo.mx,clase/{who}\n" for who in ("ana", "beto", "caro", "dani")
    )
    (course / "class/students.csv").write_text(
        f"id,first_name,last_name,email,repository\n{rows}", encoding="utf-8"
    )
    (course / "class/assignments.csv").write_text(
        "name,duedate\n01_prueba,2026-03-01 23:59 America/Mexico_City\n", encoding="utf-8"
    )
    values = {"github.server_url": server.as_uri(), "secrets.STUDENTS_TOKEN": TOKEN}
    runner = Runner(course, tmp_path / "casa", values)
    ran = runner("grade.yml")

    assert list(failed(ran)) == ["Grade"], failed(ran)
    assert ran["Grade"].returncode == 1
    assert "::warning::caro: clase/caro could not be cloned" in ran["Clone every student's repository"].stdout
    assert "beto: no notebook" in ran["Collect the assignments that are listed"].stdout
    told = json.loads((course / "outcomes.json").read_text(encoding="utf-8"))
    points = {one["student"]: one["points"] for one in told["submissions"]}
    assert points == {"ana": 20.0, "dani": None}
    assert runner.summary.read_text(encoding="utf-8") == "1 graded, 1 could not be graded\n"
    assert "2026-03-02" in (course / "grades/grades.csv").read_text(encoding="utf-8")
    assert (course / "grades/class.html").exists()

    uploads = [step["with"] for _, step in steps("grade.yml") if "upload-artifact" in step.get("uses", "")]
    for path in "\n".join(upload["path"] for upload in uploads).split():
        assert (course / path).exists(), path
    assert TOKEN.encode() not in (course / "checkouts.tar").read_bytes()
    with tarfile.open(fileobj=io.BytesIO((course / "checkouts.tar").read_bytes())) as archive:
        assert not any(name.endswith(".ipynb") for name in archive.getnames())


def test_the_token_goes_to_the_service_and_to_no_other_host(tmp_path: Path) -> None:
    script = next(step["run"] for _, step in steps("grade.yml") if "helper=" in step.get("run", ""))
    helper = next(line for line in script.splitlines() if line.startswith("helper="))
    assert "credential.$SERVER.helper=$helper" in script
    asks = 'git -c "credential.$SERVER.helper=$helper" credential fill'

    def asked(host: str) -> str:
        done = subprocess.run(
            ["bash", "-c", f"{helper}\n{asks}"],
            input=f"protocol=https\nhost={host}\n\n",
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(tmp_path),
                "GIT_TERMINAL_PROMPT": "0",
                "GIT_ASKPASS": "",
                "SERVER": "https://servicio.ejemplo",
                "TOKEN": TOKEN,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    assert f"password={TOKEN}" in asked("servicio.ejemplo")
    assert TOKEN not in asked("otro.ejemplo")
