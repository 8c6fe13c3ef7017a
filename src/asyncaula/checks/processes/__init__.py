"""Real processes, watched: what a learner's module starts, where its code runs, what it leaves behind.

`watched` looks on while code uses `multiprocessing` or a process pool, and forces what only sometimes happens;
`TracedValue` is a shared value whose lost updates are lost every time; `program` runs a file as ``python file``
would, under a given start method.
"""

from typing import TYPE_CHECKING

from ..lazily import attributes

if TYPE_CHECKING:
    from .programs import program
    from .value import TracedValue
    from .watch import NobodyPuts, QueueNotDrained, Watch, watched

__all__ = ["NobodyPuts", "QueueNotDrained", "TracedValue", "Watch", "program", "watched"]

__getattr__ = attributes(
    __name__,
    {
        "programs": ("program",),
        "value": ("TracedValue",),
        "watch": ("NobodyPuts", "QueueNotDrained", "Watch", "watched"),
    },
)
