"""The child processes that a learner's code starts: what became of each, told by facts and never by elapsed time."""

from .meeting import CALL, Meeting
from .probe import AtRest, Children
from .verdicts import hung, left_alive, left_uncollected, stopped_the_loop

__all__ = [
    "CALL",
    "AtRest",
    "Children",
    "Meeting",
    "hung",
    "left_alive",
    "left_uncollected",
    "stopped_the_loop",
]
