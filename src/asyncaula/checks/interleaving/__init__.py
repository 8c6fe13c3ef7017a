"""Probes that force the bad interleaving of threads, so that a race is lost every time and not by luck.

`Turns` runs functions in threads of which one at a time has the turn; `SharedCell`, `TracedLock`,
`TracedCondition` and `TracedQueue` hand it on where a race can be lost. Used outside `Turns.run` they are
ordinary objects that keep a log. `work` and `rest` spend turns and virtual time.
`SteppedExecutor` completes jobs in the order that a check wants.
"""

from .cell import SharedCell, share
from .executor import SteppedExecutor, SteppedFuture
from .locks import TracedCondition, TracedLock
from .queues import TracedQueue
from .steps import Interleaved, LockDeadlock, Step, TooManySteps, Waiting
from .substitution import substituted
from .turns import Turns
from .work import rest, sleep, work

__all__ = [
    "Interleaved",
    "LockDeadlock",
    "SharedCell",
    "Step",
    "SteppedExecutor",
    "SteppedFuture",
    "TooManySteps",
    "TracedCondition",
    "TracedLock",
    "TracedQueue",
    "Turns",
    "Waiting",
    "rest",
    "share",
    "sleep",
    "substituted",
    "work",
]
