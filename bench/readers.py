"""`python -m bench.readers`: how many readers one process serves, and what they cost.

Sessions speak Streamlit's own socket protocol, without a browser: each opens a page, one of them after the
other changes its filters at a steady rate, all leave. Times count from when a change was due, so a server
that falls behind cannot hide it.
"""

import argparse
import asyncio
import contextlib
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from atlas.address import LISTS, allowed_values
from atlas.catalog import Catalog, load_catalog
from atlas.paths import data_folder
from bench.peers.atlas.subject import SUBJECTS
from bench.serve import Server, serve_all

MOST_MB: Final = 0.5
"""A session."""

_PAGES: Final = ("", "network", "timeline", "profile", "matrix", "records")
_HEAD: Final = (
    "sessions  asked  served   p50 ms   p95 ms   p99 ms  errors  missed MB before MB/session   MB left"
)
_PATIENCE: Final = 30
_AT_ONCE: Final = 4  # opened side by side, as a crowd that arrives all in one moment is another question
_FAILURES: Final = (OSError, RuntimeError, TimeoutError, WebSocketException)


@dataclass(frozen=True)
class Load:
    """How many sessions, changes a second over all of them, and the most milliseconds 95 of 100 may take."""

    sessions: int
    rate: float
    limit: float


_WARM_UP: Final = Load(50, 10, 0)
"""Not counted: what is made once a process is made by then."""

LOADS: Final = (Load(200, 20, 150), Load(500, 20, 300), Load(200, 40, 1000))


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


class Session:
    """One open page.

    Parameters
    ----------
    socket : ClientConnection
        To the server, nothing asked yet.
    page : str
        Which page it stays on.
    """

    def __init__(self, socket: ClientConnection, page: str) -> None:
        self.socket = socket
        self.page = page
        self.is_busy = False

    async def ask(self, query: str) -> None:
        """Have the page run with a query and wait until it has."""
        ask = BackMsg()
        ask.rerun_script.page_name = self.page
        ask.rerun_script.query_string = query
        await self.socket.send(ask.SerializeToString())
        async with asyncio.timeout(_PATIENCE):
            while not _is_end(await self.socket.recv(decode=False)):
                pass


def _is_end(frame: bytes) -> bool:
    message = ForwardMsg.FromString(frame)
    kind = message.WhichOneof("type")
    if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
        raise RuntimeError(f"an error on the page: {message.delta.new_element.exception.message[:200]}")
    return kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def draw_query(catalog: Catalog, chance: random.Random) -> str:
    """Return a query with one or two filters, of which there are far more than any cache keeps."""
    query: dict[str, str | list[int]] = {
        name: chance.choice(allowed_values(name, catalog)) for name in chance.sample(LISTS, 2)
    }
    years = range(catalog.first_year, catalog.last_year + 1)
    query["years"] = sorted(chance.sample(years, 2))
    return urlencode(query, doseq=True)


async def bear_load(server: Server, load: Load, seconds: float, catalog: Catalog) -> Notes:
    """Open the sessions, change their filters at the rate, let them leave."""
    notes, chance = Notes(before=server.memory() / 1e6), random.Random(7)
    async with contextlib.AsyncExitStack() as stack:
        sessions = await _open_all(server, load.sessions, stack)
        notes.opened = server.memory() / 1e6
        begun = time.monotonic()
        async with asyncio.TaskGroup() as tasks:
            for turn in range(int(seconds * load.rate)):
                due = begun + turn / load.rate
                await asyncio.sleep(max(due - time.monotonic(), 0))
                idle = [session for session in sessions if not session.is_busy]
                if not idle:
                    notes.missed += 1
                    continue
                session = chance.choice(idle)
                session.is_busy = True
                tasks.create_task(_change(session, draw_query(catalog, chance), due, notes))
        notes.seconds = time.monotonic() - begun
    # A closed session is kept a moment, in case its reader comes back.
    await asyncio.sleep(5)
    notes.left = server.memory() / 1e6
    return notes


async def _open_all(server: Server, number: int, stack: contextlib.AsyncExitStack) -> list[Session]:
    address = f"ws://localhost:{server.port}/_stcore/stream"
    gate = asyncio.Semaphore(_AT_ONCE)

    async def open_one(place: int) -> Session:
        async with gate:
            own = connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None)
            session = Session(await stack.enter_async_context(own), _PAGES[place % len(_PAGES)])
            await session.ask("")
            return session

    return list(await asyncio.gather(*map(open_one, range(number))))


async def _change(session: Session, query: str, due: float, notes: Notes) -> None:
    try:
        await session.ask(query)
    except _FAILURES as error:
        notes.errors.append(repr(error))
        return  # stays busy: nothing more can be asked of it
    session.is_busy = False
    notes.answers.append(1000 * (time.monotonic() - due))


def describe(load: Load, notes: Notes) -> Iterator[str]:
    """Yield the line of a load, then its errors."""
    if len(notes.answers) < 2:
        yield f"{load.sessions:>8}  no answer"
    else:
        cuts = statistics.quantiles(notes.answers, n=100, method="inclusive")
        each = (notes.opened - notes.before) / load.sessions
        served = len(notes.answers) / notes.seconds
        met = cuts[94] <= load.limit and not notes.errors and not notes.missed and each <= MOST_MB
        met = met and served >= 0.95 * load.rate
        yield (
            f"{load.sessions:>8} {load.rate:>6.0f} {served:>7.1f} {cuts[49]:>8.1f} {cuts[94]:>8.1f}"
            f" {cuts[98]:>8.1f} {len(notes.errors):>7} {notes.missed:>7}"
            f" {notes.before:>9.0f} {each:>10.2f} {notes.left:>9.0f}"
            f"  {'met' if met else 'MISSED'} (p95 at most {load.limit:.0f} ms, {MOST_MB} MB a session)"
        )
    yield from dict.fromkeys(notes.errors[:5])


def main() -> int:
    """Run the command; 1 if there was an error."""
    parser = argparse.ArgumentParser(prog="python -m bench.readers", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="of each load (15)")
    parser.add_argument("--rounds", type=int, default=1, help="how often all loads come (1)")
    given = parser.parse_args()
    catalog = load_catalog(data_folder())
    failed = False
    with serve_all(SUBJECTS[:1]) as servers:
        server = next(iter(servers.values()))
        asyncio.run(bear_load(server, _WARM_UP, 3, catalog))
        print(_HEAD)
        for load in LOADS * given.rounds:
            notes = asyncio.run(bear_load(server, load, given.seconds, catalog))
            failed |= bool(notes.errors)
            print("\n".join(describe(load, notes)), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
