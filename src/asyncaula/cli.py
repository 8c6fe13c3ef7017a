"""The command line: the commands whose modules are there, each imported when it is called and not before.

The wheel that students get has no authoring, grading or reports in it, and so none of their commands.
"""

from __future__ import annotations

import importlib
import importlib.util

import click

# name: (modules, of which the first that is there has it; attribute; line in --help)
COMMANDS = {
    "absorb": (
        ("asyncaula.authoring.commands",),
        "absorb",
        "Take edits made in JupyterLab into the lesson.",
    ),
    "build": (("asyncaula.authoring.commands",), "build", "Render the lessons to source/ and release/."),
    "check": (
        ("asyncaula.authoring.commands",),
        "check",
        "Ask every exercise what a good one answers yes to.",
    ),
    "collect": (
        ("asyncaula.grading.collect_command",),
        "collect",
        "Bring in uploads, a zip or git checkouts.",
    ),
    "demo": (("asyncaula.demo.command",), "demo", "Release the course and grade a made-up class."),
    "docs": (("asyncaula.handbook.docs_command",), "docs", "Build the documentation's pages, strictly."),
    "doctor": (
        ("asyncaula.grading.doctor_command",),
        "doctor",
        "Say what grading needs and how to get what is missing.",
    ),
    "grade": (("asyncaula.grading.grade_command",), "grade", "Grade what was handed in, each in a sandbox."),
    "export": (
        ("asyncaula.grading.export_command",),
        "export",
        "Write the grades for Moodle, Canvas or Gradescope.",
    ),
    "explain": (
        ("asyncaula.checks.explain_command",),
        "explain",
        "Explain a diagnosis, as in: explain E07.",
    ),
    "messages": (
        ("asyncaula.authoring.messages_command",),
        "messages",
        "Write the template for translating what students read.",
    ),
    "progreso": (
        ("asyncaula.home.commands",),
        "progreso",
        "Say which exercises of this folder pass their visible tests.",
    ),
    "report": (
        ("asyncaula.reports.report_command",),
        "report",
        "Write the class report, or a student's page.",
    ),
    "validate": (
        ("asyncaula.grading.validate_command", "asyncaula.home.commands"),
        "validate",
        "Say which test cells of a notebook do not pass.",
    ),
    "new": (("asyncaula.authoring.commands",), "new", "Scaffold a lesson, or an exercise in a lesson."),
}
# What a student reads of the same, where only the student's part is installed.
AT_HOME = {
    "": "El curso en tu máquina, sin conexión.",
    "explain": "Explica un diagnóstico: explain E07.",
    "progreso": "Dice qué ejercicios de esta carpeta pasan sus pruebas visibles.",
    "validate": "Dice qué pruebas visibles de un cuaderno no pasan.",
}
EXTRAS = {
    "asyncaula.authoring": "authoring,grading",
    "asyncaula.demo": "authoring,grading",
    "asyncaula.grading": "grading",
    "asyncaula.handbook": "docs",
    "asyncaula.reports": "grading",
}


class CannotRun(click.ClickException):
    """The command can not run on this machine as it is."""

    exit_code = 2


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(name for name, (modules, _, _) in COMMANDS.items() if _that_is_there(modules))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        modules, attribute, _ = COMMANDS.get(cmd_name, ((), "", ""))
        module = _that_is_there(modules)
        if module is None:
            return None
        try:
            command: click.Command = getattr(importlib.import_module(module), attribute)
        except ModuleNotFoundError as error:
            raise CannotRun(_what_is_missing(cmd_name, module, error)) from error
        return command

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if not _only_at_home():
            return super().format_help_text(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(AT_HOME[""])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lines = {name: COMMANDS[name][2] for name in self.list_commands(ctx)}
        if home := _only_at_home():
            lines = {name: AT_HOME.get(name, line) for name, line in lines.items()}
        with formatter.section("Órdenes" if home else "Commands"):
            formatter.write_dl(list(lines.items()))


def _that_is_there(modules: tuple[str, ...]) -> str | None:
    """Give the first of these modules that is installed, without importing it."""
    for module in modules:
        try:
            if importlib.util.find_spec(module) is not None:
                return module
        except ModuleNotFoundError:  # not even the package that it is in
            continue
    return None


def _only_at_home() -> bool:
    return _that_is_there(tuple(EXTRAS)) is None


def _what_is_missing(name: str, module: str, error: ModuleNotFoundError) -> str:
    room = ".".join(module.split(".")[:2])
    if error.name is None or error.name.startswith("asyncaula") or room not in EXTRAS:
        return f"`asyncaula {name}` needs the module {error.name}, which is not installed."
    return f"`asyncaula {name}` needs {error.name}: pip install 'asyncaula[{EXTRAS[room]}]'"


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="asyncaula")
def main() -> None:
    """Make, check, release and grade the course.

    Exit codes: 0 good, 1 found something wrong, 2 called wrongly or could not run.
    """
