"""`python -m bench.picture`: the results as a picture for the documents."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import plotly.graph_objects as go
from playwright.sync_api import sync_playwright
from plotly.subplots import make_subplots

from bench.browser import CHROMIUM_FLAGS, find_chromium
from bench.figures import FLOOR, Figures
from bench.subject import ROOT
from bench.table import RESULTS, ROWS, SCALE

PICTURE: Final = ROOT / "docs/pictures/bench.png"

_SHOWN: Final = ("filter", "bytes of filter", "click", "first paint")
"""Rows of the results, a panel each."""

_INK, _QUIET, _GROUND = "#2b2b28", "#b9b5aa", "#fbfaf7"
_COLOURS: Final = {"atlas": "#1d5fa8", FLOOR: "#5c5a54"}
_SIZE: Final = {"width": 1400, "height": 900}


def main() -> int:
    """Draw the results that were kept; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.picture", description=main.__doc__)
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="PATH", help="where the results are")
    parser.add_argument("--to", type=Path, default=PICTURE, metavar="PATH", help="where the picture goes")
    options = parser.parse_args()
    if not options.json.exists():
        sys.exit(f"no results in {options.json}: `python -m bench` measures them")
    figure = build_picture(json.loads(options.json.read_text(encoding="utf-8")))
    _write(figure, options.to)
    return 0


def build_picture(result: Mapping[str, Any]) -> go.Figure:
    """Return bars from nothing: a panel a row, a bar a subject, the fastest on top."""
    rows = [row for row in _SHOWN if any(row in own for own in result["figures"].values())]
    titles = [f"{ROWS[row][0]}, {ROWS[row][1]}" for row in rows]
    figure = make_subplots(
        rows=(len(rows) + 1) // 2,
        cols=2,
        subplot_titles=titles,
        horizontal_spacing=0.22,
        vertical_spacing=0.1,
    )
    for number, row in enumerate(rows):
        bars = _build_bars(result["figures"], result["labels"], row)
        figure.add_trace(bars, row=number // 2 + 1, col=number % 2 + 1)
    figure.update_xaxes(rangemode="tozero", visible=False)
    figure.update_yaxes(ticksuffix="  ")
    figure.update_layout(
        title=f"The atlas beside its peers: medians of one run ({result['date'][:10]})",
        font={"family": "sans-serif", "size": 14, "color": _INK},
        paper_bgcolor=_GROUND,
        plot_bgcolor=_GROUND,
        showlegend=False,
        margin={"l": 10, "r": 50, "t": 90, "b": 10},
        **_SIZE,
    )
    return figure


def _build_bars(figures: Figures, labels: Mapping[str, str], row: str) -> go.Bar:
    scale = SCALE[ROWS[row][1]]
    found = {name: own[row]["typical"] / scale for name, own in figures.items() if row in own}
    names = sorted(found, key=lambda name: -found[name])
    return go.Bar(
        x=[found[name] for name in names],
        y=[labels[name] for name in names],
        orientation="h",
        marker_color=[_COLOURS.get(name.partition("-")[0], _QUIET) for name in names],
        text=[_number(found[name]) for name in names],
        textposition="outside",
        cliponaxis=False,
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _write(figure: go.Figure, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    page_text = figure.to_html(include_plotlyjs=True, config={"staticPlot": True})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_FLAGS))
        page = browser.new_page(viewport=_SIZE)
        page.set_content(page_text)
        page.locator(".plotly-graph-div .main-svg").first.wait_for()
        page.locator(".plotly-graph-div").screenshot(path=to)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
