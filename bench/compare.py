"""What got worse since the results that are kept with the code."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from bench.figures import FLOOR, Figures
from bench.subject import ROOT
from bench.table import RESULTS, ROWS

_FALL: Final = 0.2
"""By which part a ratio to the floor may grow before it is named."""


def read_committed() -> dict[str, Any] | None:
    """Return the results of the last commit; without Git those on disk, None if there are none."""
    path = RESULTS.relative_to(ROOT).as_posix()
    try:
        asked = subprocess.run(
            ["git", "show", f"HEAD:./{path}"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        text = asked.stdout if asked.returncode == 0 else ""
    except FileNotFoundError:
        text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    return json.loads(text) if text else None


def read_results(path: Path) -> dict[str, Any]:
    """Return the results of a run that was kept."""
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def compare(before: Figures, now: Figures) -> list[dict[str, Any]]:
    """Return every figure whose ratio to the floor grew by more than a fifth, the worst first.

    Parameters
    ----------
    before, now : Figures
        Only what both have is compared: milliseconds belong to a machine, ratios travel.
    """
    falls = [
        {"subject": subject, "row": row, "before": old, "now": new, "grown": round(new / old - 1, 3)}
        for subject, row, old, new in _pairs(before, now)
        if new / old > 1 + _FALL
    ]
    return sorted(falls, key=lambda fall: -fall["grown"])


def build_comparison(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> str:
    """Return a line for every row that fell, in words.

    Parameters
    ----------
    before : mapping or None
        Results to compare with, as they are kept.
    now : mapping
        Results of this run.
    """
    if before is None:
        return "No results are kept yet that these could be compared with."
    falls = compare(before["figures"], now["figures"])
    since = f"the kept results of {before['date']}"
    if not falls:
        return f"Against {since}: nothing fell by more than {_FALL:.0%} against the floor."
    lines = [f"Against {since}, fell by more than {_FALL:.0%} against the floor:"]
    return "\n".join(lines + [_line(fall, now["labels"]) for fall in falls])


def _pairs(before: Figures, now: Figures) -> Iterator[tuple[str, str, float, float]]:
    for subject, rows in now.items():
        for row, figure in rows.items() if subject != FLOOR else ():
            old = before.get(subject, {}).get(row, {}).get("ratio", 0)
            # A ratio of nothing or less (memory given back) cannot grow by a part of itself.
            if row in ROWS and "ratio" in figure and old > 0:
                yield subject, row, old, figure["ratio"]


def _line(fall: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    title = ROWS[fall["row"]][0]
    change = f"{fall['before']:.2f} → {fall['now']:.2f} × floor (+{fall['grown']:.0%})"
    return f"  {labels[fall['subject']]}: {title}: {change}"
