import pytest
from starlette.applications import Starlette

from atlas.server.ahead import ahead_route
from atlas.server.api_query import LONGEST_QUERY
from tests.server.asgi import ask

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
