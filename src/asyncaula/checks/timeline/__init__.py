"""The picture of a run: a row per job or task on the run's clock, as SVG, as text, and as one line.

Threads that took turns have a picture of their own: a column each.
"""

from .rows import Bars
from .svg import timeline_html, timeline_svg
from .text import timeline_text, trace_line
from .turns import Steps, turns_html, turns_text

__all__ = [
    "Bars",
    "Steps",
    "timeline_html",
    "timeline_svg",
    "timeline_text",
    "trace_line",
    "turns_html",
    "turns_text",
]
