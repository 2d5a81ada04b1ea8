"""From samples to figures: median, 95th percentile, ratio to the floor, target met or missed."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from bench.visit import Samples

FLOOR: Final = "floor"

_MEAN: Final = ("server CPU",)
"""Rows whose single figures are coarse (the system counts in steps of 10 ms), so that the mean is taken."""

Figures = dict[str, dict[str, dict[str, Any]]]
"""Subject → row → `typical` (median; mean for `server CPU`), `p95`, `n` and, if the floor has it, `ratio`."""


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
        round: how many times faster.
    """

    row: str
    subject: str
    sense: Literal["at most", "at least"]
    limit: float
    against: str = ""


_PAGES: Final = ("network", "timeline", "profile", "formats", "matrix", "compare", "records", "about")
"""Pages beside the map, whose own target is stricter."""

TARGETS: Final = (
    Target("filter", "atlas-map", "at most", 1.2, FLOOR),
    Target("filter", "atlas-map", "at least", 8, "folium-rebuilt"),
    Target("bytes of filter", "atlas-map", "at most", 12_000),
    Target("bytes of click", "atlas-map", "at most", 12_000),
    Target("bytes of filter", "atlas-network", "at most", 12_000),
    Target("bytes of click", "atlas-network", "at most", 12_000),
    Target("first paint", "atlas-map", "at most", 1.4, FLOOR),
    *(Target("filter", f"atlas-{page}", "at most", 2, FLOOR) for page in _PAGES),
)


def build_figures(samples: Mapping[str, Samples]) -> Figures:
    """Return the figures of all subjects.

    Parameters
    ----------
    samples : mapping of str to Samples
        Subject → row → one figure a measured event.
    """
    figures = {
        subject: {row: _summarise(row, values) for row, values in rows.items() if values}
        for subject, rows in samples.items()
    }
    for rows in figures.values():
        for row, figure in rows.items():
            floor = figures.get(FLOOR, {}).get(row)
            if floor and floor["typical"]:
                figure["ratio"] = round(figure["typical"] / floor["typical"], 3)
    return figures


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


def _summarise(row: str, values: list[float]) -> dict[str, Any]:
    typical = statistics.fmean(values) if row in _MEAN else statistics.median(values)
    p95 = statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    return {"typical": round(typical, 2), "p95": round(p95, 2), "n": len(values)}


def _value(target: Target, figures: Figures) -> float | None:
    own = figures.get(target.subject, {}).get(target.row)
    if own is None or not target.against:
        return own["typical"] if own else None
    other = figures.get(target.against, {}).get(target.row)
    if other is None:
        return None
    parts = (own["typical"], other["typical"])
    return parts[0] / parts[1] if target.sense == "at most" else parts[1] / parts[0]
