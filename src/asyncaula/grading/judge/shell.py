"""Runs cells as a notebook does, in this process, and gives what a kernel would have sent."""

from __future__ import annotations

import contextlib
import inspect
import io
from types import CodeType
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

from asyncaula.checks.scenarios import know_functions

from .compiled import Compiled, named

Output = dict[str, Any]


def _outputs(part: Any) -> list[Output]:
    found: list[Output] = part.shell.outputs
    return found


class _Hook(DisplayHook):
    """A cell's last value becomes an output."""

    def quiet(self) -> bool:
        """Tell whether the cell ends in a semicolon; to find out, its tokens are read only where it has one."""
        shell: Any = self.shell
        said = shell.history_manager.input_hist_parsed
        return ";" in said[-1] and bool(super().quiet())  # type: ignore[no-untyped-call]

    def write_output_prompt(self) -> None:
        """There is none."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        _outputs(self).append(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": format_dict,
                "metadata": md_dict or {},
            }
        )

    def finish_displayhook(self) -> None:
        """Nothing is to be flushed."""


class _Publisher(DisplayPublisher):
    """What is displayed becomes an output."""

    def publish(self, data: Any, metadata: Any = None, source: Any = None, **_more: Any) -> None:
        _outputs(self).append({"output_type": "display_data", "data": dict(data), "metadata": metadata or {}})


class _Compiler(CachingCompiler):
    """Has nothing to parse where the cell has been compiled."""

    cell: Compiled | None = None

    def ast_parse(self, source: str, *args: Any, **more: Any) -> Any:
        return super().ast_parse("" if self.cell is not None else source, *args, **more)


class _Shell(InteractiveShell):
    """Runs a cell as IPython does, but for reading it where `compile.cell` has been compiled."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    compiler_class = Type(_Compiler)
    compile: _Compiler
    outputs = AnyTrait()

    def transform_cell(self, raw_cell: str) -> Any:
        if self.compile.cell is None:
            return super().transform_cell(raw_cell)  # type: ignore[no-untyped-call]
        return self.compile.cell.text

    def should_run_async(self, raw_cell: str, **more: Any) -> bool:
        if self.compile.cell is None:
            return bool(super().should_run_async(raw_cell, **more))
        return any(map(_awaits, self.compile.cell.statements))

    async def run_ast_nodes(
        self,
        nodelist: Any,
        cell_name: str,
        interactivity: Any = "last_expr",
        compiler: Any = compile,
        result: Any = None,
    ) -> bool:
        if self.compile.cell is None:
            return bool(await super().run_ast_nodes(nodelist, cell_name, interactivity, compiler, result))
        for code in self.compile.cell.statements:
            if await self.run_code(named(code, cell_name), result, async_=_awaits(code)):  # type: ignore[no-untyped-call]
                return True
        return False

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.outputs.append(
            {
                "output_type": "error",
                "ename": etype.__name__,
                "evalue": str(evalue),
                "traceback": list(stb) if isinstance(stb, list) else [str(stb)],
            }
        )


def _awaits(code: CodeType) -> bool:
    return bool(code.co_flags & inspect.CO_COROUTINE)


class _Stream(io.TextIOBase):
    """What is printed becomes an output, or goes on in the last one."""

    def __init__(self, name: str, outputs: list[Output]) -> None:
        self._name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        last = self._outputs[-1] if self._outputs else {}
        if last.get("output_type") == "stream" and last["name"] == self._name:
            last["text"] += text
        elif text:
            self._outputs.append({"output_type": "stream", "name": self._name, "text": text})
        return len(text)


class Shell:
    """An IPython shell without a terminal, a history or a kernel. There can be one in a process."""

    def __init__(self) -> None:
        quiet = Config()
        quiet.HistoryManager.enabled = False
        self._shell = _Shell.instance(config=quiet)

    def run(self, source: str, cell: Compiled | None = None) -> tuple[list[Output], int]:
        """Run a cell; gives its outputs (as notebooks have them) and its number.

        `cell` is that source where it has been compiled; else it is read.
        """
        outputs: list[Output] = []
        self._shell.outputs = outputs
        self._shell.compile.cell = cell
        if cell is not None:
            know_functions(cell.text, cell.functions)
        out, err = _Stream("stdout", outputs), _Stream("stderr", outputs)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            self._shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        return outputs, self._shell.execution_count - 1
