"""Names of a package that its modules are imported for when one of them is asked for, and not before.

A child process imports two modules of a package whose other thirty it never needs; without this it imports all.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def attributes(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """Give a package's ``__getattr__`` (PEP 562): `homes` has for each of its modules the names that it defines.

    The first name asked for brings all of them, as if they had been imported at the start: what code sees
    afterwards does not depend on which name it was. No name may be a module's as well, for importing that module
    would put it in the name's place.
    """
    names = {name for defined in homes.values() for name in defined}

    def get(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = sys.modules[package]
        for home, defined in homes.items():
            found = importlib.import_module(f".{home}", package)
            for each in defined:
                setattr(module, each, getattr(found, each))
        return getattr(module, name)

    return get
