"""Runs cells as a notebook does, in this process, and gives what a kernel would have sent."""

from __future__ import annotations

import contextlib
import io
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

Output = dict[str, Any]


def _outputs(part: Any) -> list[Output]:
    found: list[Output] = part.shell.outputs
    return found


class _Hook(DisplayHook):
    """A cell's last value becomes an output."""

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


class _Shell(InteractiveShell):
    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    outputs = AnyTrait()

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.outputs.append(
            {
                "output_type": "error",
                "ename": etype.__name__,
                "evalue": str(evalue),
                "traceback": list(stb) if isinstance(stb, list) else [str(stb)],
            }
        )


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

    def run(self, source: str) -> tuple[list[Output], int]:
        """Run a cell; gives its outputs (as notebooks have them) and its number."""
        outputs: list[Output] = []
        self._shell.outputs = outputs
        out, err = _Stream("stdout", outputs), _Stream("stderr", outputs)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            self._shell.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        return outputs, self._shell.execution_count - 1
