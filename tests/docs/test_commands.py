"""Every command that the documentation shows is typed here, in a throwaway copy of the course.

A new command goes into a scene, which types its commands in order in one folder, or, where it takes too long for a
test, into `ELSEWHERE` with what runs it.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import nbformat
import pytest
from tests.demo.small import small_course
from tests.jupyter import address_of

from asyncaula.authoring.answers import load
from asyncaula.authoring.compose import submission
from asyncaula.course import Course

REPOSITORY = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent
LESSON, STUDENT = "06_awaitables", "ana.luna"
AS_A_STUDENT = (
    f'sh -c "cd release && nbgrader submit {LESSON} --course asyncaula --Exchange.root=$PWD/../exchange"'
)
EXPORTERS = "--exporter=asyncaula.grading.exports."
OPTIONAL = re.compile(r"\[|.*\]")
PLACEHOLDERS = {"COMMAND": "grade", "TARGET": "csv", f"{EXPORTERS}…": f"{EXPORTERS}MoodleExportPlugin"}
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Typed:
    """A command, the exit code that it has there, and a file or folder that it makes."""

    command: str
    code: int = 0
    makes: str = ""
    adds: str = ""
    """Where the documentation names a command only in passing: what makes it one that can run."""
    shown: bool = True
    """Whether the documentation has it; what has to happen in between it may leave out."""


@dataclass(frozen=True)
class Elsewhere:
    """A command that no scene types: why, and the file that has it run, with words that are in there."""

    why: str
    where: str
    words: str


def with_uploads(folder: Path) -> Path:
    """A course and the zip of uploads of one student, who answered everything right."""
    course = course_in(folder)
    with zipfile.ZipFile(course / "uploads.zip", "w") as uploads:
        uploads.writestr(f"{STUDENT}_1_assignsubmission_file_awaitables.ipynb", solved())
    about = "id,first_name,last_name,email,lms_user_id"
    (course / "students.csv").write_text(f"{about}\n{STUDENT},Ana,Luna,ana@example.org,7\n", encoding="utf-8")
    return course


def with_a_submission(folder: Path) -> Path:
    """A course with uploads that were collected already."""
    course = with_uploads(folder)
    hand_in(course / "submitted" / STUDENT)
    return course


def kit_in(folder: Path) -> Path:
    """A student's folder, set up already out of the packages that are here."""
    kit, venv = folder / "curso", folder / "curso/.venv"
    shutil.copytree(REPOSITORY / "release", kit, ignore=shutil.ignore_patterns(".venv", ".ipynb_checkpoints"))
    venv.mkdir()
    shutil.copy(Path(sys.prefix) / "pyvenv.cfg", venv)
    for name in ("bin", "lib", "share"):
        (venv / name).symlink_to(Path(sys.prefix) / name)
    typed(kit, [venv / "bin/python", "empezar.py", "--solo-ajustes"])
    set_up = "import empezar, hashlib, sys; text = open(empezar.REQUIREMENTS, 'rb').read(); "
    stamp = "'Python {0} en {1}\\n'.format(sys.version.split()[0], empezar.VENV) + hashlib.sha256(text).hexdigest()"
    typed(kit, [sys.executable, "-c", f"{set_up}open('.venv/curso.txt', 'w').write({stamp})"])
    return kit


def course_in(folder: Path) -> Path:
    """A copy of what git knows of this tree, as it is now."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=REPOSITORY, capture_output=True, check=True, encoding="utf-8").stdout
    course = folder / "curso"
    for name in filter(None, names.split("\0")):
        if (REPOSITORY / name).is_file():
            (course / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, course / name)
    return course


def of_one_lesson(folder: Path) -> Path:
    """A course that is quickly graded, set up as this one is."""
    course = small_course(folder / "curso")
    for name in ("course.py", "pyproject.toml", "requirements.txt"):
        shutil.copy(REPOSITORY / name, course)
    typed(course, "asyncaula build")
    return course


SCENES: dict[str, tuple[Callable[[Path], Path], list[Typed]]] = {
    "a look around": (
        course_in,
        [
            Typed("python3 course.py --help"),
            Typed("python3 course.py COMMAND --help"),
            Typed("python3 course.py doctor"),
            Typed("asyncaula explain E07"),
            Typed("python3 benchmarks/grading.py", adds="--help"),
            Typed("nbgrader autograde", adds="--help"),
            Typed("asyncaula collect", adds="--help"),
            Typed("asyncaula export", adds="--help"),
        ],
    ),
    "a class, from uploads to grades": (
        with_uploads,
        [
            Typed(f"nbgrader generate_assignment {LESSON} --force", makes="gradebook.db"),
            Typed("nbgrader db student import students.csv"),
            Typed(f'nbgrader db assignment add {LESSON} --duedate "2027-03-01 23:59"'),
            Typed(f"asyncaula collect {LESSON} uploads.zip", makes=f"submitted/{STUDENT}/{LESSON}"),
            Typed(f"nbgrader autograde {LESSON}", makes=f"autograded/{STUDENT}/{LESSON}"),
            Typed(f"nbgrader generate_feedback {LESSON} --force", makes=f"feedback/{STUDENT}/{LESSON}"),
            Typed("mkdir -m 777 exchange", makes="exchange"),
            Typed(f"nbgrader release_feedback {LESSON}", makes="exchange/asyncaula/feedback"),
            Typed("nbgrader export", makes="grades.csv"),
        ],
    ),
    "grading": (
        with_a_submission,
        [
            Typed(f"asyncaula grade {LESSON}", makes=f"feedback/{STUDENT}/{LESSON}/awaitables.html"),
            Typed("asyncaula report", makes="grades/class.html"),
            Typed("asyncaula export moodle", makes="grades/moodle.csv"),
            Typed(
                "asyncaula export TARGET [ASSIGNMENT]… [--only STUDENT] [--to PLACE]",
                makes="grades/grades.csv",
            ),
            Typed(f"nbgrader export {EXPORTERS}…", makes="moodle.csv"),
            Typed(f"nbgrader export {EXPORTERS}CanvasExportPlugin --to=canvas.csv", makes="canvas.csv"),
            Typed(f"asyncaula report --student {STUDENT}", makes=f"grades/students/{STUDENT}.html"),
            Typed(f"asyncaula grade {LESSON} --only {STUDENT} --force"),
            Typed("asyncaula grade --seed 7 --force", makes="grades/outcomes.json"),
            Typed("asyncaula grade"),
            Typed("asyncaula grade --json"),
        ],
    ),
    "an exchange": (
        course_in,
        [
            Typed("mkdir -m 777 exchange", makes="exchange"),
            Typed(f"nbgrader release_assignment {LESSON}", makes=f"exchange/asyncaula/outbound/{LESSON}"),
            Typed(AS_A_STUDENT, shown=False),
            Typed(f"nbgrader collect {LESSON}", makes="submitted"),
        ],
    ),
    "the demonstration": (
        of_one_lesson,
        [Typed("python3 course.py demo", makes="demo/grades.csv")],
    ),
    "writing an exercise": (
        course_in,
        [
            Typed(f"python3 course.py check {LESSON} --no-run"),
            Typed(f"python3 course.py new {LESSON} mi_ejercicio"),
            Typed("python3 course.py check 06 --only mi_ejercicio", code=1),
            Typed(f"python3 course.py new {LESSON} mi_funcion"),
            Typed("python3 course.py check 06 --only mi_funcion", code=1),
            Typed(f"python3 course.py build {LESSON}"),
            Typed(f"python3 course.py absorb {LESSON}"),
        ],
    ),
    "rendering the course": (
        course_in,
        [Typed("python3 course.py build", makes="release/instalacion"), Typed("asyncaula build --check")],
    ),
    "a student at home": (
        kit_in,
        [
            Typed("python3 empezar.py progreso", code=1),
            Typed("python3 empezar.py progreso 04", code=1),
            Typed("asyncaula progreso", code=1),
            Typed("asyncaula progreso 04", code=1),
            Typed("python3 empezar.py explain E07"),
            Typed("asyncaula validate 04_corrutinas/corrutinas.ipynb", code=1),
        ],
    ),
}
OPENS: dict[str, Callable[[Path], Path]] = {"jupyter lab": course_in, "python3 empezar.py 04": kit_in}
ANSWERS = "every answer of a lesson takes half a minute; CI asks all lessons"
INSTALLS = "installs packages"
IN_A_BROWSER = "is a step between what students press"
ELSEWHERE = {
    "python3 course.py test": Elsewhere("runs this test", ".ci/run", "python3 course.py test"),
    "python3 course.py test tests/checks -n 2 -k deadlock": Elsewhere(
        "runs pytest", ".ci/run", "course.py test tests/checks -n"
    ),
    "python3 course.py docs": Elsewhere("builds the site", "tests/docs/test_site.py", '"docs", "--root"'),
    "python3 course.py messages": Elsewhere(
        "writes into the package that is installed", "tests/checks/test_messages.py", '["messages"]'
    ),
    f"python3 course.py check {LESSON}": Elsewhere(ANSWERS, "course.py", '"asyncaula", "check"'),
    "ASYNCAULA_SEED=7 python3 course.py check 06": Elsewhere(ANSWERS, "course.py", '"asyncaula", "check"'),
    "asyncaula grade --no-sandbox": Elsewhere(
        "grades all of it once more", "tests/grading/test_grade_command.py", '"--no-sandbox").exit_code'
    ),
    f"asyncaula export moodle {LESSON} --worksheet worksheet.csv --to filled.csv": Elsewhere(
        "needs a worksheet of Moodle's", "tests/grading/exports/test_export_command.py", '"--worksheet"'
    ),
    "git archive --format=zip --output=curso.zip HEAD:release": Elsewhere(
        "needs a commit", "tests/kit/test_kit.py", "git archive --format=zip --output=curso.zip HEAD:release"
    ),
    "python3 empezar.py": Elsewhere(
        INSTALLS, "tests/kit/test_first_time.py", '"empezar.py", "--sin-navegador"'
    ),
    "python3 empezar.py --sin-navegador": Elsewhere(
        INSTALLS, "tests/kit/test_first_time.py", '"empezar.py", "--sin-navegador"'
    ),
    "python3 empezar.py --solo-ajustes": Elsewhere(
        "writes into the Python that runs it", "tests/docs/test_commands.py", '"empezar.py", "--solo-ajustes"'
    ),
    "python3 empezar.py --solo-ajustes --con-tareas": Elsewhere(
        "writes into the Python that runs it", "tests/browser/places.py", 'settle(kit, "--con-tareas")'
    ),
    "nbgrader release_assignment 04_corrutinas": Elsewhere(
        IN_A_BROWSER, "tests/browser/test_student.py", '"release_assignment", LESSON'
    ),
    "nbgrader collect": Elsewhere(IN_A_BROWSER, "tests/browser/test_student.py", '"collect", LESSON'),
    "nbgrader release_feedback": Elsewhere(
        IN_A_BROWSER, "tests/browser/test_student.py", '"release_feedback", LESSON'
    ),
    "python3 -m pip install --no-deps -r instalacion/requirements.txt": Elsewhere(
        INSTALLS, "tests/kit/test_first_time.py", '"bash", ".binder/postBuild"'
    ),
    "python3 -m pip install --force-reinstall --no-deps instalacion/asyncaula-*.whl": Elsewhere(
        INSTALLS, "tests/kit/test_first_time.py", '"--force-reinstall", "--no-deps"'
    ),
    "pip install '.[grading]'": Elsewhere(INSTALLS, "course.py", '"--no-build-isolation", "-e"'),
    "sudo apt install python3-venv": Elsewhere(
        "changes the machine", "tests/test_course_py.py", "apt install python3-venv"
    ),
    "source .venv/bin/activate": Elsewhere(
        "the shell's own; here the same folder is first on PATH", "tests/docs/test_commands.py", "SCRIPTS}"
    ),
}


@pytest.fixture(scope="module", autouse=True)
def _environment_is_up_to_date() -> None:
    """`course.py` in a copy uses this environment, and would bring it up to date from there."""
    stamp = Path(sys.prefix) / "course-stamp.txt"
    if not stamp.exists():
        pytest.skip("needs the environment that course.py makes")
    typed(REPOSITORY, "python3 course.py explain E07")


@pytest.mark.timeout(400)
@pytest.mark.parametrize("scene", SCENES)
def test_what_is_documented_can_be_typed(scene: str, tmp_path: Path) -> None:
    prepare, commands = SCENES[scene]
    folder = prepare(tmp_path)
    for step in commands:
        words = [word for word in f"{step.command} {step.adds}".split(" ") if not OPTIONAL.match(word)]
        line = " ".join(PLACEHOLDERS.get(word, word) for word in words)
        typed(folder, line, step.code)
        assert (folder / step.makes).exists(), f"{line} made no {step.makes}"


@pytest.mark.timeout(200)
@pytest.mark.parametrize("command", OPENS)
def test_what_opens_jupyterlab_opens_it(command: str, tmp_path: Path) -> None:
    folder = OPENS[command](tmp_path)
    settings = {"ServerApp": {"allow_root": True, "port": 0}}
    (tmp_path / "jupyter-config").mkdir(exist_ok=True)
    (tmp_path / "jupyter-config/jupyter_server_config.json").write_text(json.dumps(settings))
    own = {"JUPYTER_RUNTIME_DIR": str(tmp_path / "run"), "JUPYTER_TOKEN": "secret", "BROWSER": "true"}
    log = tmp_path / "said.txt"
    with log.open("wb") as said:
        server = subprocess.Popen(
            shlex.split(command),
            cwd=folder,
            env=variables(folder) | own,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        address = address_of(server, tmp_path / "run", log, 150)
        headers = {"Authorization": "token secret"}
        with httpx.Client(base_url=address, headers=headers, trust_env=False, timeout=60) as client:
            assert client.get("/lab").status_code == 200
            client.post("/api/shutdown")
        assert server.wait(60) == 0, log.read_text(encoding="utf-8")
    finally:
        server.kill()
        server.wait()


def test_every_documented_command_is_run_by_something_that_is_named(documented: dict[str, list[str]]) -> None:
    typed_here = {step.command for _, steps in SCENES.values() for step in steps if step.shown}
    named = typed_here | {*OPENS, *ELSEWHERE}
    unknown = {
        command: where
        for command, where in documented.items()
        if command not in named and handed_over(command) not in {*map(handed_over, named)}
    }
    assert unknown == {}, "put them into a scene, or into ELSEWHERE with what runs them"
    assert named - {*documented} == set(), "no longer documented"
    for command, other in ELSEWHERE.items():
        assert other.words in (REPOSITORY / other.where).read_text(encoding="utf-8"), command


def handed_over(command: str) -> str:
    """Give what `course.py` makes of a command; that it hands it over is shown in `tests/test_course_py.py`."""
    return command.replace("python3 course.py ", "asyncaula ")


def typed(folder: Path, command: str | list[str | Path], code: int = 0) -> None:
    """Type a command in a folder, and hold it to its exit code."""
    words = shlex.split(command) if isinstance(command, str) else list(map(str, command))
    own = {}
    while "=" in words[0]:
        name, _, own[name] = words.pop(0).partition("=")
    done = subprocess.run(
        words,
        cwd=folder,
        env=variables(folder) | own,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=300,
    )
    assert done.returncode == code, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"


def variables(folder: Path) -> dict[str, str]:
    """Give an activated environment's variables, and settings of Jupyter of the folder's own."""
    left_out = ("PYTHONASYNCIODEBUG", "ASYNCAULA_CALLED_FROM", "ASYNCAULA_NO_SANDBOX")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    own = {
        f"JUPYTER_{what}_DIR": str(folder.parent / f"jupyter-{what.lower()}") for what in ("CONFIG", "DATA")
    }
    return kept | own | {"PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", "ASYNCAULA_VENV": sys.prefix}


def solved() -> str:
    """Give the lesson's notebook with a right answer to every exercise."""
    lesson = Course.find(REPOSITORY).lesson(LESSON)
    right = {answer.exercise: answer for answer in load(lesson) if answer.kind == "right"}
    return str(nbformat.writes(submission(lesson, right.values())))


def hand_in(folder: Path) -> None:
    (folder / LESSON).mkdir(parents=True)
    (folder / LESSON / "awaitables.ipynb").write_text(solved(), encoding="utf-8")
