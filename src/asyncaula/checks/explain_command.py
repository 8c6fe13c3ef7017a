"""`asyncaula explain E07`: the page of a diagnosis, offline."""

from __future__ import annotations

import textwrap

import click

from .catalogue import TABLE
from .catalogue.entry import Entry
from .diagnosis import UnknownDiagnosis, lookup
from .messages import _

_WIDTH = 88


def page(entry: Entry) -> str:
    """Give the page of a diagnosis as plain text: what is seen, why, and the question that leads on."""
    heading = f"{entry.code} · {_(entry.title)}"
    parts = [heading, "=" * len(heading)]
    for label, text in (
        (_("Qué se ve"), entry.seen),
        (_("Por qué"), entry.why),
        (_("Pregúntate"), entry.question),
    ):
        parts += ["", label, textwrap.fill(_(text), _WIDTH, initial_indent="  ", subsequent_indent="  ")]
    if entry.lessons:
        parts += ["", _("Para repasar: {lessons}").format(lessons=", ".join(entry.lessons))]
    return "\n".join(parts)


@click.command(help="Explica cada diagnóstico CÓDIGO, como E07.")
@click.argument("codes", nargs=-1, metavar="[CÓDIGO]…")
@click.option("--all", "everything", is_flag=True, help="Da la lista de todos los códigos, con su título.")
def explain(codes: tuple[str, ...], everything: bool) -> None:
    """Print the page of each diagnosis CODE, such as E07."""
    if not codes and not everything:
        raise click.UsageError(_("di un código, como E07, o usa --all para ver cuáles hay"))
    if everything:
        for entry in sorted(TABLE.values(), key=lambda e: (len(e.code), e.code)):
            click.echo(f"{entry.code:6} {_(entry.title)}")
    try:
        pages = [page(lookup(code.upper())) for code in codes]
    except UnknownDiagnosis as error:
        raise click.UsageError(str(error)) from None
    click.echo("\n\n".join(pages), nl=bool(pages))
