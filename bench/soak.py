"""`python -m bench.soak`: readers come, look around and go, for as long as you like. Nothing may grow.

Sessions speak Streamlit's own socket protocol, without a browser. At a steady rate one of them, chosen at
random, does what a reader does: changes a filter, puts another entity in focus, clicks a country on the map,
goes to another page. Each stays for a while, leaves, and another comes.
"""

import argparse
import asyncio
import itertools
import json
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from bench.peers.atlas.subject import SUBJECTS
from bench.reader import FAILURES, Reader, open_reader
from bench.serve import Server, serve_replicas

_RESULTS: Final = Path(__file__).parent / "results" / "soak.json"
_SETTLING: Final = 0.2
"""Share of the time that does not count for the slope: caches fill until then."""
_PAGES: Final = ("", "network", "timeline", "profile", "formats", "matrix", "compare", "records")
_FILTERS: Final = (
    {},
    {"domain": "cyber-security"},
    {"domain": "joint-exercises", "era": "after-2020"},
    {"kind": "visit"},
    {"era": "afghanistan"},
    {"q": "naval"},
    {"confidence": "high"},
)
_ENTITIES: Final = ("", "PAK", "TUR", "GEO", "USA", "NATO", "ITA", "KAZ")


class Visitor:
    """A reader who looks around for a while.

    Parameters
    ----------
    reader : Reader
        The session.
    chance : Random
        Decides what the reader does.
    leaves : float
        Clock time at which the reader goes.
    """

    def __init__(self, reader: Reader, chance: random.Random, leaves: float) -> None:
        self.reader = reader
        self.leaves = leaves
        self._chance = chance

    async def act(self) -> None:
        """Do one thing and wait for the answer."""
        await self._chance.choice((self._filter, self._filter, self._focus, self._click, self._turn))()

    async def _filter(self) -> None:
        query = self.reader.query
        focus = {name: query[name] for name in ("focus",) if name in query}
        await self.reader.change(focus | self._chance.choice(_FILTERS))

    async def _focus(self) -> None:
        query = self.reader.query | {"focus": self._chance.choice(_ENTITIES)}
        await self.reader.change({name: value for name, value in query.items() if value})

    async def _click(self) -> None:
        await self.reader.click(self._chance.choice(_ENTITIES))

    async def _turn(self) -> None:
        await self.reader.turn(self._chance.choice(_PAGES))


@dataclass
class Notes:
    """What was seen: answers by minute in milliseconds, memory by second in bytes, errors."""

    answers: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    memory: list[tuple[float, int]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    sessions: int = 0
    missed: int = 0


class Crowd:
    """The readers of a soak.

    Parameters
    ----------
    server : Server
        What they read.
    seconds, rate, readers, stay : float
        How long, interactions a second, how many at a time, seconds a reader stays on average.
    """

    def __init__(self, server: Server, *, seconds: float, rate: float, readers: int, stay: float) -> None:
        self._server = server
        self._seconds = seconds
        self._rate = rate
        self._wanted = readers
        self._stay = stay
        self._chance = random.Random(7)
        self._present: list[Visitor] = []
        self._begun = time.monotonic()
        self.notes = Notes()

    async def run(self) -> Notes:
        """Let them come and go until the time is over."""
        self._begun = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._weigh())
            for turn in itertools.count():
                due = self._begun + turn / self._rate
                if due >= self._begun + self._seconds:
                    break
                await asyncio.sleep(max(due - time.monotonic(), 0))
                tasks.create_task(self._step())
        for visitor in self._present:
            await visitor.reader.leave()
        await asyncio.sleep(3)
        self.notes.memory.append((time.monotonic() - self._begun, self._server.memory()))
        return self.notes

    async def _step(self) -> None:
        try:
            visitor = await self._find()
        except FAILURES as error:
            self.notes.errors.append(repr(error))
            return
        if visitor is None:
            self.notes.missed += 1
            return
        begun = time.monotonic()
        visitor.reader.is_busy = True
        try:
            await visitor.act()
        except FAILURES as error:
            self.notes.errors.append(repr(error))
            self._present.remove(visitor)
            return
        visitor.reader.is_busy = False
        now = time.monotonic()
        self.notes.answers[int((begun - self._begun) // 60)].append(1000 * (now - begun))
        if now > visitor.leaves:
            self._present.remove(visitor)
            await visitor.reader.leave()

    async def _find(self) -> Visitor | None:
        """Return a reader who has nothing to do; a new one while there are too few, None if all are busy."""
        if len(self._present) < self._wanted:
            reader = await open_reader(self._server)
            leaves = time.monotonic() + self._chance.expovariate(1 / self._stay)
            self._present.append(Visitor(reader, self._chance, leaves))
            self.notes.sessions += 1
            return self._present[-1]
        idle = [visitor for visitor in self._present if not visitor.reader.is_busy]
        return self._chance.choice(idle) if idle else None

    async def _weigh(self) -> None:
        while (now := time.monotonic() - self._begun) < self._seconds:
            self.notes.memory.append((now, self._server.memory()))
            await asyncio.sleep(1)


def judge(notes: Notes, seconds: float) -> dict[str, Any]:
    """Return the figures of a soak.

    Memory at the start and at the end are medians of a tenth of the time after settling; the slope is that of
    a straight line through all that was weighed after settling.
    """
    settled = [(when, size) for when, size in notes.memory[:-1] if when >= _SETTLING * seconds]
    tenth = max(len(settled) // 10, 1)
    first, last = (
        statistics.median(size for _, size in part) for part in (settled[:tenth], settled[-tenth:])
    )
    slope = statistics.linear_regression(*zip(*settled, strict=True)).slope if len(settled) > 1 else 0.0
    return {
        "seconds": seconds,
        "interactions": sum(map(len, notes.answers.values())),
        "sessions": notes.sessions,
        "missed": notes.missed,
        "errors": notes.errors,
        "memory_mb": {
            "start": notes.memory[0][1] / 1e6,
            "settled": first / 1e6,
            "end": last / 1e6,
            "all_left": notes.memory[-1][1] / 1e6,
            "growth_percent": 100 * (last / first - 1),
            "slope_per_hour": 3600 * slope / 1e6,
        },
        "minutes": [
            {"minute": minute, "n": len(times), "p50_ms": statistics.median(times), "p95_ms": _p95(times)}
            for minute, times in sorted(notes.answers.items())
        ],
    }


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def describe(figures: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the table."""
    memory = figures["memory_mb"]
    yield "{interactions} interactions of {sessions} sessions in {seconds:.0f} s".format(**figures)
    yield f"errors {len(figures['errors'])}, turns missed because all were waiting {figures['missed']}"
    yield (
        f"memory, MB: start {memory['start']:.0f}, settled {memory['settled']:.0f}, end {memory['end']:.0f} "
        f"({memory['growth_percent']:+.1f} %), after all left {memory['all_left']:.0f}, "
        f"slope {memory['slope_per_hour']:+.1f} an hour"
    )
    yield "minute      n   p50 ms   p95 ms"
    for row in figures["minutes"]:
        yield f"{row['minute']:>6} {row['n']:>6} {row['p50_ms']:>8.1f} {row['p95_ms']:>8.1f}"
    yield from dict.fromkeys(figures["errors"][:20])


def main() -> int:
    """Run the command; 1 if there was an error."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    options: dict[str, tuple[Callable[[str], float], float, str]] = {
        "--minutes": (float, 30, "how long"),
        "--rate": (float, 10, "interactions a second"),
        "--readers": (int, 40, "sessions at a time"),
        "--stay": (float, 60, "seconds a session stays on average"),
    }
    for name, (kind, usual, text) in options.items():
        parser.add_argument(name, type=kind, default=usual, help=f"{text} ({usual})")
    parser.add_argument("--json", type=Path, default=_RESULTS, metavar="PATH", help="where the figures go")
    given = parser.parse_args()
    seconds = 60 * given.minutes
    with serve_replicas(SUBJECTS[0], 1) as [server]:
        crowd = Crowd(server, seconds=seconds, rate=given.rate, readers=given.readers, stay=given.stay)
        figures = judge(asyncio.run(crowd.run()), seconds)
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print("\n".join(describe(figures)))
    return 1 if figures["errors"] else 0


if __name__ == "__main__":
    sys.exit(main())
