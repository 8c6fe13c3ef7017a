"""Pictures of the report as SVG text that follows the page's colours, light or dark."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import matplotlib as mpl

mpl.use("svg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

_INK, _BAR, _FAINT = "#010203", "#0072b2", "#010204"
_SIZE = re.compile(r'width="[\d.]+pt" height="[\d.]+pt"')
_HEAD = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "asyncaula",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
}


def histogram_svg(counts: Sequence[int], title: str) -> str:
    """Draw how many students reached each tenth of the points."""
    figure, axes = _axes(6.4, 2.6)
    width = 100 / len(counts)
    left = [width * i for i in range(len(counts))]
    bars = axes.bar(left, counts, width=width * 0.92, align="edge", color=_BAR)
    axes.bar_label(bars, [str(n) if n else "" for n in counts], padding=2)
    axes.set_xlabel("% de los puntos")
    axes.set_ylabel("estudiantes")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(0, 100)
    axes.margins(y=0.15)
    return _svg(figure, title)


def shares_svg(names: Sequence[str], shares: Sequence[float], title: str) -> str:
    """Draw a bar from 0 to 100 % for each name, the first on top."""
    figure, axes = _axes(6.4, 0.7 + 0.27 * max(len(names), 1))
    places = range(len(names))
    axes.barh(places, [100] * len(names), color=_FAINT, alpha=0.12)
    bars = axes.barh(places, [100 * s for s in shares], color=_BAR)
    axes.bar_label(bars, [f"{100 * s:.0f} %" for s in shares], padding=3)
    axes.set_yticks(list(places), list(names))
    _first_on_top(axes, len(names))
    axes.set_xlim(0, 112)
    axes.set_xticks([0, 25, 50, 75, 100])
    return _svg(figure, title)


def counts_svg(names: Sequence[str], counts: Sequence[int], title: str) -> str:
    """Draw a bar for each name as long as its count, the first on top."""
    figure, axes = _axes(6.4, 0.7 + 0.27 * max(len(names), 1))
    places = range(len(names))
    bars = axes.barh(places, list(counts), color=_BAR)
    axes.bar_label(bars, [str(n) for n in counts], padding=3)
    axes.set_yticks(list(places), list(names))
    _first_on_top(axes, len(names))
    axes.margins(x=0.1)
    axes.set_xlabel("estudiantes")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return _svg(figure, title)


def _first_on_top(axes: Axes, bars: int) -> None:
    axes.set_ylim(max(bars, 1) - 0.4, -0.6)


def _axes(width: float, height: float) -> tuple[Figure, Axes]:
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots()
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        return figure, axes


def _svg(figure: Figure, title: str) -> str:
    with mpl.rc_context(_STYLE):
        written = io.StringIO()
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    text = _METADATA.sub("", _HEAD.sub("", written.getvalue()))
    text = _SIZE.sub(f'role="img" aria-label="{title}"', text, count=1)
    for placeholder in (_INK, _FAINT):
        text = text.replace(placeholder, "currentColor")
    return text
