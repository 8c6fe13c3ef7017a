"""The child processes that a learner's code starts: what became of each, told by facts and never by elapsed time."""

from .meeting import CALL, Meeting
from .probe import AtRest, Children

__all__ = ["CALL", "AtRest", "Children", "Meeting"]
