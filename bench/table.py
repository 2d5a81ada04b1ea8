"""The results as a reader sees them in a terminal."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bench.figures import Figures

ROWS: Final = {
    "first paint": ("first paint", "ms"),
    "filter": ("filter change → repainted", "ms"),
    "filter, next frame": ("filter change → frame painted", "ms"),
    "click": ("click → panel repainted", "ms"),
    "page change": ("page change", "ms"),
    "bytes at first paint": ("bytes at first paint", "kB"),
    "bytes of filter": ("bytes per filter change", "kB"),
    "bytes of click": ("bytes per click", "kB"),
    "server CPU": ("server CPU per interaction", "ms"),
    "session memory": ("server memory per session", "kB"),
}
"""Row of the results → how it is called in the table, and its unit."""

_SCALE: Final = {"ms": 1, "kB": 1000}


def build_table(figures: Figures, labels: Mapping[str, str]) -> str:
    """Return a block a row: each subject's median, 95th percentile and ratio to the floor."""
    blocks = []
    for row, (title, unit) in ROWS.items():
        lines = [_line(labels[subject], rows[row], unit) for subject, rows in figures.items() if row in rows]
        if lines:
            kind = "mean" if row == "server CPU" else "median"
            blocks.append("\n".join([_cells(f"{title}, {unit}", kind, "p95", "× floor", "n"), *lines]))
    return "\n\n".join(blocks)


def build_verdicts(judged: Iterable[Mapping[str, Any]], labels: Mapping[str, str]) -> str:
    """Return a line a target."""
    return "\n".join(_verdict(target, labels) for target in judged)


def _line(label: str, figure: Mapping[str, Any], unit: str) -> str:
    typical, p95 = (_number(figure[name] / _SCALE[unit]) for name in ("typical", "p95"))
    ratio = f"{figure['ratio']:.2f}" if "ratio" in figure else ""
    return _cells("  " + label, typical, p95, ratio, str(figure["n"]))


def _cells(first: str, *others: str) -> str:
    return first.ljust(40) + "".join(other.rjust(10) for other in others)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"


def _verdict(target: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    title, unit = ROWS[target["row"]]
    against = labels.get(target["against"], "")
    if not against:
        shown, limit = (f"{_number(target[name] / _SCALE[unit])} {unit}" for name in ("value", "limit"))
        subject = ""
    elif target["sense"] == "at most":
        shown, limit, subject = f"{target['value']:.2f} ×", f"{target['limit']:g} ×", f" {against}"
    else:
        shown, limit = f"{target['value']:.1f} times", f"{target['limit']:g} times"
        subject = f" faster than {against}"
    verdict = "met" if target["met"] else "MISSED"
    name = labels[target["subject"]]
    return f"{verdict:7} {name}: {title}: {shown}{subject} (target: {target['sense']} {limit})"
