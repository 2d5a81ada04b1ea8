"""Thousands of connections held open at the same time, and nobody who notices."""

import asyncio
import contextlib
import resource
import time
from urllib.parse import urlsplit

from tests.fuzz.socket_client import exceptions_of, session
from tests.fuzz.sockets import tally_errors
from tests.fuzz.tally import Tally

HELD_FOR = 5.0
"""Seconds from the last connect on."""

_AT_ONCE = 20
_SPARE = 500
"""Files a process needs beside its connections."""


def allow_many_files() -> None:
    """Let this process and those it starts hold as many connections as the system allows at all."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


async def fuzz_crowd(url: str, count: int) -> Tally:
    """Open `count` connections, every second of them a session, and hold them; new readers come meanwhile."""
    tally = Tally("connections held open at the same time")
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - _SPARE
    gate = asyncio.Semaphore(_AT_ONCE)
    async with contextlib.AsyncExitStack() as held:
        await asyncio.gather(
            *(_open(url, number % 2 == 0, gate, held, tally) for number in range(min(count, most)))
        )
        until = time.monotonic() + HELD_FOR
        while time.monotonic() < until:
            await _visit(url, tally)
            await asyncio.sleep(0.2)
    await _visit(url, tally)
    return tally


async def _open(url, is_session, gate, held, tally):
    tally.cases += 1
    async with gate:
        begun = time.perf_counter()
        with tally_errors(tally, "held"):
            if is_session:
                await held.enter_async_context(_cut(url))
            else:
                parts = urlsplit(url)
                _, writer = await asyncio.open_connection(parts.hostname, parts.port)
                held.callback(_abort, writer)
            tally.took(time.perf_counter() - begun, "a connect")


def _abort(writer):
    # The writer itself is held: one that nobody holds closes its connection.
    writer.transport.abort()


@contextlib.asynccontextmanager
async def _cut(url):
    """A session that ends without a word."""
    async with session(url) as reader:
        try:
            yield
        finally:
            reader.socket.transport.abort()


async def _visit(url, tally):
    """A reader comes and has to get the page."""
    tally.cases += 1
    begun = time.perf_counter()
    try:
        async with session(url) as reader:
            messages, _ = await reader.open()
    except Exception as error:
        tally.blame("disturbed", "a reader who comes", repr(error))
        return
    tally.took(time.perf_counter() - begun, "a reader who comes")
    for text in exceptions_of(messages):
        tally.blame("tracebacks", "a reader who comes", text[:200])
