"""`python -m bench.growth`: what a change of filters costs the server as records and partners grow.

Each line is a generated data set in a process of its own, on one core. Measured: selecting, counting for
partners, organisations and formats, the numbers beside every filter value and the records of each year.
"""

import argparse
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import time
from typing import Any, Final

import psutil

from atlas.address import LISTS, allowed_values
from atlas.catalog import Catalog
from atlas.index import index_of
from atlas.model import Filters
from atlas.query import count_facets, count_members, count_years, select_records
from bench.generate import PARTNERS, SIZES, generate_catalog

TARGETS: Final = {100_000: 20.0, 1_000_000: 150.0}
"""Records → most milliseconds at the 95th percentile."""

_TABLES: Final = ("partners", "organisations", "formats")
_CHANGES: Final = 60
_SEED: Final = 7


def draw_filters(catalog: Catalog, chance: random.Random) -> Filters:
    """Return filters as a reader sets them: up to four parameters, one to three values of each."""
    chosen: dict[str, Any] = {}
    for name in chance.sample(("years", *LISTS), chance.randint(0, 4)):
        if name == "years":
            years = range(catalog.first_year, catalog.last_year + 1)
            chosen[name] = tuple(sorted(chance.sample(years, 2)))
        else:
            allowed = allowed_values(name, catalog)
            wanted = chance.sample(allowed, min(chance.randint(1, 3), len(allowed)))
            chosen[name] = tuple(value for value in allowed if value in wanted)
    return Filters(**chosen)


def measure_growth(records: int, partners: int) -> dict[str, Any]:
    """Return the figures of one data set: milliseconds a change of filters, seconds and MB to begin with."""
    catalog = generate_catalog(records, partners)
    own = psutil.Process()
    before, begun = own.memory_info().rss, time.perf_counter()
    index_of(catalog)
    built, after = time.perf_counter() - begun, own.memory_info().rss
    chance = random.Random(_SEED)
    filters = [draw_filters(catalog, chance) for _ in range(_CHANGES)]
    _change(catalog, Filters())  # what is made at the first call
    gc.collect()
    gc.freeze()  # as app.py does: what lives as long as the process is not looked through again
    times = [_change(catalog, one) for one in filters]
    parts = {name: statistics.median(one[name] for one in times) for name in times[0]}
    totals = sorted(sum(one.values()) for one in times)
    return {
        "records": records,
        "partners": partners,
        **parts,
        "p50": statistics.median(totals),
        "p95": totals[int(0.95 * len(totals))],
        "index_seconds": built,
        "index_mb": (after - before) / 1e6,
        "memory_mb": own.memory_info().rss / 1e6,
    }


def _change(catalog: Catalog, filters: Filters) -> dict[str, float]:
    marks = [time.perf_counter()]
    selection = select_records(catalog, filters)
    marks.append(time.perf_counter())
    for table in _TABLES:
        count_members(selection, table)
    marks.append(time.perf_counter())
    count_facets(catalog, filters)
    marks.append(time.perf_counter())
    count_years(catalog, filters)
    marks.append(time.perf_counter())
    steps = zip(("select", "members", "facets", "years"), marks, marks[1:], strict=False)
    return {name: 1000 * (end - start) for name, start, end in steps}


def describe(figures: dict[str, Any]) -> str:
    """Return the line of one data set, with its target."""
    limit = TARGETS.get(figures["records"])
    verdict = ""
    if limit:
        verdict = f"  {'met' if figures['p95'] <= limit else 'MISSED'} (at most {limit:.0f})"
    form = "{records:>9,} {partners:>8} {select:>8.2f} {members:>8.2f} {facets:>8.2f} {years:>8.2f}"
    form += " {p50:>8.2f} {p95:>8.2f} {index_seconds:>8.2f} {index_mb:>9.0f} {memory_mb:>9.0f}"
    return form.format(**figures) + verdict


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=SIZES)
    parser.add_argument("--partners", type=int, nargs="+", default=PARTNERS)
    parser.add_argument("--here", action="store_true", help="one data set in this process, as JSON")
    given = parser.parse_args()
    if given.here:
        print(json.dumps(measure_growth(given.records[0], given.partners[0])))
        return 0
    print("milliseconds a change of filters (median of each part; p50 and p95 of the sum)")
    print(
        "  records partners   select  members   facets    years      p50      p95  index s  index MB  all MB"
    )
    for records in given.records:
        for partners in given.partners:
            print(describe(_measure_apart(records, partners)), flush=True)
    return 0


def _measure_apart(records: int, partners: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.growth", "--here"]
    command += ["--records", str(records), "--partners", str(partners)]
    one_core = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    answer = subprocess.run(command, check=True, capture_output=True, env=one_core)
    figures: dict[str, Any] = json.loads(answer.stdout)
    return figures


if __name__ == "__main__":
    sys.exit(main())
