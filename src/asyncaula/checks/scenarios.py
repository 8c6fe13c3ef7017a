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
from types import CodeType, FunctionType
from typing import Any, overload

from .runner import BlockingPolicy, Clock

LAB = "lab"


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
    import dis

    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME", "STORE_GLOBAL"):
            yield step.argval
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _globals(const)


def _source(fn: FunctionType) -> str:
    """Give the function's own text, without its decorators."""
    file = fn.__code__.co_filename
    linecache.checkcache(file)
    lines = linecache.getlines(file, fn.__globals__)
    found = _functions("".join(lines)).get(fn.__code__.co_firstlineno)
    if found is None:
        raise ScenarioError(f"{fn.__name__}: its text is nowhere to be read ({file})")
    first, last = found
    return textwrap.dedent("".join(lines[first - 1 : last])).rstrip("\n")


@functools.lru_cache(maxsize=4)
def _functions(text: str) -> dict[int, tuple[int, int]]:
    """Give the first and last line of each function in a text, by the line where it, or its decorators, begin.

    Python's own parser tells it much faster than `inspect.getsource`, which goes through all tokens.
    """
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        min([node.lineno, *(d.lineno for d in node.decorator_list)]): (
            node.lineno,
            node.end_lineno or node.lineno,
        )
        for node in ast.walk(ast.parse(text))
        if isinstance(node, kinds)
    }
