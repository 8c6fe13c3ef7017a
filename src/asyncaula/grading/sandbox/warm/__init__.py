"""Kernels that start in milliseconds: forked from a process that has imported everything, into a sandbox.

`server` is that process, one for each grader, and never runs a line of anybody's. For each kernel `holding`
makes the sandbox of `policy` with bubblewrap, joins it (`namespaces`) and forks once more. `client` is the
grader's side, and says where forking is not safe.
"""
