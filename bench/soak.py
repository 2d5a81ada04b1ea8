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
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from bench.peers.atlas.subject import SUBJECTS
from bench.serve import Server, serve_all

_RESULTS: Final = Path(__file__).parent / "results" / "soak.json"
_PATIENCE: Final = 30
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


class Reader:
    """One open session.

    Parameters
    ----------
    socket : ClientConnection
        To the server, nothing asked yet.
    chance : Random
        Decides what the reader does.
    leaves : float
        Clock time at which the reader goes.
    """

    def __init__(self, socket: ClientConnection, chance: random.Random, leaves: float) -> None:
        self._socket = socket
        self._chance = chance
        self.leaves = leaves
        self.is_busy = False
        self._page = ""
        self._query: dict[str, str] = {}
        self._parts: dict[str, str] = {}  # key of a component → its id

    async def act(self) -> None:
        """Do one thing and wait for the answer."""
        act = self._chance.choice((self._filter, self._filter, self._focus, self._click, self._turn))
        act_on = BackMsg()
        act(act_on)
        act_on.rerun_script.page_name = self._page
        act_on.rerun_script.query_string = urlencode(self._query)
        await self._socket.send(act_on.SerializeToString())
        async with asyncio.timeout(_PATIENCE):
            async for frame in self._socket:
                if self._take(ForwardMsg.FromString(bytes(frame))):
                    return
        raise ConnectionError("the server hung up")

    async def leave(self) -> None:
        """Close the page."""
        await self._socket.close()

    def _filter(self, _: BackMsg) -> None:
        kept = {name: value for name, value in self._query.items() if name == "focus"}
        self._query = kept | self._chance.choice(_FILTERS)

    def _focus(self, _: BackMsg) -> None:
        self._query |= {"focus": self._chance.choice(_ENTITIES)}
        self._query = {name: value for name, value in self._query.items() if value}

    def _turn(self, _: BackMsg) -> None:
        self._page = self._chance.choice(_PAGES)
        self._parts = {}

    def _click(self, message: BackMsg) -> None:
        if "map" not in self._parts:
            self._focus(message)
            return
        state = message.rerun_script.widget_states.widgets.add(id=self._parts["map"])
        clicked = {"at": str(time.monotonic_ns()), "value": self._chance.choice(_ENTITIES)}
        state.json_value = json.dumps({"select": clicked})

    def _take(self, message: ForwardMsg) -> bool:
        """Note what the page holds; return whether the run has ended."""
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":  # a click changed the address
            pairs = (part.partition("=") for part in message.page_info_changed.query_string.split("&"))
            self._query = {name: value for name, _, value in pairs if value}
        element = message.delta.new_element
        shown = element.WhichOneof("type") if kind == "delta" else ""
        if shown == "exception":
            raise RuntimeError(f"an error on the page: {element.exception.message[:200]}")
        if shown == "bidi_component":
            self._parts[element.bidi_component.id.rpartition("-")[2]] = element.bidi_component.id
        early = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
        return kind == "script_finished" and message.script_finished != early


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
        self._present: list[Reader] = []
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
        for reader in self._present:
            await reader.leave()
        await asyncio.sleep(3)
        self.notes.memory.append((time.monotonic() - self._begun, self._server.memory()))
        return self.notes

    async def _step(self) -> None:
        try:
            reader = await self._find()
        except (OSError, TimeoutError, WebSocketException) as error:
            self.notes.errors.append(repr(error))
            return
        if reader is None:
            self.notes.missed += 1
            return
        begun = time.monotonic()
        reader.is_busy = True
        try:
            await reader.act()
        except (OSError, RuntimeError, TimeoutError, WebSocketException) as error:
            self.notes.errors.append(repr(error))
            self._present.remove(reader)
            return
        reader.is_busy = False
        now = time.monotonic()
        self.notes.answers[int((begun - self._begun) // 60)].append(1000 * (now - begun))
        if now > reader.leaves:
            self._present.remove(reader)
            await reader.leave()

    async def _find(self) -> Reader | None:
        """Return a reader who has nothing to do; a new one while there are too few, None if all are busy."""
        if len(self._present) < self._wanted:
            address = f"ws://localhost:{self._server.port}/_stcore/stream"
            socket = await connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None)
            leaves = time.monotonic() + self._chance.expovariate(1 / self._stay)
            self._present.append(Reader(socket, self._chance, leaves))
            self.notes.sessions += 1
            return self._present[-1]
        idle = [reader for reader in self._present if not reader.is_busy]
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
    with serve_all(SUBJECTS[:1]) as servers:
        server = next(iter(servers.values()))
        crowd = Crowd(server, seconds=seconds, rate=given.rate, readers=given.readers, stay=given.stay)
        figures = judge(asyncio.run(crowd.run()), seconds)
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print("\n".join(describe(figures)))
    return 1 if figures["errors"] else 0


if __name__ == "__main__":
    sys.exit(main())
