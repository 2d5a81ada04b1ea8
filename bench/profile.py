"""`python -m bench.profile NAME`: where the time of an interaction goes in the server.

A reader without a browser changes filters, then clicks, a moment between one and the next. First the server
is left alone, then functions of Streamlit and of the atlas are timed in it (`bench/spans.py`). The whole, the
waits and the run are medians by the clock; the parts are means of processor time, each without what is listed
apart. What overlaps counts twice by the clock, so the parts may add up to more or less than the whole.
"""

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from atlas.catalog import Catalog, load_catalog
from atlas.paths import data_folder
from bench.inside import Inside, serve_inside
from bench.peers.atlas.subject import SUBJECTS
from bench.reader import Reader, open_reader
from bench.readers import draw_query
from bench.spans import REST

_WARM_UP: Final = 20
_PAUSE: Final = 0.1
_LEAST: Final = 0.05
"""Milliseconds below which a part is not listed by itself."""

_CLOCK: Final = ("whole, by the clock", "until the run begins", "run", "after it, until all is here")
_PROCESSOR: Final = "processor time, all parts below"
_SMALL: Final = "all that is smaller"

Told = tuple[list[float], Mapping[str, Any]]
"""Milliseconds of each answer, and what the server tells."""


async def measure_acts(inside: Inside, page: str, catalog: Catalog, times: int) -> dict[str, Told]:
    """Return what is seen of changes of filters and of clicks."""
    chance = random.Random(7)
    reader = await open_reader(inside.server, page)
    await reader.ask()
    partners = list(catalog.partners["iso3"])

    async def change() -> None:
        reader.query = draw_query(catalog, chance)
        await reader.ask()

    async def click() -> None:
        await reader.click(chance.choice(partners))

    seen = {}
    for name, act in (("filter change", change), ("click", click)):
        await _repeat(act, _WARM_UP)
        await asyncio.to_thread(inside.tell)
        taken = await _repeat(act, times)
        seen[name] = (taken, await asyncio.to_thread(inside.tell))
        await _empty(reader)
    return seen


async def _repeat(act: Callable[[], Awaitable[None]], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        await asyncio.sleep(_PAUSE)
        begun = time.monotonic()
        await act()
        taken.append(1000 * (time.monotonic() - begun))
    return taken


async def _empty(reader: Reader) -> None:
    """Take all filters off: of a view that holds nothing a click shows little."""
    reader.query = {}
    await reader.ask()


def build_profile(taken: Sequence[float], told: Mapping[str, Any]) -> dict[str, float]:
    """Return part → milliseconds of an interaction; the waits first, then parts by size."""
    moments: dict[str, list[float]] = {}
    for name, when in told["steps"]:
        moments.setdefault(name, []).append(when)
    whole = statistics.median(taken)
    begins = _median_between(moments["question begins"], moments["run begins"])
    run = _median_between(moments["run begins"], moments["run ends"])
    figures = dict(zip(_CLOCK, (whole, begins, run, whole - begins - run), strict=True))
    spent = {name: value / len(taken) for name, value in told["spent"].items()}
    spent[REST] = spent.get(REST, 0.0) + told["server"] / len(taken)
    small = sum(value for value in spent.values() if value < _LEAST)
    listed = {name: value for name, value in spent.items() if value >= _LEAST} | {_SMALL: small}
    figures[_PROCESSOR] = sum(spent.values())
    return figures | dict(sorted(listed.items(), key=lambda item: -item[1]))


def _median_between(starts: Sequence[float], ends: Sequence[float]) -> float:
    return 1000 * statistics.median(end - start for start, end in zip(starts, ends, strict=True))


def describe(profiles: Mapping[str, Mapping[str, float]], alone: Mapping[str, Told]) -> Iterator[str]:
    """Yield the table in Markdown, then what the timing itself adds."""
    yield "| part | " + " | ".join(f"{name}, ms | share" for name in profiles) + " |"
    yield "| --- |" + " ---: | ---: |" * len(profiles)
    rows = dict.fromkeys(name for profile in profiles.values() for name in profile)
    for row in rows:
        yield f"| {row} | {' | '.join(_cell(profile, row) for profile in profiles.values())} |"
    for name, profile in profiles.items():
        whole = statistics.median(alone[name][0])
        yield f"{name}: {whole:.1f} ms when nothing is timed, {profile[_CLOCK[0]] - whole:+.1f} ms when it is"


def _cell(profile: Mapping[str, float], row: str) -> str:
    value = profile.get(row, 0.0)
    return f"{value:.2f} |" + ("" if row in _CLOCK else f" {100 * value / profile[_PROCESSOR]:.0f} %")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile", description=__doc__)
    parser.add_argument("name", nargs="?", default="atlas-map", help="of the subject (atlas-map)")
    parser.add_argument("--times", type=int, default=60, help="how often each is done (60)")
    given = parser.parse_args()
    page = next(one.path for one in SUBJECTS if one.name == given.name).partition("?")[0].strip("/")
    catalog = load_catalog(data_folder())
    with serve_inside() as inside:
        alone = asyncio.run(measure_acts(inside, page, catalog, given.times))
    with serve_inside("timed") as inside:
        timed = asyncio.run(measure_acts(inside, page, catalog, given.times))
    profiles = {name: build_profile(*seen) for name, seen in timed.items()}
    print("\n".join(describe(profiles, alone)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
