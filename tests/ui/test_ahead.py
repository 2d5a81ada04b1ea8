"""What is told ahead is what the page sends afterwards, letter by letter."""

import json
import zlib

import pytest
from hypothesis import HealthCheck, given, settings

from atlas.address import encode_query, write_query
from atlas.current import current_catalog, use_catalog
from atlas.ui.ahead import foresee
from tests.apptest import open_atlas, send
from tests.random_views import real_catalog, views_of

PAGES = {"": ("map.py", "map"), "network": ("network.py", "network")}


@pytest.fixture(autouse=True)
def real():
    use_catalog(real_catalog())
    yield
    use_catalog(None)


def told(page, query):
    """Query and parts of the answer, id of the element → text."""
    canonical, *lines = foresee(current_catalog(), page, query).split("\n")
    return canonical, dict(line.split("\t") for line in lines)


def sent(at, key):
    """What the page sends a component, as text."""
    octets = next(node for node in at._tree if getattr(node, "key", None) == key).proto.bytes
    return (octets if octets.startswith(b"{") else zlib.decompress(octets)).decode()


def check_same(at, page, query):
    canonical, parts = told(page, query)
    file, picture = PAGES[page]
    assert parts == {f"atlas-{key}": sent(at, key) for key in (picture, "panel", "sidebar")}, file
    return canonical


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "query",
    [
        {},
        {"domain": ["cyber-security"], "focus": ["PAK"]},
        {"focus": ["NATO"], "years": ["2015", "2020"]},
        {"q": ["no such word"], "focus": ["AZE-TUR-PAK"]},
        {"region": ["no such region"], "domain": ["maritime-security", "no such domain"]},
    ],
)
def test_the_page_sends_the_same(monkeypatch, page, query):
    at = open_atlas(monkeypatch, query, PAGES[page][0])
    check_same(at, page, query)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(view=views_of(real_catalog()))
def test_the_page_sends_the_same_of_any_view(page, view):
    query = write_query(view)
    with pytest.MonkeyPatch.context() as monkeypatch:
        at = open_atlas(monkeypatch, query, PAGES[page][0])
        assert check_same(at, page, query) == encode_query(view)


def test_the_answer_to_a_change_in_the_sidebar_repeats_its_number(monkeypatch):
    at = open_atlas(monkeypatch)
    send(at, "sidebar", "lists", {"turn": 7, "value": {"domain": ["demining"]}})
    check_same(at, "", {"turn": ["7"], "domain": ["demining"]})


@pytest.mark.parametrize("turn", ["", "0", "-1", "x", "７", "9" * 30, "1.5", "<b>"])
def test_a_number_that_is_none_is_left_out(turn):
    _, parts = told("", {"turn": [turn]})
    assert json.loads(parts["atlas-sidebar"])["turn"] is None


@pytest.mark.parametrize("page", ["timeline", "records", "map", "/", "network/", "../network", "<b>"])
def test_other_pages_are_not_told_ahead(page):
    assert foresee(current_catalog(), page, {}) is None


def test_it_is_made_of_the_data_set_asked_for(tiny_catalog):
    answer = foresee(tiny_catalog, "", {"focus": ["PAK"]})
    assert answer.startswith("\natlas-map\t")
    assert '"ESP"' in answer
    assert '"PAK"' not in answer
