"""`python -m bench.surface`: the machine surface against Datasette serving the same table in the same run.

Fifty connections, each kept open and asking again as soon as it has its answer. Both are asked for all
records as JSON, not compressed; the atlas resolves sources and checks the filters of the address on the way.
"""

import argparse
import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from atlas.catalog.read import read_folder
from atlas.paths import data_folder
from bench.peers.atlas.subject import SUBJECTS
from bench.serve import Server, serve_all
from bench.subject import Subject

CONNECTIONS: Final = 50

_OURS: Final = "/api/records.json"
_THEIRS: Final = "/atlas/records.json?_shape=objects&_size=max"
_LIMIT: Final = "1000000"  # rows Datasette may return; its default of 1000 would cut a longer table
_WARM_UP: Final = 1.0
_CARDS: Final = 20
"""Pictures drawn: each of another view, so that none has been kept."""


async def measure_address(server: Server, path: str, seconds: float, etag: str = "") -> list[float]:
    """Return the milliseconds of each answer; with an `etag` all of them have to be 304."""
    times: list[float] = []
    end = time.monotonic() + _WARM_UP + seconds
    ask = _request(server, path, etag)
    wanted = 304 if etag else 200

    async def stay() -> None:
        reader, writer = await asyncio.open_connection("localhost", server.port, limit=2**20)
        while time.monotonic() < end:
            begun = time.monotonic()
            writer.write(ask)
            status, _, _ = await _read_answer(reader)
            if status != wanted:
                raise ValueError(f"{path} answered {status}, not {wanted}")
            if (now := time.monotonic()) > end - seconds:
                times.append(1000 * (now - begun))
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(stay() for _ in range(CONNECTIONS)))
    return times


async def ask_once(server: Server, path: str) -> tuple[dict[str, str], int]:
    """Return the headers of an answer and the length of its content in bytes."""
    reader, writer = await asyncio.open_connection("localhost", server.port, limit=2**20)
    writer.write(_request(server, path, ""))
    _, headers, length = await _read_answer(reader)
    writer.close()
    return headers, length


async def time_each(server: Server, paths: Sequence[str]) -> tuple[list[float], int]:
    """Return the milliseconds of each address, one after the other, and the bytes of the last."""
    times, length = [], 0
    for path in paths:
        begun = time.perf_counter()
        _, length = await ask_once(server, path)
        times.append(1000 * (time.perf_counter() - begun))
    return times, length


def _request(server: Server, path: str, etag: str) -> bytes:
    condition = f"If-None-Match: {etag}\r\n" if etag else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost:{server.port}\r\n{condition}\r\n".encode()


async def _read_answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], int]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
    status = int(head[0].split()[1])
    if headers.get("transfer-encoding") != "chunked":
        length = 0 if status == 304 else int(headers["content-length"])
        await reader.readexactly(length)
        return status, headers, length
    total = 0
    while size := int(await reader.readline(), 16):
        await reader.readexactly(size + 2)
        total += size
    await reader.readline()
    return status, headers, total


def build_database(path: Path) -> int:
    """Write the records as they stand in their file into an SQLite database and return how many."""
    records = read_folder(data_folder()).tables["records"].set_index("id")
    with sqlite3.connect(path) as database:
        records.to_sql("records", database, dtype={"id": "TEXT PRIMARY KEY"})
    database.close()
    return len(records)


def describe(label: str, length: int, times: list[float], seconds: float) -> str:
    """Return the line of one address."""
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    rate = len(times) / seconds
    return f"{label:36} {length / 1000:>9.0f} {cuts[9]:>9.1f} {cuts[18]:>9.1f} {rate:>10.0f}"


async def compare(atlas: Server, datasette: Server, seconds: float) -> None:
    """Print the table."""
    print(f"{f'{CONNECTIONS} connections':36} {'kB':>9} {'p50 ms':>9} {'p95 ms':>9} {'answers/s':>10}")
    headers, length = await ask_once(atlas, _OURS)
    _, theirs = await ask_once(datasette, _THEIRS)
    ours = await measure_address(atlas, _OURS, seconds)
    kept = await measure_address(atlas, _OURS, seconds, headers["etag"])
    others = await measure_address(datasette, _THEIRS, seconds)
    print(describe("atlas, records.json", length, ours, seconds))
    print(describe("atlas, records.json with its ETag", 0, kept, seconds))
    print(describe("Datasette, records.json", theirs, others, seconds))
    cards = [f"/preview.png?focus={code}" for code in read_folder(data_folder()).tables["partners"]["iso3"]]
    for label in ("atlas, preview.png, drawn", "atlas, preview.png, kept"):
        drawn, size = await time_each(atlas, cards[:_CARDS])
        print(describe(f"{label} (one by one)", size, drawn, sum(drawn) / 1000))
    ratio = statistics.median(others) / statistics.median(ours)
    print(f"the atlas answers {ratio:.1f} times as fast as Datasette (medians, unconditional)")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.surface", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="of each address (15)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "atlas.db"
        build_database(database)
        command = ("-m", "datasette", "serve", str(database), "--port", "{port}")
        command += ("--setting", "max_returned_rows", _LIMIT)
        # Only its server is wanted: no browser comes, so what a reader would do is never asked for.
        peer = Subject("datasette", "Datasette", reader="", toggle=SUBJECTS[0].toggle, command=command)
        with serve_all([SUBJECTS[0], peer]) as servers:
            asyncio.run(compare(servers[SUBJECTS[0].name], servers["datasette"], given.seconds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
