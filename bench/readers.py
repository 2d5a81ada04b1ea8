"""`python -m bench.readers`: how many readers one process serves, or two, and what they cost.

Sessions speak Streamlit's own socket protocol, without a browser. Each opens a page; at a steady rate one of
them after the other changes its filters or clicks, and now and then one leaves and another comes. Times count
from when a change was due, so a server that falls behind cannot hide it. With no rate everyone who may asks
again at once: what is served then is the most there is.
"""

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from atlas.address import LISTS, allowed_values
from atlas.catalog import Catalog, load_catalog
from atlas.paths import data_folder
from bench.peers.atlas.subject import SUBJECTS
from bench.reader import FAILURES, Query, Reader, open_reader
from bench.serve import Server, serve_replicas

MOST_MB: Final = 0.5
"""A session."""

_PAGES: Final = ("", "network", "timeline", "profile", "matrix", "records")
_COLUMNS: Final = {
    "processes": 9,
    "sessions": 8,
    "asked": 6,
    "served": 7,
    "p50 ms": 8,
    "p95 ms": 8,
    "p99 ms": 8,
    "errors": 7,
    "missed": 7,
    "MB before": 9,
    "MB/session": 10,
    "MB left": 9,
}
"""Heading → its width."""

_AT_ONCE: Final = 4  # opened side by side, as a crowd that arrives all in one moment is another question
_CLICKS: Final = 0.25
_LEAVES: Final = 0.02
_FLAT_OUT: Final = 12
"""How many wait for an answer at any time when there is no rate."""

_REST: Final = 5
"""Seconds a closed session is kept, in case its reader comes back."""


@dataclass(frozen=True)
class Load:
    """How many sessions, changes a second over all of them, and the most milliseconds 95 of 100 may take.

    A rate of 0 is as fast as it goes.
    """

    sessions: int
    rate: float
    limit: float


_WARM_UP: Final = Load(50, 10, 0)
"""Not counted: what is made once a process is made by then."""

LOADS: Final = (Load(200, 20, 150), Load(500, 20, 300), Load(200, 40, 1000), Load(200, 0, 0))


@dataclass
class Notes:
    """What was seen of one load: milliseconds of each answer, errors, seconds, memory in MB."""

    answers: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    missed: int = 0
    seconds: float = 0
    before: float = 0
    opened: float = 0
    left: float = 0


def draw_query(catalog: Catalog, chance: random.Random) -> Query:
    """Return a query with two filters and years, of which there are far more than any cache keeps."""
    query: Query = {name: chance.choice(allowed_values(name, catalog)) for name in chance.sample(LISTS, 2)}
    years = range(catalog.first_year, catalog.last_year + 1)
    return query | {"years": [str(year) for year in sorted(chance.sample(years, 2))]}


class Crowd:
    """Sessions spread evenly over servers, and what they do.

    Parameters
    ----------
    servers : sequence of Server
        Of the atlas.
    load : Load
        How many and how often.
    catalog : Catalog
        Gives the filters and whom to click.
    """

    def __init__(self, servers: Sequence[Server], load: Load, catalog: Catalog) -> None:
        self.notes = Notes(before=_memory(servers))
        self._servers = servers
        self._load = load
        self._catalog = catalog
        self._partners = list(catalog.partners["iso3"])
        self._chance = random.Random(7)
        self._present: list[Reader] = []
        self._opened = 0

    async def run(self, seconds: float) -> Notes:
        """Open the sessions, have them ask for so long, let them leave."""
        gate = asyncio.Semaphore(_AT_ONCE)

        async def open_one() -> None:
            async with gate:
                self._present.append(await self._open())

        await asyncio.gather(*(open_one() for _ in range(self._load.sessions)))
        self.notes.opened = _memory(self._servers)
        begun = time.monotonic()
        await (self._ask_at_rate(seconds) if self._load.rate else self._ask_flat_out(seconds))
        self.notes.seconds = time.monotonic() - begun
        for reader in self._present:
            await reader.leave()
        await asyncio.sleep(_REST)
        self.notes.left = _memory(self._servers)
        return self.notes

    async def _open(self) -> Reader:
        place = self._opened
        self._opened += 1
        page = _PAGES[place % len(_PAGES)]
        reader = await open_reader(self._servers[place // len(_PAGES) % len(self._servers)], page)
        await reader.ask()
        return reader

    async def _ask_at_rate(self, seconds: float) -> None:
        begun = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            for turn in range(int(seconds * self._load.rate)):
                due = begun + turn / self._load.rate
                await asyncio.sleep(max(due - time.monotonic(), 0))
                tasks.create_task(self._step(due))

    async def _ask_flat_out(self, seconds: float) -> None:
        end = time.monotonic() + seconds

        async def go_on() -> None:
            while time.monotonic() < end:
                await self._step(time.monotonic())

        await asyncio.gather(*(go_on() for _ in range(_FLAT_OUT)))

    async def _step(self, due: float) -> None:
        idle = [reader for reader in self._present if not reader.is_busy]
        if not idle:
            self.notes.missed += 1
            return
        reader = self._chance.choice(idle)
        reader.is_busy = True
        try:
            await self._act(reader)
        except FAILURES as error:
            self.notes.errors.append(repr(error))
            return  # stays busy: nothing more can be asked of it
        reader.is_busy = False
        self.notes.answers.append(1000 * (time.monotonic() - due))

    async def _act(self, reader: Reader) -> None:
        drawn = self._chance.random()
        if drawn < _LEAVES:
            self._present.remove(reader)
            await reader.leave()
            self._present.append(await self._open())
        elif drawn < _LEAVES + _CLICKS:
            await reader.click(self._chance.choice(self._partners))
        else:
            await reader.change(draw_query(self._catalog, self._chance))


def _memory(servers: Sequence[Server]) -> float:
    return sum(server.memory() for server in servers) / 1e6


def describe(load: Load, notes: Notes, processes: int) -> Iterator[str]:
    """Yield the line of a load, then its errors."""
    if len(notes.answers) < 2:
        yield f"{load.sessions} sessions: no answer"
    else:
        cuts = statistics.quantiles(notes.answers, n=100, method="inclusive")
        served = len(notes.answers) / notes.seconds
        figures = [
            *(processes, load.sessions, f"{load.rate:.0f}" if load.rate else "most", f"{served:.1f}"),
            *(f"{cuts[at]:.1f}" for at in (49, 94, 98)),
            *(len(notes.errors), notes.missed, f"{notes.before:.0f}", f"{_each(load, notes):.2f}"),
            f"{notes.left:.0f}",
        ]
        line = " ".join(f"{text:>{width}}" for text, width in zip(figures, _COLUMNS.values(), strict=True))
        yield line + _verdict(load, notes, cuts[94], served)
    yield from dict.fromkeys(notes.errors[:5])


def _each(load: Load, notes: Notes) -> float:
    return (notes.opened - notes.before) / load.sessions


def _verdict(load: Load, notes: Notes, p95: float, served: float) -> str:
    if not load.rate:
        return ""
    met = p95 <= load.limit and served >= 0.95 * load.rate and _each(load, notes) <= MOST_MB
    met = met and not notes.errors and not notes.missed
    return f"  {'met' if met else 'MISSED'} (p95 at most {load.limit:.0f} ms, {MOST_MB} MB a session)"


def main() -> int:
    """Run the command; 1 if there was an error."""
    parser = argparse.ArgumentParser(prog="python -m bench.readers", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="of each load (15)")
    parser.add_argument("--rounds", type=int, default=1, help="how often all loads come (1)")
    parser.add_argument("--processes", type=int, default=2, help="last, so many processes flat out (2)")
    given = parser.parse_args()
    catalog = load_catalog(data_folder())
    failed = False
    print(" ".join(f"{name:>{width}}" for name, width in _COLUMNS.items()))
    for processes in sorted({1, given.processes}):
        loads = LOADS if processes == 1 else LOADS[-1:]
        with serve_replicas(SUBJECTS[0], processes) as servers:
            asyncio.run(Crowd(servers, _WARM_UP, catalog).run(3))
            for load in loads * given.rounds:
                notes = asyncio.run(Crowd(servers, load, catalog).run(given.seconds))
                failed |= bool(notes.errors)
                print("\n".join(describe(load, notes, processes)), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
