"""The picture of a run: a row per job or task on the run's clock, as SVG, as text, and as one line."""

from .rows import Bars
from .svg import timeline_html, timeline_svg
from .text import timeline_text, trace_line

__all__ = ["Bars", "timeline_html", "timeline_svg", "timeline_text", "trace_line"]
