"""One grading run (job, kernel, outcome, gradebook) and the preprocessors of `nbgrader_config.py`."""
