"""Every string a student reads, through one gettext catalogue. Spanish is the source language.

A second language is a catalogue ``locale/<language>/LC_MESSAGES/asyncaula.mo`` beside the package, or below
the folder that ``ASYNCAULA_LOCALE`` names; ``ASYNCAULA_LANG`` chooses it (a list such as ``en:fr`` works as
gettext's own LANGUAGE does). What a catalogue lacks stays in Spanish.
"""

from __future__ import annotations

import gettext
import os
from functools import lru_cache
from pathlib import Path

DOMAIN = "asyncaula"
BUNDLED = Path(__file__).parent.parent / "locale"


@lru_cache(maxsize=8)
def _translations(languages: str, folder: str) -> gettext.NullTranslations:
    wanted = [code for code in languages.split(":") if code]
    if not wanted:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, folder or str(BUNDLED), wanted, fallback=True)


def _catalogue() -> gettext.NullTranslations:
    return _translations(os.environ.get("ASYNCAULA_LANG", ""), os.environ.get("ASYNCAULA_LOCALE", ""))


def _(message: str) -> str:
    """Give a message in the chosen language, or in Spanish where there is no translation."""
    return _catalogue().gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """Give the form of a message that fits a number."""
    return _catalogue().ngettext(one, many, n)


def N_(message: str) -> str:
    """Mark a message for extraction without translating it yet: for tables made at import."""
    return message
