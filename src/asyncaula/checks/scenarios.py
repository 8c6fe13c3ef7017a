"""Scenarios: what runs beside the learner's code. Their source can run in another process than the verdict.

A scenario uses only its parameters and what it imports itself, so its source text is all that has to travel. Its
parameters are names that the learner defined, ``lab`` (the laboratory) and data that `expect` is given.
"""

from __future__ import annotations

import ast
import builtins
import functools
import inspect
import linecache
import textwrap
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from opcode import opmap
from types import CodeType, FunctionType
from typing import Any, TypeAlias, overload

from .runner import BlockingPolicy, Clock

LAB = "lab"
Functions: TypeAlias = dict[int, tuple[int, int]]
_LOAD_GLOBAL, _EXTENDED_ARG = opmap["LOAD_GLOBAL"], opmap["EXTENDED_ARG"]
_BY_NAME = (opmap["LOAD_NAME"], opmap["STORE_GLOBAL"])
_WHERE_STATEMENTS_ARE = ("body", "orelse", "handlers", "finalbody", "cases")


class ScenarioError(TypeError):
    """A scenario is not written as a scenario must be: for its author, never for a student."""


@dataclass(frozen=True)
class Options:
    """How a scenario runs: see `asyncaula.checks.run`.

    `module` names a file that is imported in a child interpreter.
    """

    timeout: float = 5.0
    clock: Clock = "virtual"
    blocking: BlockingPolicy = "raise"
    max_ticks: int = 50_000
    module: str | None = None


@dataclass(frozen=True)
class Scenario:
    """A scenario's source, name, parameters and options, and the namespace where it was written."""

    name: str
    source: str
    parameters: tuple[str, ...]
    options: Options = Options()
    namespace: MutableMapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def needs(self, given: set[str]) -> tuple[str, ...]:
        """Give the learner's names that it takes, when `given` are handed over as data."""
        return tuple(p for p in self.parameters if p != LAB and p not in given)


@overload
def scenario(fn: Callable[..., Any], /) -> Scenario: ...
@overload
def scenario(
    *,
    timeout: float = ...,
    clock: Clock = ...,
    blocking: BlockingPolicy = ...,
    max_ticks: int = ...,
    module: str | None = ...,
) -> Callable[[Callable[..., Any]], Scenario]: ...
def scenario(fn: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Make a function a scenario: `expect` then runs it and judges what it came to.

    A coroutine function runs on a fresh loop; a plain function is called outside any loop and may itself call
    `asyncio.run`. Raises `ScenarioError` if it uses a name that is neither a parameter nor imported inside.
    """
    if fn is None:
        return lambda f: _make(f, Options(**options))
    return _make(fn, Options())


def _make(fn: Callable[..., Any], options: Options) -> Scenario:
    if not isinstance(fn, FunctionType):
        raise ScenarioError("only a function can be a scenario")
    parameters = inspect.signature(fn).parameters.values()
    for p in parameters:
        if p.kind not in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY) or p.default is not p.empty:
            raise ScenarioError(f"{fn.__name__}: parameter {p.name!r} must be plain and without a default")
    foreign = sorted(set(_globals(fn.__code__)) - set(dir(builtins)))
    if foreign or fn.__closure__:
        names = ", ".join([*foreign, *fn.__code__.co_freevars])
        raise ScenarioError(
            f"{fn.__name__} uses names from outside ({names}): take them as parameters, or import them inside"
        )
    return Scenario(fn.__name__, _source(fn), tuple(p.name for p in parameters), options, fn.__globals__)


def _globals(code: CodeType) -> Iterator[str]:
    """Give the names that the code, and what is defined in it, looks for outside.

    `dis` tells it too, in ten times the time, of which each scenario of each submission would take its part.
    """
    steps, extended = code.co_code, 0
    for at in range(0, len(steps), 2):  # an instruction is its number and its argument, a byte each
        kind, argument = steps[at], extended | steps[at + 1]
        extended = argument << 8 if kind == _EXTENDED_ARG else 0
        if kind == _LOAD_GLOBAL:
            yield code.co_names[argument >> 1]  # the lowest bit says that a call follows
        elif kind in _BY_NAME:
            yield code.co_names[argument]
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _globals(const)


def _source(fn: FunctionType) -> str:
    """Give the function's own text, without its decorators."""
    file = fn.__code__.co_filename
    linecache.checkcache(file)
    lines = linecache.getlines(file, fn.__globals__)
    found = functions_in("".join(lines)).get(fn.__code__.co_firstlineno)
    if found is None:
        raise ScenarioError(f"{fn.__name__}: its text is nowhere to be read ({file})")
    first, last = found
    return textwrap.dedent("".join(lines[first - 1 : last])).rstrip("\n")


_known: dict[str, Functions] = {}


def know_functions(text: str, found: Functions) -> None:
    """Take what `functions_in` gave for that text, in this process or another, so that it is not parsed again."""
    _known[text] = found


def functions_in(text: str) -> Functions:
    """Give the first and last line of each function in a text, by the line where it, or its decorators, begin."""
    found = _known.get(text)
    return _parsed(text) if found is None else found


@functools.lru_cache(maxsize=4)
def _parsed(text: str) -> Functions:
    """Find the functions with Python's own parser.

    It is much faster than `inspect.getsource`, which goes through all tokens; and in expressions there are none.
    """
    found = {}
    parts: list[Any] = [ast.parse(text)]
    while parts:
        node = parts.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            begins = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            found[begins] = (node.lineno, node.end_lineno or node.lineno)
        for name in _WHERE_STATEMENTS_ARE:
            parts += getattr(node, name, ())
    return found
