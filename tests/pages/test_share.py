"""The share button on every page, and what is left of a page inside another one."""

import json

import pytest

from atlas.paths import ROOT
from tests import apptest
from tests.apptest import PAGES, asked, data_of, has

QUERY = {"focus": "PAK", "domain": ["cyber-security", "demining"]}


@pytest.fixture
def open_embedded(monkeypatch):
    """Opens an address inside another page."""

    def open_it(query=None, page="map.py"):
        at = apptest.open_atlas(monkeypatch, query, page)
        at.context["is_embedded"] = True
        at.run()
        assert not at.exception
        return at

    return open_it


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_shared_and_next_to_nothing_travels(open_atlas, page):
    at = open_atlas(QUERY, page)
    assert data_of(at, "share") == {}
    assert asked(at)["query"] == "domain=cyber-security&domain=demining&focus=PAK"


def test_what_was_left_out_of_the_view_is_not_in_its_link(open_atlas):
    at = open_atlas({"focus": "XXX", "domain": "nonsense", "colour": "blue", "q": '"><b>&'})
    assert asked(at)["query"] == "q=%22%3E%3Cb%3E%26"


def test_inside_another_page_stand_the_picture_and_where_it_comes_from(open_embedded):
    at = open_embedded(QUERY)
    assert data_of(at, "origin") == {"query": "domain=cyber-security&domain=demining&focus=PAK"}
    assert has(at, "map")
    assert not any(has(at, key) for key in ("share", "sidebar", "pages"))
    assert len(at.sidebar) == 0


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_stand_inside_another(open_embedded, page):
    at = open_embedded(QUERY, page)
    assert has(at, "origin")
    assert not has(at, "sidebar")


def test_the_snippets_of_the_dialog_are_those_that_are_tested(catalog):
    from atlas.export.edition import read_edition
    from atlas.export.extract import Extract
    from atlas.export.snippet import build_snippets, data_address, snippet_templates

    extract = Extract(read_edition(catalog, ROOT / "data"), base="https://atlas.example")
    address = data_address(extract, "records.csv")
    filled = {
        name: text.replace("{address}", address) for name, text in snippet_templates("{address}").items()
    }
    assert filled == build_snippets(extract)


def test_the_words_of_the_dialog_are_in_its_script(catalog):
    from atlas.live.share import share_module

    text = share_module(catalog, "en").body.decode()
    assert f'"title": {json.dumps(catalog.title)}' in text
    assert "scope=direct&scope=collective&scope=context" in text
