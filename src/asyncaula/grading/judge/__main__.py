"""The judge's process: ``python -m asyncaula.grading.judge [[MODULE …] DESCRIPTOR]``.

With a descriptor it imports the modules and forks a judge for each submission that is asked for by it; without, it is
one, and its standard input and output are the conversation.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys

from ..forking.server import forked
from ..sandbox.warm.preload import load, modules_of_checks
from .frames import Frames
from .serving import serve
from .shell import Shell

_IMPORTS = "from asyncaula.checks import expect\nfrom IPython.display import display\n1"

_SELDOM = 100_000
"""Objects between two looks for garbage: a judge lives for less than a second, and has little."""


def prepare() -> Shell:
    """Import what test cells import, and have a shell that has run a cell."""
    for name in modules_of_checks():
        importlib.import_module(name)
    shell = Shell()
    shell.run(_IMPORTS)
    return shell


def own_pipes() -> Frames:
    """Take standard input and output for the conversation, and leave nothing in their place."""
    reader, writer = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0), os.dup2(nothing, 1)
    os.close(nothing)
    return Frames(reader, writer)


def main(arguments: list[str]) -> None:
    if not arguments:
        link = own_pipes()
        serve(link, prepare())
        return
    made: list[Shell] = []
    *libraries, descriptor = arguments

    def get_ready() -> None:
        load(libraries)
        made.append(prepare())

    with forked(int(descriptor), get_ready) as own:
        own.send(b"+")  # by which the grader learns who it is
        gc.set_threshold(_SELDOM)
        serve(Frames(own.makefile("rb"), own.makefile("wb")), made[0])
        os._exit(0)  # taking everything down would copy the memory it shares


if __name__ == "__main__":
    main(sys.argv[1:])
