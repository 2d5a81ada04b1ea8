"""`python -m bench.reloads`: what a change of the data costs a running atlas, and whether anything stays."""

import argparse
import csv
import io
import os
import re
import runpy
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from bench.subject import ROOT


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.reloads", description=__doc__)
    parser.add_argument("--changes", type=int, default=20, help="how often the data change (20)")
    changes = parser.parse_args().changes
    with tempfile.TemporaryDirectory() as place:
        folder = shutil.copytree(ROOT / "data", Path(place) / "data")
        os.environ["ATLAS_DATA"] = str(folder)
        os.chdir(ROOT)
        keeper: Any = runpy.run_path("app.py")["keeper"]
        measured = [_change(keeper, folder, number) for number in range(changes + 1)]
    # The first change finds caches empty that the process needs only once.
    before, after = measured[0][-1], measured[-1][-1]
    seconds, processor, pause = (
        statistics.median(column) for column in list(zip(*measured[1:], strict=True))[:3]
    )
    print(
        f"{changes} changes, medians: taken in {seconds:.2f} s ({processor:.2f} s of processor), "
        f"{pause:.2f} s to clear up"
    )
    print(f"memory, MB: {before / 1e6:.0f} after the first, {after / 1e6:.0f} after the last")
    return 0


def _change(keeper: Any, folder: Path, number: int) -> tuple[float, float, float, int]:  # noqa: ANN401
    """Return seconds and processor time to take a change, seconds to clear up, bytes then held."""
    _edit(folder, number)
    keeper.look()
    begun, used = time.perf_counter(), time.process_time()
    keeper.look()
    taken, used = time.perf_counter(), time.process_time() - used
    keeper.look()
    if not keeper.find().catalog.version.endswith(f".{number}"):
        raise RuntimeError("the change was not taken")
    return taken - begun, used, time.perf_counter() - taken, psutil.Process().memory_info().rss


def _edit(folder: Path, number: int) -> None:
    package, records = folder / "datapackage.json", folder / "records.csv"
    text = re.sub(r'("version": "\d+\.\d+)[^"]*', rf"\g<1>.{number}", package.read_text(encoding="utf-8"))
    package.write_text(text, encoding="utf-8")
    rows = list(csv.reader(io.StringIO(records.read_text(encoding="utf-8"))))
    rows[1][rows[0].index("title")] = f"Title number {number}"
    new = io.StringIO()
    csv.writer(new, lineterminator="\n").writerows(rows)
    records.write_text(new.getvalue(), encoding="utf-8", newline="")


if __name__ == "__main__":
    sys.exit(main())
