"""One grading run: a job, a kernel, an outcome, the gradebook. And the preprocessors of `nbgrader_config.py`."""
