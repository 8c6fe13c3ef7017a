"""`asyncaula messages`: the template of every string that a student reads, for a second language."""

from __future__ import annotations

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from ..checks.messages import BUNDLED, DOMAIN

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
TEMPLATE = BUNDLED / f"{DOMAIN}.pot"


def extracted() -> Catalog:
    """Give the catalogue of all strings that are marked for translation."""
    catalogue = Catalog(fuzzy=False)
    for _file, _line, message, comments, context in extract_from_dir(BUNDLED.parent, keywords=KEYWORDS):
        catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


@click.command()
def messages() -> None:
    """Write the template of the messages, from which a translation begins."""
    catalogue = extracted()
    with TEMPLATE.open("wb") as file:
        write_po(file, catalogue, sort_output=True, no_location=True, omit_header=True, width=100)
    click.echo(f"{len(catalogue)} messages in {TEMPLATE}")
