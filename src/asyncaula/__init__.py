"""A course on asynchronous Python that releases and grades itself with nbgrader."""

__version__ = "0.1.0"
