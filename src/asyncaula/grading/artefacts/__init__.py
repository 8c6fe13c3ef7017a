"""What a grading run leaves for other programs: JSON, JUnit XML and a quoted CSV."""

from .document import document
from .junit import junit

__all__ = ["document", "junit"]
