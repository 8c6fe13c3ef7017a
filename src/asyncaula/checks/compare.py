"""Comparing what came back with what was expected: by content and by type, on rebuilt data."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .encoding import Opaque, SeenError, decode, encode
from .messages import _

_LONGEST = 160


def plain(value: Any) -> Any:
    """Give a value as it would arrive after crossing: subclasses lose their class, sets are frozen."""
    return decode(encode(value))


def same(a: Any, b: Any) -> bool:
    """Whether two rebuilt values are equal in content and type; an int equals the same float, True is not 1."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, int | float) and isinstance(b, int | float):
        if isinstance(a, int) and isinstance(b, int):  # which may be too large for a float
            return a == b
        return a == b or _close(a, b) or (a != a and b != b)
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return bool(a == b)


def _close(a: float, b: float) -> bool:
    try:
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    except OverflowError:  # one is an int that no float can hold
        return False


def same_in_other_order(a: Any, b: Any) -> bool:
    """Whether two lists hold the same things in different orders."""
    if type(a) is not list or type(b) is not list or len(a) != len(b) or same(a, b):
        return False
    left = list(b)
    for value in a:
        at = next((i for i, other in enumerate(left) if same(value, other)), None)
        if at is None:
            return False
        del left[at]
    return True


def shown(value: Any) -> str:
    """Give a value as a student reads it: Python's notation, cut where it is long."""
    match value:
        case Opaque(type=name, kind="coroutine"):
            text = _("un objeto corrutina ({name})").format(name=name)
        case Opaque(type=name):
            text = _("un objeto de tipo {name}").format(name=name)
        case SeenError():
            text = str(value)
        case _:
            text = _plain_repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _plain_repr(value: Any) -> str:
    match value:
        case list():
            return f"[{_joined(shown, value)}]"
        case tuple():
            return f"({_joined(shown, value)}{',' if len(value) == 1 else ''})"
        case frozenset():
            return f"{{{', '.join(sorted(map(shown, value)))}}}" if value else "set()"
        case Mapping():
            return f"{{{', '.join(f'{shown(k)}: {shown(v)}' for k, v in value.items())}}}"
    if isinstance(value, int) and abs(value) >= 10**_LONGEST:
        return hex(value)  # repr refuses the largest
    return repr(value)


def _joined(show: Callable[[Any], str], values: Iterable[Any]) -> str:
    return ", ".join(show(v) for v in values)
