import asyncio
import threading

import pytest
from starlette.applications import Starlette

from atlas.server.ahead import ahead_route
from atlas.server.api_query import LONGEST_QUERY
from tests.server.asgi import ask, ask_along

DATA = object()


@pytest.fixture
def asked():
    return []


@pytest.fixture
def app(asked):
    def foresee(data, page, query):
        asked.append((data, page, query))
        return None if page == "about" else "focus=PAK\natlas-map\t{}"

    return Starlette(routes=[ahead_route(DATA, foresee)])


@pytest.mark.parametrize("page", ["", "network"])
def test_page_and_query_are_handed_on(app, asked, page):
    answer = ask(app, f"/ahead/{page}?domain=a&domain=b&focus=PAK&q=%C9%99+x")
    assert answer.status == 200
    assert answer.body == b"focus=PAK\natlas-map\t{}"
    assert asked == [(DATA, page, {"domain": ["a", "b"], "focus": ["PAK"], "q": ["ə x"]})]


def test_it_is_text_that_nobody_keeps(app):
    answer = ask(app, "/ahead/")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_page_that_is_not_told_ahead_is_not_found(app):
    assert ask(app, "/ahead/about").status == 404


def test_a_query_too_long_or_not_text_is_refused(app, asked):
    assert ask(app, "/ahead/?q=" + "a" * LONGEST_QUERY).status == 414
    assert ask(app, "/ahead/?q=%ff%fe").status == 400
    assert asked == []


def test_nothing_can_be_sent_to_it(app, asked):
    assert ask(app, "/ahead/", method="POST").status == 405
    assert asked == []


def test_who_would_wait_longer_than_for_the_page_is_sent_away():
    """All requests at once: two are made, some wait, the rest is refused, and those that wait get theirs."""
    begun = threading.Event()

    def foresee(data, page, query):
        begun.wait(10)
        return "made"

    app = Starlette(routes=[ahead_route(DATA, foresee)])

    async def ask_all():
        asking = [asyncio.create_task(ask_along(app, f"/ahead/?focus={number}")) for number in range(100)]
        while sum(task.done() for task in asking) < 100 - 50 - 2:
            await asyncio.sleep(0.01)
        begun.set()
        return [(await task).status for task in asking]

    answers = asyncio.run(asyncio.wait_for(ask_all(), 20))
    assert sorted(answers) == [200] * 52 + [503] * 48
