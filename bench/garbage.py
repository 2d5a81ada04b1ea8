"""`python -m bench.garbage`: what garbage collection takes, by the number of open sessions.

Readers speak Streamlit's own socket protocol, without a browser. So many sessions are opened and stay; then
one after the other, chosen at random, changes its filters. Times are processor time of the server, noted by
Python itself before and after each collection. Each number of sessions comes twice: collections left to
Python alone, then as the atlas has it, which freezes what survived a long one (`atlas/server/garbage.py`).
`everything` is what it takes to thaw and look through all there is.
"""

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections.abc import Sequence
from typing import Final

from atlas.catalog import Catalog, load_catalog
from atlas.paths import data_folder
from bench.inside import FULL, Inside, serve_inside
from bench.reader import Reader, open_reader
from bench.readers import draw_query

_PAGES: Final = ("", "network", "timeline", "profile", "matrix", "records")
_AT_ONCE: Final = 4
_WARM_UP: Final = 30
_THAWS: Final = 3
_COLUMNS: Final = (
    *("sessions", "left to", "young", "middle", "full", "longest ms"),
    *("ms a change", "everything ms", "answer p50 ms", "p99 ms"),
)

Pause = tuple[int, float]
"""Generation, and the milliseconds its collection took."""


async def measure_garbage(inside: Inside, catalog: Catalog, sessions: int, changes: int) -> list[str]:
    """Return the figures of so many open sessions, as texts."""
    chance = random.Random(7)
    gate = asyncio.Semaphore(_AT_ONCE)

    async def open_one(place: int) -> Reader:
        async with gate:
            reader = await open_reader(inside.server, _PAGES[place % len(_PAGES)])
            await reader.ask()
            return reader

    present = await asyncio.gather(*(open_one(place) for place in range(max(sessions, 1))))

    async def change(times: int) -> list[float]:
        taken = []
        for _ in range(times):
            reader, begun = chance.choice(present), time.perf_counter()
            reader.query = draw_query(catalog, chance)
            await reader.ask()
            taken.append(1000 * (time.perf_counter() - begun))
        return taken

    await change(_WARM_UP)
    await asyncio.to_thread(inside.tell)
    taken = await change(changes)
    pauses = (await asyncio.to_thread(inside.tell))["pauses"]
    everything = [await asyncio.to_thread(inside.collect) for _ in range(_THAWS)]
    for reader in present:
        await reader.leave()
    return _describe(pauses, taken, everything)


def _describe(pauses: Sequence[Pause], taken: Sequence[float], everything: Sequence[float]) -> list[str]:
    counts = [sum(kind == wanted for kind, _ in pauses) for wanted in range(FULL + 1)]
    spent = [one for _, one in pauses]
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    figures = [
        max(spent, default=0),
        sum(spent) / len(taken),
        statistics.median(everything),
        cuts[49],
        cuts[98],
    ]
    return [*map(str, counts), *(f"{figure:.2f}" for figure in figures)]


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.garbage", description=__doc__)
    parser.add_argument("--changes", type=int, default=300, help="of filters, for each line (300)")
    parser.add_argument("--sessions", type=int, action="append", help="open at a time (0, 200 and 500)")
    given = parser.parse_args()
    catalog = load_catalog(data_folder())
    print("  ".join(_COLUMNS))
    for sessions in given.sessions or (0, 200, 500):
        for left_to, words in (("Python", ["unfrozen"]), ("atlas", [])):
            with serve_inside(*words) as inside:
                figures = asyncio.run(measure_garbage(inside, catalog, sessions, given.changes))
            texts = zip((str(sessions), left_to, *figures), _COLUMNS, strict=True)
            print("  ".join(f"{text:>{len(name)}}" for text, name in texts), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
