"""The table of diagnoses: `TABLE` maps each code to its `Entry`; every lesson has a module of its own.

A new lesson adds ``lesson_NN.py`` with a tuple ``ENTRIES`` and its name to `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from .entry import Entry

_MODULES = ("general", "lesson_04", "lesson_05", "lesson_06", "lesson_11")


def _table() -> Mapping[str, Entry]:
    table: dict[str, Entry] = {}
    for module in _MODULES:
        for entry in import_module(f"{__name__}.{module}").ENTRIES:
            if entry.code in table:
                raise ValueError(f"the code {entry.code} is in the table twice ({module})")
            table[entry.code] = entry
    return MappingProxyType(table)


TABLE: Mapping[str, Entry] = _table()
