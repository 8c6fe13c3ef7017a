"""The command line. A subcommand's module is imported when it is called and not before."""

from __future__ import annotations

import importlib

import click

# name: (module, attribute, line in --help)
COMMANDS = {
    "absorb": (
        "asyncaula.authoring.commands",
        "absorb",
        "Take edits made in JupyterLab into the lesson.",
    ),
    "build": ("asyncaula.authoring.commands", "build", "Render the lessons to source/ and release/."),
    "check": ("asyncaula.authoring.commands", "check", "Ask every exercise what a good one answers yes to."),
    "collect": ("asyncaula.grading.collect_command", "collect", "Bring in uploads, a zip or git checkouts."),
    "demo": ("asyncaula.demo.command", "demo", "Release the course and grade a made-up class."),
    "doctor": (
        "asyncaula.grading.doctor_command",
        "doctor",
        "Say what grading needs and how to get what is missing.",
    ),
    "grade": ("asyncaula.grading.grade_command", "grade", "Grade what was handed in, each in a sandbox."),
    "explain": ("asyncaula.checks.explain_command", "explain", "Explain a diagnosis, as in: explain E07."),
    "messages": (
        "asyncaula.authoring.messages_command",
        "messages",
        "Write the template for translating what students read.",
    ),
    "report": ("asyncaula.reports.report_command", "report", "Write the class report, or a student's page."),
    "validate": (
        "asyncaula.grading.validate_command",
        "validate",
        "Say which test cells of a notebook do not pass.",
    ),
    "new": ("asyncaula.authoring.commands", "new", "Scaffold a lesson, or an exercise in a lesson."),
}
EXTRAS = {
    "asyncaula.authoring": "authoring,grading",
    "asyncaula.demo": "authoring,grading",
    "asyncaula.grading": "grading",
    "asyncaula.reports": "grading",
}


class CannotRun(click.ClickException):
    """The command can not run on this machine as it is."""

    exit_code = 2


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        try:
            command: click.Command = getattr(importlib.import_module(module), attribute)
        except ModuleNotFoundError as error:
            raise CannotRun(_what_is_missing(cmd_name, module, error)) from error
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in self.list_commands(ctx)])


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
