"""What a judge runs under: the same walls as a learner's kernel, without files, sockets or anybody to talk to.

It runs no line of a learner's; that it can reach nothing is for a fault in what reads the answers.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ..sandbox import policy, stepdown
from ..sandbox.environment import python_trees
from ..sandbox.limits import Limits
from ..sandbox.probe import Tools

LIMITS = Limits()


def walled(tools: Tools, filter_fd: int | None) -> list[str]:
    """Give the command that a judge's runs under."""
    trees = python_trees()
    command = stepdown.command(tools.bwrap, tools.setpriv, trees) if stepdown.needed() else []
    variables = policy.variables(Path(sys.executable).parent, {})
    command += [*policy.walls(tools.bwrap, trees, LIMITS), *policy.closed(variables, filter_fd)]
    return [*command, *policy.limited(tools.prlimit, LIMITS)]
