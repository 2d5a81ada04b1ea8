"""`python -m bench.startup`: how long the atlas takes to start, and what with."""

import argparse
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.peers.atlas.subject import SUBJECTS
from bench.serve import serve_all
from bench.subject import ROOT

_STEPS: Final = """
import importlib, runpy, sys, time
clock = time.process_time if sys.argv[1:] else time.perf_counter
begun = clock()
names = [line.split()[1] for line in open("app.py") if line.startswith(("import ", "from "))]
for name in names:
    importlib.import_module(name)
imported = clock()
from atlas.catalog import load_catalog
from atlas.live.preload import first_assets
from atlas.paths import data_folder
data = load_catalog(data_folder())
checked = clock()
first_assets(data)
made = clock()
print(imported - begun, checked - imported, made - checked)
"""
_WHOLE: Final = _STEPS[: _STEPS.index("from atlas.catalog")] + (
    'runpy.run_path("app.py")\nprint(clock() - imported)\n'
)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="starts that are measured (5)")
    rounds = range(parser.parse_args().rounds)
    steps = [measure_steps() for _ in rounds]
    whole = [_run(_WHOLE) for _ in rounds]
    ready = [[_wait_until_ready()] for _ in rounds]
    rows = ("imports", "data read and checked", "files for the browser made")
    print(f"seconds, median of {len(rounds)} (slowest)")
    for name, values in zip(rows, zip(*steps, strict=True), strict=True):
        print(_line(name, values))
    print(_line("app.py, imports not counted", [value for (value,) in whole]))
    print(_line("  the same, processor time", [_run(_WHOLE, "processor")[0] for _ in rounds]))
    print(_line("process started → /ready says 200", [value for (value,) in ready]))
    return 0


def measure_steps(data: Path | None = None) -> Sequence[float]:
    """Return seconds of the imports, of reading and checking, and of making the files for the browser.

    Parameters
    ----------
    data : Path, optional
        Folder of the data set; the one the atlas would be started on without one.
    """
    return _run(_STEPS, data=data)


def _run(script: str, *words: str, data: Path | None = None) -> Sequence[float]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *words],
        cwd=ROOT,
        env=os.environ | ({"ATLAS_DATA": str(data)} if data else {}),
        check=True,
        capture_output=True,
        text=True,
    )
    return [float(word) for word in done.stdout.split()]


def _wait_until_ready() -> float:
    begun = time.perf_counter()
    with serve_all(SUBJECTS[:1]) as servers:
        # serve_all has waited for the first page; what is ready only later is ready now or not at all.
        address = next(iter(servers.values())).address
        with urllib.request.urlopen(f"{address}/ready", timeout=5):
            return time.perf_counter() - begun


def _line(name: str, values: Sequence[float]) -> str:
    return f"{name:40} {statistics.median(values):6.2f}  ({max(values):.2f})"


if __name__ == "__main__":
    sys.exit(main())
