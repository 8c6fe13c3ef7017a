"""Observe there, judge here: the learner's cells run in one kernel, the tests in another.

`answering` runs in the learner's kernel, `asking` in the judging one, `execute` holds both. What crosses are
requests and results of `asyncaula.checks.observation` as JSON, and nothing else.
"""
