"""A small share of `make fuzz`, with another seed than the measurement."""

import asyncio

import pytest

from tests.browser.server import running_atlas
from tests.fuzz import pages, tally
from tests.fuzz.everything import WHOLE, count_connections, fuzz_server, fuzz_without_server
from tests.fuzz.tally import Tally
from tests.random_views import real_catalog

pytestmark = pytest.mark.slow

SEED = 7
PATIENCE = 15.0
"""Seconds that count as a hang here: other tests share the machine. The measurement allows two."""


@pytest.fixture
def patient(monkeypatch):
    monkeypatch.setattr(tally, "HANG", PATIENCE)
    monkeypatch.setattr(pages, "HANG", PATIENCE)


def check(tallies):
    for one in tallies:
        assert one.cases > 0, one.area
        assert one.is_clean(), one.faults


def test_a_running_atlas_holds(patient, tmp_path):
    with running_atlas(tmp_path) as server:
        check(asyncio.run(fuzz_server(server.url, real_catalog(), WHOLE.share(0.02), SEED)))
        check([count_connections(server)])


def test_what_needs_no_server_holds(patient):
    check(fuzz_without_server(real_catalog(), WHOLE.share(0.03), SEED))


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
    count = Tally("x")
    count.look(text, "x", is_markup=True)
    assert count.markup == 1


@pytest.mark.parametrize(
    "text",
    ["Traceback (most recent call last):", 'File "/a/b.py", line 3', "the page could not be shown whole"],
)
def test_the_count_would_see_the_inside(text):
    count = Tally("x")
    count.look(text, "x")
    assert count.tracebacks == 1


def test_the_count_would_see_a_raise_and_a_hang():
    count = Tally("x")
    with count.case("x"):
        raise RuntimeError
    count.took(2.5, "x")
    assert (count.cases, count.tracebacks, count.hangs, count.is_clean()) == (1, 1, 1, False)
