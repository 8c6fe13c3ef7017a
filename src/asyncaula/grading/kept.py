"""Of what a kernel writes, what is kept: as much as a person would read. Also imported in the kernel itself."""

from __future__ import annotations

from typing import Any

from ..checks.messages import N_, _

CUT = N_("\n… (salida recortada)\n")
KEPT = frozenset({"stream", "error", "display_data", "execute_result"})
"""The kinds of message that leave something in a notebook."""
NEEDED = frozenset({"status", "execute_input", "clear_output"})
"""Further kinds that are attended to. Widgets and changes of what was displayed before are not."""
MOST_OUTPUTS = 1000
"""Outputs of one cell."""
PICTURE = 1_000_000
"""Characters that one display may come to as long as there is any room."""
SENT = 1_000_000
"""Characters of one message that a kernel sends; what is kept of it is less."""


def cut(content: dict[str, Any], room: int) -> dict[str, Any] | None:
    """Give a message's content shortened to `room` characters; None where there is no room left.

    Text is cut, and says so. A display is kept whole, up to the size of a picture, or replaced by a line; it
    is not to be changed later, which could make many copies of a large one. An error always keeps its name.
    """
    if "ename" in content:
        return _cut_error(content, room)
    if room <= 0:
        return None
    if "data" in content:
        fits = length(content) <= max(room, PICTURE)
        kept = {} if fits else {"data": {"text/plain": _(CUT)}, "metadata": {}}
        return {**content, **kept, "transient": {}}
    if "text" in content:
        return {**content, "text": _shortened(content["text"], room)}
    return content


def length(value: object) -> int:
    """Give about how many characters the value takes in JSON, without making that text."""
    if isinstance(value, str):
        return len(value) + 4
    if isinstance(value, dict):
        return sum(len(str(key)) + 6 + length(item) for key, item in value.items())
    if isinstance(value, list | tuple):
        return sum(map(length, value)) + 4
    return 8


def send_briefly() -> None:
    """In a kernel, from now on: cut each message to `SENT` characters before it is sent.

    A courtesy to code that prints too much at once: its output is cut, and it goes on. A learner's code can
    undo this; the grader then takes no such message (`client.BoundedClient`), and its kernel has fallen
    silent.
    """
    from IPython.core.getipython import get_ipython

    session = get_ipython().kernel.session  # type: ignore[union-attr]
    send = session.send

    def brief(stream: Any, message: Any, content: Any = None, *args: Any, **more: Any) -> Any:
        if isinstance(message, dict):
            message = {**message, "content": _brief(message["content"])}
        return send(stream, message, _brief(content), *args, **more)

    session.send = brief


def _brief(content: Any) -> Any:
    if not isinstance(content, dict):
        return content
    if length(content.get("payload")) > SENT:
        content = {**content, "payload": []}
    return cut(content, SENT) if length(content) > SENT else content


def _cut_error(content: dict[str, Any], room: int) -> dict[str, Any]:
    if length(content) <= room:
        return content
    most = max(room // 2, 500)
    traceback = "\n".join(map(str, content.get("traceback") or ()))
    return {
        **content,
        "ename": _shortened(content["ename"], 200),
        "evalue": _shortened(content.get("evalue"), most),
        "traceback": [_shortened(traceback, most)],
    }


def _shortened(text: object, most: int) -> str:
    said = str(text)
    return said if len(said) <= most else said[:most] + _(CUT)
