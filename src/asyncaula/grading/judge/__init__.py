"""The judge: a process that runs a submission's test cells and never a line of the learner's.

It is no kernel: cells come over a pipe, and what they leave goes back over it. What it wants observed it asks the
grader for, who asks the learner's kernel (`asyncaula.grading.separate`).
"""
