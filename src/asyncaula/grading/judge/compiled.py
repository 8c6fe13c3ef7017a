"""A cell read and compiled in the grader: once, for the judges of all submissions that run it.

A judge would come to the same, and more slowly than it runs the cell; nothing of a submission goes into it. The judge
is of this very interpreter, so `marshal` is safe; what it reads was made here, of the release's own source.
"""

from __future__ import annotations

import ast
import base64
import functools
import marshal
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.inputtransformer2 import TransformerManager

from asyncaula.checks.scenarios import Functions, functions_in

_CHANGES_HOW_CELLS_ARE_READ = ("get_ipython", "InteractiveShell", "__future__")


@dataclass(frozen=True)
class Compiled:
    """A cell's text as it is kept for tracebacks, the code of its statements, and where its functions are."""

    text: str
    statements: tuple[CodeType, ...]
    functions: Functions

    def to_data(self) -> dict[str, Any]:
        """Give it as JSON data; the text is the cell's own, which travels beside it."""
        code = base64.b64encode(marshal.dumps(self.statements)).decode()
        return {"statements": code, "functions": list(self.functions.items())}

    @classmethod
    def from_data(cls, source: str, data: dict[str, Any]) -> Compiled:
        """Rebuild it from the cell's source and `to_data`."""
        functions = {begin: (first, last) for begin, (first, last) in data["functions"]}
        return cls(_plain(source), marshal.loads(base64.b64decode(data["statements"])), functions)


def _plain(source: str) -> str:
    return source if source.endswith("\n") else source + "\n"


@functools.lru_cache(maxsize=512)
def compiled(source: str) -> dict[str, Any] | None:
    """Give a cell's `Compiled` as data; None where a judge has to read it, and each cell after it, itself.

    That is so where the cell is not plain Python that compiles without a warning, or could change how later cells are
    read. A single line counts as that: IPython reads it by what its names stand for (``pwd`` may be a magic).
    """
    text = _plain(source)
    if sys.flags.optimize or any(word in source for word in _CHANGES_HOW_CELLS_ARE_READ):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            manager = TransformerManager()  # type: ignore[no-untyped-call]
            if manager.transform_cell(source) != text or len(text.splitlines()) == 1:
                return None
            return Compiled(text, tuple(_statements(text)), functions_in(text)).to_data()
    except Exception:  # to be told by the judge
        return None


def _statements(text: str) -> Iterator[CodeType]:
    """Give the code of each statement, as IPython compiles it: if an expression is the last, it shows its value."""
    compiler: Any = CachingCompiler()  # type: ignore[no-untyped-call]
    body = compiler.ast_parse(text).body
    with compiler.extra_flags(ast.PyCF_ALLOW_TOP_LEVEL_AWAIT):
        for node in body:
            shows = node is body[-1] and isinstance(node, ast.Expr)
            tree = ast.Interactive([node]) if shows else ast.Module([node], [])
            yield compiler(tree, "<cell>", "single" if shows else "exec")


def named(code: CodeType, name: str) -> CodeType:
    """Give the code as if it had been compiled from a file of that name."""
    consts = tuple(named(part, name) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_filename=name, co_consts=consts)
