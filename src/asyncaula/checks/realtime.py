"""The real clocks, kept before anything patches them.

Everything in the checks that must measure or wait in real seconds imports from here, so that a
virtual clock, or a learner's own patch of `time`, never reaches it.
"""

from time import monotonic, perf_counter, sleep

__all__ = ["monotonic", "perf_counter", "sleep"]
