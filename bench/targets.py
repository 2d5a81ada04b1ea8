"""What the figures have to reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from bench.figures import FLOOR, Figures

MAPS: Final = (
    "dash-leaflet",
    "echarts-map",
    "folium-feature-group",
    "folium-rebuilt",
    "plotly-choropleth",
    "pydeck",
)
NETWORKS: Final = ("echarts-graph", "link-analysis", "pyvis-iframe")
"""Peers that show what the map and the network of the atlas show."""


@dataclass(frozen=True)
class Target:
    """What a figure has to reach.

    Parameters
    ----------
    row, subject : str
        Which figure.
    sense : {'at most', 'at least'}
        Which side of `limit` is good.
    limit : float
        In bytes, or a ratio if `against` is given.
    against : str, optional
        With 'at most', figure of `subject` divided by that of `against`; with 'at least' the other way
        round: how many times less.
    figure : {'typical', 'p95'}
        Of `subject`; of `against` it is always the typical one.
    """

    row: str
    subject: str
    sense: Literal["at most", "at least"]
    limit: float
    against: str = ""
    figure: Literal["typical", "p95"] = "typical"


_PAGES: Final = ("timeline", "profile", "formats", "matrix", "compare", "records", "about")
"""Pages beside map and network, whose own targets are stricter."""

TARGETS: Final = (
    Target("filter", "atlas-map", "at most", 0.9, FLOOR),
    Target("filter", "atlas-map", "at most", 1.5, FLOOR, "p95"),
    Target("click", "atlas-map", "at most", 0.8, FLOOR),
    Target("click", "atlas-network", "at most", 0.8, FLOOR),
    Target("filter", "atlas-network", "at most", 1, FLOOR),
    Target("page change", "atlas-map", "at most", 1.5, FLOOR),
    Target("page change", "atlas-network", "at most", 1.5, FLOOR),
    Target("first paint", "atlas-map", "at most", 1.15, FLOOR),
    *(Target("filter", f"atlas-{page}", "at most", 2, FLOOR) for page in _PAGES),
    Target("bytes of filter", "atlas-map", "at most", 8_000),
    Target("bytes of click", "atlas-map", "at most", 8_000),
    Target("bytes of filter", "atlas-network", "at most", 8_000),
    Target("bytes of click", "atlas-network", "at most", 8_000),
    *(Target("filter", "atlas-map", "at least", 8 if "folium" in peer else 5, peer) for peer in MAPS),
    *(Target("filter", "atlas-network", "at least", 5, peer) for peer in NETWORKS),
    Target("bytes of filter", "atlas-map", "at least", 80, "folium-feature-group"),
    Target("bytes of filter", "atlas-map", "at least", 80, "folium-rebuilt"),
)


def judge_targets(figures: Figures) -> list[dict[str, Any]]:
    """Return every target whose figures were measured, with its value and whether it is met."""
    judged = []
    for target in TARGETS:
        value = _value(target, figures)
        if value is None:
            continue
        met = value <= target.limit if target.sense == "at most" else value >= target.limit
        judged.append({**vars(target), "value": round(value, 3), "met": met})
    return judged


def _value(target: Target, figures: Figures) -> float | None:
    own = _figure(figures, target.subject, target.row, target.figure)
    if own is None or not target.against:
        return own
    other = _figure(figures, target.against, target.row, "typical")
    if not other or not own:
        return None
    return own / other if target.sense == "at most" else other / own


def _figure(figures: Figures, subject: str, row: str, name: str) -> float | None:
    found: Mapping[str, Any] = figures.get(subject, {}).get(row, {})
    return found.get(name)
