"""`python -m bench.scale`: the whole atlas as records grow, from its start to the repaint in a browser.

The first line is the real data set, the others are generated ones. Each is started as a server of its own;
then a page is opened, its domain filter switched and partners chosen in Chromium, and sessions are opened.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from bench.browser import CHROMIUM_FLAGS, find_chromium
from bench.figures import build_figures
from bench.generate import write_folder
from bench.peers.atlas.subject import SUBJECTS
from bench.serve import Server, serve_data
from bench.sessions import open_session
from bench.startup import measure_steps
from bench.subject import ROOT, Subject
from bench.visit import Samples, measure_visit

RATIO: Final = 1.5
"""Most that filter → repaint may take at `_JUDGED` records, as a multiple of that of the real data set."""

_JUDGED: Final = 100_000
_RECORDS: Final = (1_000, 10_000, 100_000)
_REAL: Final = 0
"""Stands for the real data set where a number of records is asked for."""

_OPENINGS, _SESSIONS = 3, 20
_PATIENCE: Final = 1_200
"""Seconds a start may take."""

# A generated data set need not hold the USA, and with many records every view has the same nodes and edges.
_READERS: Final = {
    "atlas-map": """(() => {
      const map = document.querySelector("#atlas-map[data-ready]");
      const network = document.querySelector("#atlas-network[data-ready]");
      return {
        filter: map && map.querySelector('path[data-iso3="TUR"]').dataset.records,
        other: network && network.querySelector(".atlas-canvas").getAttribute("aria-label"),
        panel: document.querySelector("#atlas-panel[data-ready] h2")?.textContent,
      };
    })()""",
    "atlas-network": """(() => {
      const map = document.querySelector("#atlas-map[data-ready]");
      const network = document.querySelector("#atlas-network[data-ready]");
      return {
        filter: network && network.querySelector(".atlas-canvas").getAttribute("aria-label"),
        other: map && map.querySelector('path[data-iso3="TUR"]').dataset.records,
        panel: document.querySelector("#atlas-panel[data-ready] h2")?.textContent,
      };
    })()""",
}
_HEADER: Final = (
    f"{'data set':>20} {'start s':>8} {'own s':>6} {'MB':>6} {'MB then':>8} {'paint':>7} {'kB':>6}"
    f" {'filter p50':>11} {'p95':>7} {'kB':>6} {'click p50':>10} {'p95':>7} {'CPU':>6} {'n':>4}"
)


def measure_scale(
    browser: Browser, subject: Subject, records: int, partners: int, times: int
) -> dict[str, Any]:
    """Return the figures of one data set.

    Parameters
    ----------
    browser, subject : Browser, Subject
        With what is measured, and which page.
    records, partners : int
        Size of the data set; 0 records are the real one.
    times : int
        Changes of the filter, half of them on and half off.
    """
    with _folder(records, partners) as folder:
        _, read, made = measure_steps(folder)
        begun = time.perf_counter()
        with serve_data(subject, folder, _PATIENCE) as server:
            started, memory = time.perf_counter() - begun, server.memory()
            samples = _visit(browser, subject, server, times)
            with ExitStack() as stack:
                for _ in range(_SESSIONS):
                    stack.enter_context(open_session(server, subject.path))
                then = server.memory()
    return {
        "records": records,
        "partners": partners,
        "start": started,
        "own": read + made,
        "memory": memory / 1e6,
        "memory_then": then / 1e6,
        **build_figures({subject.name: samples})[subject.name],
    }


@contextmanager
def _folder(records: int, partners: int) -> Iterator[Path]:
    if records == _REAL:
        yield ROOT / "data"
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        write_folder(folder, records, partners)
        yield folder


def _visit(browser: Browser, subject: Subject, server: Server, times: int) -> Samples:
    samples: Samples = defaultdict(list)
    measure_visit(browser, subject, server, 0)  # fills what is kept for all
    for cycles in (*[0] * _OPENINGS, max(times // 2, 1)):
        for row, values in measure_visit(browser, subject, server, cycles)[0].items():
            samples[row] += values
    return samples


def describe(figures: dict[str, Any]) -> str:
    """Return the line of one data set; milliseconds and kB where nothing else is said."""
    size = f"{figures['records']:,} × {figures['partners']}" if figures["records"] else "real"
    paint, filtered, clicked = (figures[row] for row in ("first paint", "filter", "click"))
    kilobytes = [figures[row]["typical"] / 1000 for row in ("bytes at first paint", "bytes of filter")]
    return (
        f"{size:>20} {figures['start']:>8.1f} {figures['own']:>6.1f}"
        f" {figures['memory']:>6.0f} {figures['memory_then']:>8.0f}"
        f" {paint['typical']:>7.0f} {kilobytes[0]:>6.0f}"
        f" {filtered['typical']:>11.1f} {filtered['p95']:>7.1f} {kilobytes[1]:>6.1f}"
        f" {clicked['typical']:>10.1f} {clicked['p95']:>7.1f}"
        f" {figures['server CPU']['typical']:>6.1f} {filtered['n']:>4}"
    )


def judge(real: dict[str, Any], other: dict[str, Any]) -> str:
    """Return the line that holds a data set against the real one, with its target if it has one."""
    ratio = other["filter"]["typical"] / real["filter"]["typical"]
    line = (
        f"filter → repaint, {other['records']:,} × {other['partners']}: {ratio:.2f} times the real data set"
    )
    if other["records"] != _JUDGED:
        return line
    return f"{line}  {'met' if ratio <= RATIO else 'MISSED'} (at most {RATIO})"


def main() -> int:
    """Run the command."""
    names = sorted(_READERS)
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=_RECORDS)
    parser.add_argument("--partners", type=int, nargs="+", default=(40,))
    parser.add_argument("--times", type=int, default=20, help="changes of the filter (20)")
    parser.add_argument("--page", choices=names, default="atlas-map", help="what is opened (atlas-map)")
    given = parser.parse_args()
    found = next(one for one in SUBJECTS if one.name == given.page)
    sizes = [(records, partners) for records in given.records for partners in given.partners]
    print(f"{given.page}; milliseconds, kB; MB of the server at first and with {_SESSIONS} sessions open")
    print(_HEADER)
    _report(replace(found, reader=_READERS[found.name]), [(_REAL, 0), *sizes], given.times)
    return 0


def _report(subject: Subject, sizes: Sequence[tuple[int, int]], times: int) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_FLAGS))
        rows = []
        for records, partners in sizes:
            rows.append(measure_scale(browser, subject, records, partners, times))
            print(describe(rows[-1]), flush=True)
        browser.close()
    real, *others = rows
    for other in others:
        print(judge(real, other))


if __name__ == "__main__":
    sys.exit(main())
