# -*- coding: utf-8 -*-
"""Prepara el curso en la carpeta `.venv`, junto a este archivo, y abre JupyterLab en la primera lección.

    python3 empezar.py                   prepara lo que falte y abre la lección 1 (en Windows: py empezar.py)
    python3 empezar.py 04                lo mismo, y abre la lección 04
    python3 empezar.py --sin-navegador   no abre el navegador: escribe la dirección
    python3 empezar.py --puerto 9000     usa ese puerto
    python3 empezar.py --solo-preparar   prepara y termina
    python3 empezar.py progreso          dice qué ejercicios pasan sus pruebas visibles
    python3 empezar.py explain E07       explica un diagnóstico

Necesita Python 3.11 o posterior y, solo la primera vez, conexión a internet. Todo se instala en esta
carpeta; para quitarlo, borra `.venv`. Códigos de salida: 0 bien, 2 no se pudo preparar o la orden está mal
escrita; `progreso` y `explain` terminan con los suyos.

(Binder y JupyterHub: `--solo-ajustes` deja en el Python que lo ejecuta los ajustes que aquí van a `.venv`; con
`--solo-ajustes --con-tareas` queda a la vista la lista de tareas, para quien entrega por el intercambio de nbgrader.)
"""

# Only what Python 2 can read, too: an old Python has to be able to say that it is old.
from __future__ import print_function

import hashlib
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
REQUIREMENTS = os.path.join("instalacion", "requirements.txt")
MINIMUM = (3, 11)
OURS = ("progreso", "validate", "explain")
# What belongs to instructors is not shown to a student; what hands in only where there is an exchange.
FOR_INSTRUCTORS = ("formgrader", "create-assignment", "course-list")
FOR_AN_EXCHANGE = ("assignment-list", "menu")
NEWS = "@jupyterlab/apputils-extension:announcements"  # asks the network
NO_NETWORK = (
    "Failed to establish a new connection",
    "NewConnectionError",
    "NameResolutionError",
    "name resolution",
    "getaddrinfo failed",
    "nodename nor servname",
    "ConnectTimeoutError",
    "Network is unreachable",
    "ProxyError",
    "Read timed out",
)


class CannotStart(Exception):
    """El curso no se puede abrir; el texto dice qué falta y qué hacer."""


def main(arguments):
    if sys.version_info < MINIMUM:
        print(
            "empezar.py: este Python es el {0}.{1} y el curso necesita Python 3.11 o posterior. Instala uno desde "
            "https://www.python.org y ejecuta esto con el nuevo (por ejemplo, python3.13 "
            "empezar.py).".format(*sys.version_info[:2]),
            file=sys.stderr,
        )
        return 2
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a terminal without accents shows something in their place
    if "-h" in arguments or "--ayuda" in arguments or "--help" in arguments:
        print(__doc__)
        return 0
    try:
        if arguments[:1] == ["--solo-ajustes"] and arguments[1:] in ([], ["--con-tareas"]):
            settings(sys.prefix, with_exchange="--con-tareas" in arguments)
            return 0
        if arguments[:1] and arguments[0] in OURS:
            set_up()
            where = HERE if arguments[0] == "progreso" else os.getcwd()
            return subprocess.call([PYTHON, "-m", "asyncaula"] + arguments, cwd=where, env=environment())
        options = read(arguments)
        opened = notebook(options["lesson"])
        set_up()
        return 0 if options["only_set_up"] else jupyterlab(opened, options)
    except CannotStart as error:
        print("empezar.py: {0}".format(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrumpido. Ejecútalo otra vez y seguirá donde haga falta.", file=sys.stderr)
        return 130


def read(arguments):
    """Read the command line."""
    options = {"browser": True, "only_set_up": False, "port": None, "lesson": ""}
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if argument in ("--sin-navegador", "--no-abrir"):
            options["browser"] = False
        elif argument == "--solo-preparar":
            options["only_set_up"] = True
        elif argument == "--puerto" and left and left[0].isdigit():
            options["port"] = left.pop(0)
        elif argument.startswith("-") or options["lesson"]:
            raise CannotStart("no entiendo {0!r}. Las opciones están en: empezar.py --ayuda".format(argument))
        else:
            options["lesson"] = argument
    return options


def notebook(wanted):
    """Give the notebook to open, from this folder on: the first whose lesson's name begins like that."""
    found = []
    for folder in sorted(os.listdir(HERE)):
        if folder[:1].isdigit() and os.path.isdir(os.path.join(HERE, folder)):
            names = sorted(os.listdir(os.path.join(HERE, folder)))
            found += [folder + "/" + name for name in names if name.endswith(".ipynb")]
    chosen = [path for path in found if path.startswith(wanted)]
    if not os.path.exists(os.path.join(HERE, REQUIREMENTS)) or not found:
        raise CannotStart(
            "faltan archivos del curso junto a este. Descarga la carpeta completa (si es un .zip, descomprímelo "
            "entero) y ejecuta empezar.py desde ella."
        )
    if not chosen:
        raise CannotStart(
            "no hay una lección {0!r}. Están: {1}".format(wanted, ", ".join(p.split("/")[0] for p in found))
        )
    return chosen[0]


def set_up():
    """Make `.venv` what the requirements say; at once where it already is."""
    try:
        with open(os.path.join(HERE, REQUIREMENTS), "rb") as file:
            wanted = hashlib.sha256(file.read()).hexdigest()
        stamp = os.path.join(VENV, "curso.txt")
        made_with = "Python {0} en {1}".format(sys.version.split()[0], VENV)
        before = ["", ""]
        if os.path.exists(stamp):
            with open(stamp, encoding="utf-8") as file:
                before = file.read().split("\n")
        if before == [made_with, wanted] and os.path.exists(PYTHON):
            return
        if before[0] != made_with or not os.path.exists(PYTHON):
            make_environment()
        else:
            os.remove(stamp)  # an earlier version of the course's package may bear the same number
            subprocess.call([PYTHON, "-m", "pip", "uninstall", "-q", "-y", "asyncaula"], env=environment())
        install()
        settings(VENV)
        with open(stamp, "w", encoding="utf-8") as file:
            file.write("\n".join((made_with, wanted)))
    except OSError as error:
        raise CannotStart(
            "no se pudo escribir en {0} ({1}). Copia el curso a una carpeta tuya, con espacio (unos 600 MB), y "
            "ejecútalo desde ahí.".format(VENV, error)
        )


def make_environment():
    """Make the environment anew, with pip in it."""
    import importlib.util

    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise CannotStart(
            "a este Python le faltan venv o pip. En Debian y Ubuntu: sudo apt install python3-venv. En Fedora: "
            "sudo dnf install python3-pip. En Windows y macOS: instala Python desde "
            "https://www.python.org. Después ejecuta esto otra vez."
        )
    import venv

    say("Preparando un Python para el curso en {0}".format(VENV))
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)
    except subprocess.CalledProcessError as error:
        raise CannotStart("no se pudo crear {0}: {1}".format(VENV, error))


def install():
    """Install what the requirements say; a line now and then tells how far it is, and the log has the rest."""
    with open(os.path.join(HERE, REQUIREMENTS), encoding="utf-8") as file:
        packages = sum("==" in line for line in file)
    say("Instalando JupyterLab y lo demás que usa el curso ({0} paquetes).".format(packages))
    say("Solo ocurre la primera vez; según tu conexión, tarda de uno a varios minutos.")
    command = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    command += ["--retries", "2", "--no-deps", "--require-hashes", "-r", REQUIREMENTS]
    log = os.path.join(VENV, "instalacion.log")
    collected, lines = 0, []
    with open(log, "w", encoding="utf-8") as kept:
        pip = subprocess.Popen(
            command,
            cwd=HERE,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        with pip:
            for raw in pip.stdout:
                line = raw.decode("utf-8", "replace").rstrip()
                kept.write(line + "\n")
                lines.append(line)
                if line.startswith("Collecting "):
                    collected += 1
                    if collected % 25 == 0:
                        say("  {0} de {1}".format(collected, packages))
                elif line.startswith("Installing collected packages"):
                    say("  todo descargado; instalando")
    if pip.returncode:
        raise CannotStart(what_went_wrong("\n".join(lines), log))


def what_went_wrong(said, log):
    """Give what a student can do about what pip said."""
    if "No space left" in said or "Errno 28" in said:
        reason = "no queda espacio en el disco: hacen falta unos 600 MB."
    elif "CERTIFICATE_VERIFY_FAILED" in said:
        reason = "tu red no deja comprobar con quién habla (certificado). Prueba en otra red."
    elif any(sign in said for sign in NO_NETWORK):
        reason = "no hay conexión a internet, o tu red no la deja pasar. Conéctate y ejecútalo otra vez."
    elif "DO NOT MATCH THE HASHES" in said:
        reason = "un archivo no es el que debía ser. Descarga de nuevo la carpeta del curso."
    else:
        reason = (
            "pip no pudo instalar todo con Python {0}.{1}; el curso se prueba con 3.11, 3.12 y 3.13. Lo último que "
            "dijo:\n{2}".format(sys.version_info[0], sys.version_info[1], "\n".join(said.splitlines()[-8:]))
        )
    return "{0}\nEl registro completo está en {1}".format(reason, log)


def settings(prefix, with_exchange=False):
    """Write what JupyterLab shows to a student, for the Python of that prefix."""
    folder = os.path.join(prefix, "etc", "jupyter")
    page = {NEWS: True}
    server = {}
    for names, hidden in ((FOR_INSTRUCTORS, True), (FOR_AN_EXCHANGE, not with_exchange)):
        for name in names:
            page["@jupyter/nbgrader:" + name] = hidden
            if name not in ("create-assignment", "menu"):  # these have no part in the server
                server["nbgrader.server_extensions." + name.replace("-", "_")] = not hidden
    for path, content in (
        (os.path.join(folder, "labconfig", "page_config.json"), {"disabledExtensions": page}),
        (os.path.join(folder, "jupyter_server_config.json"), {"ServerApp": {"jpserver_extensions": server}}),
    ):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=2)


def jupyterlab(opened, options):
    """Become JupyterLab, with that notebook open."""
    command = [PYTHON, "-m", "jupyterlab", "--ServerApp.root_dir=" + HERE]
    command.append("--LabApp.default_url=/lab/tree/" + opened)
    if options["port"]:
        command.append("--ServerApp.port=" + options["port"])
    if not options["browser"]:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # a container, most likely; JupyterLab would refuse
        say("Aviso: lo ejecutas como root; en tu propia máquina usa tu cuenta de siempre.")
        command.append("--allow-root")
    say("Abriendo JupyterLab en {0}. Para cerrarlo: Ctrl+C aquí, dos veces.".format(opened))
    os.chdir(HERE)
    if os.name != "nt":
        os.execve(PYTHON, command, environment())
    with subprocess.Popen(command, env=environment()) as server:
        while True:
            try:
                return server.wait()
            except KeyboardInterrupt:
                continue  # it is JupyterLab's to ask


def environment():
    """Give the variables of the environment: its programs first on PATH, and nothing of another Python's."""
    other = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_REQUIRE_VIRTUALENV", "PIP_TARGET", "PIP_PREFIX")
    variables = {name: value for name, value in os.environ.items() if name not in other}
    if not variables.get("HOME"):
        variables.pop("HOME", None)
    variables["VIRTUAL_ENV"] = VENV
    variables["PATH"] = os.path.dirname(PYTHON) + os.pathsep + variables.get("PATH", os.defpath)
    variables["PIP_USER"] = "0"
    variables["PYTHONNOUSERSITE"] = "1"
    variables["PYTHONUTF8"] = "1"
    return variables


def say(text):
    print(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
