"""In the judge: one submission's test cells, one after the other, until the grader has no more."""

from __future__ import annotations

import json
import os
from typing import Any

from asyncaula.checks.observation import set_observer
from asyncaula.checks.points import SEED_VARIABLE

from .compiled import Compiled
from .frames import Frames
from .observer import Observer
from .shell import Shell
from .vouching import HandedIn


def serve(link: Frames, shell: Shell) -> None:
    """Do what the grader says: `begin` with a seed and the lines handed in, then `run` cells.

    Comes back when the grader closes the conversation, or is gone.
    """
    while True:
        try:
            order = link.receive()
        except (EOFError, OSError):
            return
        if "begin" in order:
            os.environ[SEED_VARIABLE] = str(order["begin"]["seed"])
            set_observer(Observer(link, HandedIn(**order["begin"]["handed_in"])))
        else:
            source, made = order["run"], order["compiled"]
            outputs, number = shell.run(source, Compiled.from_data(source, made) if made else None)
            link.send({"outputs": _plain(outputs), "number": number})


def _plain(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the outputs as JSON can hold them: a picture's bytes, say, are left out as no test shows any."""
    kept: list[dict[str, Any]] = json.loads(json.dumps(outputs, default=lambda _other: ""))
    return kept
