"""Child interpreters: run a learner's program in a process of its own, and always get it back."""

from .child_run import ChildRun
from .running import ChildNotReady, RunningChild, run_child, start_child

__all__ = ["ChildNotReady", "ChildRun", "RunningChild", "run_child", "start_child"]
