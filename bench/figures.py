"""From samples to figures: median, 95th percentile, ratio to the floor."""

import statistics
from collections.abc import Mapping
from typing import Any, Final

from bench.visit import Samples

FLOOR: Final = "floor"

_MEAN: Final = ("server CPU",)
"""Rows whose single figures are coarse (the system counts in steps of 10 ms), so that the mean is taken."""

Figures = dict[str, dict[str, dict[str, Any]]]
"""Subject → row → `typical` (median; mean for `server CPU`), `p95`, `n` and, if the floor has it, `ratio`."""


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


def _summarise(row: str, values: list[float]) -> dict[str, Any]:
    typical = statistics.fmean(values) if row in _MEAN else statistics.median(values)
    p95 = statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    return {"typical": round(typical, 2), "p95": round(p95, 2), "n": len(values)}
