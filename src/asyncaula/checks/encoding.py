"""Values as tagged JSON: how data crosses from the code that was observed to the code that judges it.

`encode` turns a value into plain JSON data and `decode` rebuilds it. A subclass loses its class (a list with
a lying ``__eq__`` arrives as a list), nothing is unpickled, and what is no plain data arrives as an
`Opaque` that can be looked at but not called. Scalars stand for themselves; everything else is a pair
``[tag, payload]``.
"""

from __future__ import annotations

import asyncio
import base64
import inspect
import math
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MAX_ITEMS = 50_000
MAX_TEXT = 1_000_000
MAX_DEPTH = 60
MAX_MESSAGE = 2_000
"""Characters of an exception's message."""
_SAFE_INT = 2**53


def writable(text: str) -> str:
    """Give text that UTF-8 can hold: half of a surrogate pair is spelt out."""
    return text.encode("utf-8", "backslashreplace").decode()


class TooLarge(ValueError):
    """The value has more than `MAX_ITEMS` parts, `MAX_TEXT` characters or `MAX_DEPTH` levels."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """What stands for a value that is no plain data: its type's name, its bases, and its kind.

    `kind` is ``"task"``, ``"future"``, ``"coroutine"``, ``"function"``, ``"generator"``, ``"type"`` or
    ``"object"``.
    """

    type: str
    kind: str = "object"
    bases: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<{self.type}>"


@dataclass(frozen=True, slots=True)
class SeenError:
    """An exception as data: type name, names of its bases, message, and the members of a group.

    `line` is the innermost line of the learner's own code in its traceback, or ``""``.
    """

    type: str
    bases: tuple[str, ...] = ()
    message: str = ""
    members: tuple[SeenError, ...] = ()
    cause: SeenError | None = None
    line: str = ""

    def is_a(self, name: str) -> bool:
        """Whether the exception's type, or one of its bases, has that name."""
        return name == self.type or name in self.bases

    def flat(self) -> tuple[SeenError, ...]:
        """Give the leaves of an exception group, or the error itself."""
        if not self.members:
            return (self,)
        return tuple(leaf for member in self.members for leaf in member.flat())

    def __str__(self) -> str:
        if self.members:
            return f"{self.type}({', '.join(map(str, self.members))})"
        return f"{self.type}: {self.message}" if self.message else self.type


def _no_line(_: BaseException) -> str:
    return ""


def see_error(
    exc: BaseException, line_of: Callable[[BaseException], str] = _no_line, depth: int = 0
) -> SeenError:
    """Describe an exception as data, never calling code of the learner's beyond its ``__str__``."""
    try:
        message = str(exc)[:MAX_MESSAGE]
    except BaseException:  # a learner's __str__ may raise anything
        message = ""
    members: tuple[SeenError, ...] = ()
    if isinstance(exc, BaseExceptionGroup) and depth < 10:
        members = tuple(see_error(e, line_of, depth + 1) for e in exc.exceptions[:100])
        message = str(exc.message)[:MAX_MESSAGE]
    cause = exc.__cause__
    return SeenError(
        type=type(exc).__name__,
        bases=tuple(c.__name__ for c in type(exc).__mro__[1:-1]),
        message=str.__str__(message),
        members=members,
        cause=see_error(cause, line_of, depth + 1) if cause is not None and depth < 5 else None,
        line=line_of(exc),
    )


def _kind(value: object) -> str:
    if isinstance(value, asyncio.Task):
        return "task"
    if asyncio.isfuture(value):
        return "future"
    if inspect.iscoroutine(value):
        return "coroutine"
    if inspect.isgenerator(value):
        return "generator"
    if isinstance(value, type):
        return "type"
    return "function" if callable(value) else "object"


class _Encoder:
    def __init__(self) -> None:
        self.items = self.text = 0

    def _count(self, text: int = 0) -> None:
        self.items += 1
        self.text += text
        if self.items > MAX_ITEMS or self.text > MAX_TEXT:
            raise TooLarge(f"more than {MAX_ITEMS} items or {MAX_TEXT} characters")

    def scalar(self, value: Any) -> Any:
        if isinstance(value, int):
            exact = int.__add__(value, 0)
            return exact if -_SAFE_INT < exact < _SAFE_INT else ["int", hex(exact)]
        if isinstance(value, float):
            number = float.__add__(value, 0.0)
            return number if math.isfinite(number) else ["float", repr(number)]
        if isinstance(value, str):
            text = str.__str__(value)
            self._count(str.__len__(text))
            return writable(text)
        raw = bytes(memoryview(value))
        self._count(len(raw))
        return ["bytes", base64.b64encode(raw).decode("ascii")]

    def many(self, tag: str, values: Iterable[Any], depth: int) -> list[Any]:
        return [tag, [self.encode(v, depth + 1) for v in values]]

    def encode(self, value: Any, depth: int = 0) -> Any:
        self._count()
        if depth > MAX_DEPTH:
            raise TooLarge(f"more than {MAX_DEPTH} levels")
        if value is None or value is True or value is False:
            return value
        match value:
            case int() | float() | str() | bytes() | bytearray():
                return self.scalar(value)
            case list():
                return self.many("list", list.__iter__(value), depth)
            case tuple():
                return self.many("tuple", tuple.__iter__(value), depth)
            case set() | frozenset():
                encoded = self.many("set", value, depth)
                encoded[1].sort(key=repr)
                return encoded
            case dict():
                pairs = [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in dict.items(value)]
                return ["dict", pairs]
            case BaseException():
                return ["error", error_to_data(see_error(value))]
            case SeenError():
                return ["error", error_to_data(value)]
            case Opaque():
                return ["opaque", [value.type, value.kind, list(value.bases)]]
        bases = [c.__name__ for c in type(value).__mro__[1:-1]]
        return ["opaque", [type(value).__name__, _kind(value), bases]]


def encode(value: object) -> Any:
    """Turn a value into JSON data; raises `TooLarge` past the limits."""
    return _Encoder().encode(value)


_REBUILT: Mapping[str, Callable[[Iterable[Any]], Any]] = {"list": list, "tuple": tuple, "set": frozenset}


class _Decoder:
    def __init__(self) -> None:
        self.items = 0

    def decode(self, data: Any) -> Any:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise TooLarge(f"more than {MAX_ITEMS} items")
        if isinstance(data, str):
            return writable(data)
        if data is None or isinstance(data, bool | int | float):
            return data
        match data:
            case ["list" | "tuple" | "set" as tag, list(parts)]:
                return _REBUILT[tag](map(self.decode, parts))
            case ["dict", list(pairs)]:
                return {self.decode(k): self.decode(v) for k, v in pairs}
            case ["bytes", str(text)]:
                return base64.b64decode(text)
            case ["int", str(text)]:
                return int(text, 16)
            case ["float", "nan" | "inf" | "-inf" as text]:
                return float(text)
            case ["error", dict(fields)]:
                return error_from_data(fields)
            case ["opaque", [str(name), str(kind), list(bases)]]:
                return Opaque(name, kind, tuple(map(str, bases)))
        raise ValueError("not a value that encode() made")


def decode(data: Any) -> Any:
    """Rebuild a value from what `encode` made. Sets arrive frozen.

    Raises ValueError on anything else, and `TooLarge`, which is one, on more than `encode` makes.
    """
    return _Decoder().decode(data)


def error_to_data(error: SeenError) -> dict[str, Any]:
    """Give a `SeenError` as JSON data."""
    return {
        "type": error.type,
        "bases": list(error.bases),
        "message": error.message,
        "members": [error_to_data(m) for m in error.members],
        "cause": error_to_data(error.cause) if error.cause else None,
        "line": error.line,
    }


def error_from_data(data: Mapping[str, Any]) -> SeenError:
    """Rebuild a `SeenError`; raises KeyError or ValueError on data of another shape."""
    return SeenError(
        type=writable(str(data["type"])[:MAX_MESSAGE]),
        bases=tuple(map(str, data["bases"])),
        message=writable(str(data["message"])[:MAX_MESSAGE]),
        members=tuple(map(error_from_data, data["members"])),
        cause=error_from_data(data["cause"]) if data["cause"] else None,
        line=writable(str(data["line"])[:MAX_MESSAGE]),
    )


def drop_frames(exc: BaseException, seen: set[int] | None = None) -> None:
    """Let go of the frames an exception keeps alive, and of those of its causes and members."""
    seen = set() if seen is None else seen
    if id(exc) in seen:
        return
    seen.add(id(exc))
    if exc.__traceback__ is not None:
        traceback.clear_frames(exc.__traceback__)
        exc.__traceback__ = None
    related = [exc.__cause__, exc.__context__]
    if isinstance(exc, BaseExceptionGroup):
        related += exc.exceptions
    for other in related:
        if other is not None:
            drop_frames(other, seen)
