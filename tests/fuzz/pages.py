"""Hostile addresses of pages: over the socket of a running atlas, and through AppTest."""

import asyncio
import random
import time

import pytest

from atlas.server.api_query import LONGEST_QUERY
from tests import apptest
from tests.fuzz.queries import PAGES, draw_queries
from tests.fuzz.socket_client import exceptions_of, html_of, sentence_of, session
from tests.fuzz.tally import HANG, Tally

_AT_ONCE = 2
_PER_SESSION = 250


async def fuzz_pages(url: str, catalog, count: int, seed: int) -> Tally:
    """Open hostile addresses in sessions of a running atlas and look at every element of the answers."""
    tally = Tally("addresses of pages, over the socket")
    # What is longer is refused: by 414, and by hanging up on whoever sends it over a socket nevertheless.
    queries = [query[:LONGEST_QUERY] for query in draw_queries(catalog, count, seed)]
    shares = [queries[at : at + _PER_SESSION] for at in range(0, count, _PER_SESSION)]
    waiting = asyncio.Semaphore(_AT_ONCE)
    await asyncio.gather(
        *(_fuzz_session(url, share, seed + at, tally, waiting) for at, share in enumerate(shares))
    )
    return tally


async def _fuzz_session(url, queries, seed, tally, waiting):
    source = random.Random(seed)
    async with waiting, session(url) as reader:
        await reader.open()
        for query in queries:
            page = source.choice(PAGES)
            tally.cases += 1
            try:
                messages, seconds = await reader.open(page, query)
            except Exception as error:
                tally.blame("tracebacks", (page, query), repr(error))
                return
            tally.took(seconds, (page, query))
            look_at_run(messages, tally, (page, query))


def look_at_run(messages, tally: Tally, what: object) -> None:
    """Count what a run shows that it may not."""
    for text in exceptions_of(messages):
        tally.blame("tracebacks", what, text[:200])
    for text in html_of(messages):
        tally.look(text, what, is_markup=True)


def fuzz_pages_in_apptest(catalog, count: int, seed: int) -> Tally:
    """Open hostile addresses through Streamlit's AppTest, page by page."""
    tally = Tally("addresses of pages, through AppTest")
    queries = list(draw_queries(catalog, count, seed))
    share = -(-count // len(apptest.PAGES))
    for at, page in enumerate(apptest.PAGES):
        with pytest.MonkeyPatch.context() as patch:
            at_page = apptest.open_atlas(patch, page=page)
            for query in queries[at * share : (at + 1) * share]:
                with tally.case((page, query)):
                    _open_in_apptest(at_page, query, tally, page)
    return tally


def _open_in_apptest(at_page, query, tally, page):
    at_page.query_params.clear()
    at_page.query_params.update(parse_as_streamlit(query))
    at_page.run()
    for exception in at_page.exception:
        tally.blame("tracebacks", (page, query), exception.value)
    tally.look(apptest.texts(at_page), (page, query), is_markup=True)


def parse_as_streamlit(query: str) -> dict[str, list[str]]:
    """Return a query string as Streamlit hands it to a page."""
    from streamlit.runtime.state.query_params import _parse_query_string

    return _parse_query_string(query)


class Neighbour:
    """Another reader of the same atlas, who must not notice anything."""

    def __init__(self, url: str, area: str) -> None:
        self.tally = Tally(area)
        self._url = url
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self):
        self._session = session(self._url)
        self._reader = await self._session.__aenter__()
        await self._reader.open("", "focus=PAK")
        self._expected = sentence_of((await self._reader.open("", "era=formats"))[0])
        self._task = asyncio.create_task(self._go_on())
        return self

    async def _go_on(self):
        while True:
            await asyncio.sleep(0.2)
            await self._look()

    async def _look(self):
        self.tally.cases += 1
        start = time.perf_counter()
        try:
            messages, seconds = await self._reader.open("", "era=formats")
        except Exception as error:
            self.tally.blame("disturbed", "lost", repr(error))
            raise
        self.tally.slowest = max(self.tally.slowest, seconds)
        if sentence_of(messages) != self._expected:
            self.tally.blame("disturbed", "another answer", sentence_of(messages))
        if time.perf_counter() - start > HANG:
            self.tally.blame("disturbed", "slow", f"{seconds:.1f} s")

    async def __aexit__(self, *exception):
        self._task.cancel()
        results = await asyncio.gather(self._task, return_exceptions=True)
        if not isinstance(results[0], asyncio.CancelledError):
            self.tally.blame("disturbed", "went away", repr(results[0]))
        await self._session.__aexit__(*exception)
