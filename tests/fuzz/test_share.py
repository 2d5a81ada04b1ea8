"""A small share of `make fuzz`, with another seed than the measurement."""

import asyncio

import pytest

from tests.browser.server import running_atlas
from tests.fuzz.everything import WHOLE, count_connections, fuzz_server, fuzz_without_server
from tests.fuzz.tally import COLUMNS, Tally
from tests.random_views import real_catalog

pytestmark = pytest.mark.slow

SEED = 7


def check(tallies):
    for tally in tallies:
        assert tally.cases > 0, tally.area
        assert {column: getattr(tally, column) for column in COLUMNS[1:]} == dict.fromkeys(COLUMNS[1:], 0), (
            tally.faults
        )


def test_a_running_atlas_holds(tmp_path):
    with running_atlas(tmp_path) as server:
        check(asyncio.run(fuzz_server(server.url, real_catalog(), WHOLE.share(0.02), SEED)))
        check([count_connections(server)])


def test_what_needs_no_server_holds():
    check(fuzz_without_server(real_catalog(), WHOLE.share(0.05), SEED))


@pytest.mark.parametrize(
    "text",
    [
        "<p>a</p><img src=x>",
        "<p onclick=x>",
        "<a href=' JavaScript:x'>",
        "<SCRIPT>",
        "<svg/onload=x>",
    ],
)
def test_the_count_would_see_markup(text):
    tally = Tally("x")
    tally.look(text, "x", is_markup=True)
    assert tally.markup == 1


@pytest.mark.parametrize(
    "text",
    ["Traceback (most recent call last):", 'File "/a/b.py", line 3', "the page could not be shown whole"],
)
def test_the_count_would_see_the_inside(text):
    tally = Tally("x")
    tally.look(text, "x")
    assert tally.tracebacks == 1


def test_the_count_would_see_a_raise_and_a_hang():
    tally = Tally("x")
    with tally.case("x"):
        raise RuntimeError
    tally.took(2.5, "x")
    assert (tally.cases, tally.tracebacks, tally.hangs, tally.is_clean()) == (1, 1, 1, False)
