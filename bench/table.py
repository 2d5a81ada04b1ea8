"""The results as a reader sees them; `python -m bench.table` prints those that were kept."""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
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

SCALE: Final = {"ms": 1, "kB": 1000}
"""Unit → by what a figure of the results is divided."""

RESULTS: Final = Path(__file__).parent / "results" / "latest.json"


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
    typical, p95 = (_number(figure[name] / SCALE[unit]) for name in ("typical", "p95"))
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
        shown, limit = (f"{_number(target[name] / SCALE[unit])} {unit}" for name in ("value", "limit"))
        subject = ""
    elif target["sense"] == "at most":
        shown, limit, subject = f"{target['value']:.2f} ×", f"{target['limit']:g} ×", f" {against}"
    else:
        shown, limit = f"{target['value']:.1f} times", f"{target['limit']:g} times"
        subject = f" {'faster' if unit == 'ms' else 'less'} than {against}"
    verdict = "met" if target["met"] else "MISSED"
    name = labels[target["subject"]]
    title += ", p95" if target["figure"] == "p95" else ""
    return f"{verdict:7} {name}: {title}: {shown}{subject} (target: {target['sense']} {limit})"


def build_report(result: Mapping[str, Any]) -> str:
    """Return machine, table and verdicts for a terminal."""
    labels = result["labels"]
    verdicts = build_verdicts(result["targets"], labels)
    parts = [_describe_run(result), build_table(result["figures"], labels), verdicts]
    return "\n\n".join(part for part in parts if part)


def build_markdown(result: Mapping[str, Any]) -> str:
    """Return one table with a line a subject, and the verdicts as a list, for a document."""
    figures, labels = result["figures"], result["labels"]
    rows = [row for row in ROWS if any(row in own for own in figures.values())]
    titles = ["", *(f"{ROWS[row][0]}, {ROWS[row][1]}" for row in rows)]
    lines = [_pipe(titles), _pipe(["---", *["---:" for _ in rows]])]
    lines += [_pipe([labels[name], *(_cell(own, row) for row in rows)]) for name, own in figures.items()]
    verdicts = "\n".join(f"- {line}" for line in build_verdicts(result["targets"], labels).splitlines())
    return "\n\n".join(part for part in (_describe_run(result), "\n".join(lines), verdicts) if part)


def main() -> None:
    """Print results that were kept."""
    parser = argparse.ArgumentParser(prog="python -m bench.table", description=main.__doc__)
    parser.add_argument("--markdown", action="store_true", help="for a document")
    parser.add_argument("--json", type=Path, default=RESULTS, metavar="PATH", help="where the results are")
    options = parser.parse_args()
    result = json.loads(options.json.read_text(encoding="utf-8"))
    print(build_markdown(result) if options.markdown else build_report(result))


def _cell(own: Mapping[str, Mapping[str, Any]], row: str) -> str:
    figure = own.get(row)
    if figure is None:
        return ""
    ratio = f" ({figure['ratio']:.2f} ×)" if "ratio" in figure else ""
    return _number(figure["typical"] / SCALE[ROWS[row][1]]) + ratio


def _pipe(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _describe_run(result: Mapping[str, Any]) -> str:
    machine = result["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    return (
        f"{result['date'][:10]}, {machine['processor']}, {machine['cores']} cores, "
        f"load before {machine['load_before']}, Python {machine['python']}, "
        f"Chromium {machine['chromium']}; {versions}"
    )


if __name__ == "__main__":
    main()
