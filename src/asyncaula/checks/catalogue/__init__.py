"""The table of diagnoses: `TABLE` maps each code to its `Entry`; every lesson has a module of its own.

A new lesson adds a module ``lesson_NN.py`` with a tuple ``ENTRIES``; it is found by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from .entry import Entry


def _modules() -> list[str]:
    found = (module.name for module in iter_modules(__path__))
    return ["general", *sorted(name for name in found if name.startswith("lesson_"))]


def _table() -> Mapping[str, Entry]:
    table: dict[str, Entry] = {}
    for module in _modules():
        for entry in import_module(f"{__name__}.{module}").ENTRIES:
            if entry.code in table:
                raise ValueError(f"the code {entry.code} is in the table twice ({module})")
            table[entry.code] = entry
    return MappingProxyType(table)


TABLE: Mapping[str, Entry] = _table()
