"""`rehearse`: what ``uvicorn file:app`` or ``python file.py`` would do, carried out for a moment."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..scripts import Script

_CHILD = str(Path(__file__).with_name("child.py"))


def rehearse(
    target: str, *, get: Sequence[str] = (), env: Mapping[str, str | None] | None = None, timeout: float = 8.0
) -> Script:
    """Give a program that starts Uvicorn, for `expect` to run in a child interpreter and to look at.

    target: ``"principal:app"`` is what ``uvicorn principal:app`` does, ``"principal.py"`` what
    ``python principal.py`` does. get: paths that are asked for, one after the other, of every server as soon
    as it is ready; then it ends. env: changes to the environment, None takes a variable away.

    The interpreter, the command line, the import, the lifespan, the sockets and the exit code are the real
    ones. Three things are not: wherever the program asks to listen, it is given a free port of 127.0.0.1 (so
    that no two checks meet and nothing is open to the network), a server ends once it was asked, and what
    reloading and several workers would start is not started.

    The result's value is `asyncaula.checks.scripts.run_script`'s, with ``"report"`` (None where the program
    ended without a chance to write it)::

        {"servers": [{"app": "principal:app" | None, "host": "127.0.0.1", "port": 8000, "reload": False,
                      "workers": 1, "supervised": False, "started": True,
                      "lifespan": [["lifespan.startup.complete", ""]], "lifespan_error": False,
                      "answers": [{"path": "/", "status": 200, "type": "text/plain", "text": "hola"}]}],
         "not_found": "" | 'Attribute "app" not found in module "principal".',
         "conditional": ["app"]}

    servers: one for each ``uvicorn.Config`` that was made, with what it asked for; ``lifespan`` is what the
    application sent, ``lifespan_error`` whether it raised there. not_found: Uvicorn's words where the target
    names nothing. conditional: names that the file binds at its top level inside an ``if`` alone.
    """
    module, _, attribute = target.partition(":")
    plan = {"target": target, "get": list(get)}
    return Script(
        f"{module}.py" if attribute else target,
        (json.dumps(plan),),
        timeout=timeout,
        flags=(),
        under=_CHILD,
        env=tuple((env or {}).items()),
    )
