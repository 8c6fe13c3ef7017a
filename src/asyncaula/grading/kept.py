"""Of a cell's outputs, what is kept: as much as a person would read."""

from __future__ import annotations

from typing import Any

CUT = "\n… (salida recortada)\n"
KEPT = frozenset({"stream", "error", "display_data", "execute_result"})
"""The kinds of message that leave something in a notebook."""
NEEDED = frozenset({"status", "execute_input", "clear_output"})
"""Further kinds that are attended to. Widgets and changes of what was displayed before are not."""
MOST_OUTPUTS = 1000
"""Outputs of one cell."""
PICTURE = 1_000_000
"""Characters that one display may come to as long as there is any room."""


def cut(content: dict[str, Any], room: int) -> dict[str, Any] | None:
    """Give a message's content shortened to `room` characters; None where there is no room left.

    Text is cut, and says so. A display is kept whole, up to the size of a picture, or replaced by a line; it
    is not to be changed later, which could make many copies of a large one. An error always keeps its name.
    """
    if "ename" in content:
        traceback = [str(line) for line in content.get("traceback") or ()]
        if len(str(content)) <= room:
            return content
        return {
            "ename": _shortened(content["ename"], 200),
            "evalue": _shortened(content.get("evalue"), max(room // 2, 500)),
            "traceback": [_shortened("\n".join(traceback), max(room // 2, 500))],
        }
    if room <= 0:
        return None
    if "data" in content:
        if len(str(content)) <= max(room, PICTURE):
            return {**content, "transient": {}}
        return {**content, "data": {"text/plain": CUT}, "metadata": {}, "transient": {}}
    return {**content, "text": _shortened(content.get("text"), room)}


def _shortened(text: object, most: int) -> str:
    said = str(text)
    return said if len(said) <= most else said[:most] + CUT
