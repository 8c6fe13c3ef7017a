"""Sets up what the course needs in `.venv`, with the standard library alone, and hands over.

    python3 course.py demo               release the course, grade a made-up class, show the result
    python3 course.py test               lint, types, drift, exercises and tests: all that CI asks
    python3 course.py test tests/grading pytest alone, with these arguments
    python3 course.py build              any other command of `asyncaula`; `--help` lists them

Works on any system with Python 3.11 or newer. The environment is made once and brought up to date when
`requirements.txt` changes; ASYNCAULA_VENV puts it elsewhere. Exit codes: 0 good, 1 found something wrong, 2
called wrongly or could not run.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / (os.environ.get("ASYNCAULA_VENV") or ".venv")
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MINIMUM = (3, 11)


class CannotRun(Exception):
    """The environment could not be made; the text says what is missing and what to do."""


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    try:
        set_up()
    except CannotRun as error:
        print(f"course.py: {error}", file=sys.stderr)
        return 2
    if arguments[0] == "test":
        return test(arguments[1:])
    return run("-m", "asyncaula", *arguments)


def set_up():
    """Make `.venv` what `requirements.txt` says; at once when it already is."""
    if sys.version_info < MINIMUM:
        raise CannotRun(
            "Python {}.{} is too old: run this with Python 3.11 or newer".format(*sys.version_info[:2])
        )
    pinned = (ROOT / "requirements.txt").read_bytes()
    made_with = f"Python {sys.version.split()[0]} in {VENV}"
    installed = hashlib.sha256(pinned + project_table()).hexdigest()
    stamp = VENV / "course-stamp.txt"
    before = stamp.read_text(encoding="utf-8").split("\n") if stamp.exists() else ["", ""]
    if before == [made_with, installed] and PYTHON.exists():
        return
    if before[0] != made_with or not PYTHON.exists():
        make_environment()
    stamp.unlink(missing_ok=True)
    install(len([line for line in pinned.decode().splitlines() if "==" in line.split(" ")[0]]))
    stamp.write_text("\n".join((made_with, installed)), encoding="utf-8")


def project_table():
    """What of pyproject.toml the installation depends on; the settings of its tools are no part of that."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return repr((project["build-system"], project["project"])).encode()


def make_environment():
    """Make the environment anew, with pip in it."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise CannotRun(
            "this Python has no venv or no ensurepip. On Debian and Ubuntu: "
            "apt install python3-venv. On Fedora: dnf install python3-pip. Then run this again."
        )
    import venv

    progress(f"Making the environment in {VENV}")
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotRun(f"could not make {VENV}: {error}") from error


def install(packages):
    """Install the pinned packages and then this project, so that an edit of it counts at once."""
    log = VENV / "install.log"
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    with log.open("w", encoding="utf-8") as lines:
        progress(f"Installing {packages} packages (once; a few minutes where none is cached)")
        pins = ["--no-deps", "--require-hashes", "-r", str(ROOT / "requirements.txt")]  # they are all there
        pip_says([*pip, *pins], lines, packages)
        progress("Installing the course itself")
        pip_says([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], lines, packages)


def pip_says(command, log, packages):
    """Run pip; a line now and then tells how far it is, and the log has the rest."""
    collected, last = 0, []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment()
    ) as pip:
        for raw in pip.stdout:
            line = raw.decode("utf-8", "replace").rstrip()
            log.write(line + "\n")
            last = [*last[-14:], line]
            if line.startswith("Collecting "):
                collected += 1
                if collected % 25 == 0:
                    progress(f"  {collected} of at most {packages}")
            elif line.startswith("Installing collected packages"):
                progress("  all there, unpacking")
    if pip.returncode:
        raise CannotRun("pip failed; the whole log is in {}\n{}".format(log.name, "\n".join(last)))


def test(arguments):
    """Run what CI runs, or pytest alone when there are arguments for it."""
    if arguments:
        return run("-m", "pytest", *arguments)
    workers = str((os.cpu_count() or 1) + 1)  # some tests wait more than they compute
    checks = [
        ("lint", ["-m", "ruff", "check", "--output-format", "concise", "."]),
        ("format", ["-m", "ruff", "format", "--check", "--output-format", "concise", "."]),
        ("types", ["-m", "mypy"]),
        ("notebooks are what the lessons say", ["-m", "asyncaula", "build", "--check"]),
        ("every exercise", ["-m", "asyncaula", "check"]),
        ("tests", ["-m", "pytest", "-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]),
    ]
    failed = []
    for name, command in checks:
        say(f"== {name} ==")
        started = time.monotonic()
        if run(*command):
            failed.append(name)
        say(f"   {time.monotonic() - started:.1f} s")
    say("FAILED: {}".format(", ".join(failed)) if failed else "All good.")
    return 1 if failed else 0


def run(*arguments):
    """Run the environment's Python in the course's folder and give its exit code."""
    try:
        return subprocess.call([str(PYTHON), *arguments], cwd=ROOT, env=environment())
    except KeyboardInterrupt:
        return 130


def environment():
    """The variables of the environment: its programs first on PATH, and nothing of another Python's."""
    variables = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")
    }
    if not variables.get("HOME"):
        variables.pop("HOME", None)
    variables["VIRTUAL_ENV"] = str(VENV)
    variables["PATH"] = str(PYTHON.parent) + os.pathsep + variables.get("PATH", os.defpath)
    variables.setdefault("ASYNCAULA_CALLED_FROM", os.getcwd())
    variables["PYTHONUTF8"] = "1"
    return variables


def say(text):
    print(text, flush=True)


def progress(text):
    """Tell how far the environment is, where it does not get into what a command prints."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
