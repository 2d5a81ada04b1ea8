import numpy as np
import pytest

from atlas.index import index_of, matching
from atlas.model import Filters
from atlas.query import select_records


@pytest.fixture
def find(tiny_catalog):
    """Ids of the records in which words are found."""

    def find_them(words):
        found = matching(index_of(tiny_catalog).texts, words)
        return list(tiny_catalog.records["id"][found])

    return find_them


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Agreement signed", "title"),
        ("two ministers sign", "summary"),
        ("Spain", "name of a partner"),
        ("ESP", "code of a partner"),
        ("España", "alias of a partner"),
        ("espana", "alias without its accent"),
        ("Lisbon", "place"),
        ("Lisboa", "alias of a place"),
        ("Ministry Cooperation", "publisher and title of a source"),
        ("Portugal", "name of the hub"),
        ("portuguese", "alias of the hub"),
    ],
)
def test_a_record_is_found_by_every_field_it_shows(find, words, field):
    assert "2001-esp-agreement" in find(words), field


def test_a_format_and_an_organisation_are_found_by_name_and_code(find):
    assert find("three navies exercise") == ["2010-prt-esp-fra-exercise"]
    assert find("prt-esp-fra") == ["2010-prt-esp-fra-exercise"]
    assert find("united nations") == ["2014-esp-patrols"]


def test_the_hub_is_found_beside_a_partner_although_no_title_names_it(find):
    assert find("Portugal Brazil") == ["2003-course"]


def test_words_in_no_field_find_nothing(find):
    assert find("nowhere") == []


def test_a_country_is_found_by_the_name_the_pages_show(tiny_catalog, monkeypatch):
    monkeypatch.setattr("atlas.index.country_name", lambda code: {"FRA": "Hexagone"}.get(code, ""))
    monkeypatch.setattr("atlas.index._INDEXES", type(index_of.__globals__["_INDEXES"])())
    chosen = select_records(tiny_catalog, Filters(q="hexagone"))
    assert list(chosen.records["id"]) == ["2010-prt-esp-fra-exercise"]


def test_the_index_has_a_text_for_every_record(tiny_catalog):
    index = index_of(tiny_catalog)
    assert len(index.texts) == index.size == len(tiny_catalog.records)
    assert isinstance(matching(index.texts, "spain"), np.ndarray)
