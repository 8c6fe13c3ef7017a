"""Grades out to where they go: plug-ins for `nbgrader export --exporter=asyncaula.grading.exports.…`."""

from .canvas import CanvasExportPlugin
from .grades import CannotExport
from .gradescope import GradescopeExportPlugin
from .moodle import MoodleExportPlugin
from .plugin import GradesExportPlugin
from .quoted_csv import QuotedCsvExportPlugin

__all__ = [
    "CannotExport",
    "CanvasExportPlugin",
    "GradesExportPlugin",
    "GradescopeExportPlugin",
    "MoodleExportPlugin",
    "QuotedCsvExportPlugin",
]
