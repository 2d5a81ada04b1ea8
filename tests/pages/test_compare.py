from urllib.parse import parse_qs

import pytest

from atlas.model import MAX_COMPARED
from tests.apptest import ask, box, data_of, has, notice, send, sentence, texts

PAIR = {"with": ["PAK", "TUR"]}


@pytest.fixture
def open_compare(open_atlas):
    return lambda query=None: open_atlas(query, "compare.py")


def query_of(at):
    return {name: [value] if isinstance(value, str) else value for name, value in at.query_params.items()}


def columns(at, key):
    return [column["label"] for column in data_of(at, key)["columns"]]


def test_the_address_says_who_is_compared(open_compare):
    at = open_compare(PAIR)
    assert at.multiselect(key="compared").value == ["PAK", "TUR"]
    assert columns(at, "facts_table") == ["Fact", "Pakistan", "Türkiye"]
    assert columns(at, "part_table")[2:] == ["Pakistan", "Türkiye"]
    assert "Each of them has direct records in" in texts(at)


@pytest.mark.parametrize("focus", ["", "AZE", "PAK", "AZE-TUR-PAK", "NATO", "ATLANTIS"])
def test_with_fewer_than_two_there_are_suggestions(open_compare, focus):
    at = open_compare({"focus": focus} if focus else {})
    assert not has(at, "facts_table")
    suggested = data_of(at, "suggestions")["links"]
    assert len(suggested) >= 3
    for link in suggested:
        page, _, query = link["page"].partition("?")
        assert page == "compare"
        compared = open_compare(parse_qs(query))
        assert notice(compared) == ""
        assert len(columns(compared, "facts_table")) >= 3


def test_one_alone_is_not_compared(open_compare):
    at = open_compare({"with": ["GEO"]})
    assert not has(at, "facts_table")
    links = data_of(at, "suggestions")["links"]
    assert links
    assert all("with=GEO" in link["page"] for link in links)


def test_choosing_by_name_changes_the_address_and_keeps_the_rest(open_compare):
    at = open_compare({"domain": "cyber-security", "focus": "GEO", "with": ["PAK", "TUR"]})
    at.multiselect(key="compared").set_value(["PAK", "TUR", "NATO"]).run()
    assert query_of(at) == {"domain": ["cyber-security"], "focus": ["GEO"], "with": ["PAK", "TUR", "NATO"]}
    ask(at, "reset", True)
    assert query_of(at) == {"focus": ["GEO"], "with": ["PAK", "TUR", "NATO"]}
    ask(at, "lists", {"domain": ["demining"], "scope": []})
    assert query_of(at)["with"] == ["PAK", "TUR", "NATO"]


def test_unknown_entities_and_the_hub_are_named_in_a_notice(open_compare):
    at = open_compare({"with": ["PAK", "ATLANTIS", "AZE", "TUR"]})
    assert "ATLANTIS" in notice(at)
    assert "AZE" in notice(at)
    assert columns(at, "facts_table") == ["Fact", "Pakistan", "Türkiye"]


def test_more_than_five_are_named_in_a_notice(open_compare):
    codes = ["PAK", "TUR", "GEO", "USA", "NATO", "RUS", "KAZ"]
    at = open_compare({"with": codes})
    for code in codes[MAX_COMPARED:]:
        assert f"Only 5 can be compared at once; “{code}” was left out." in notice(at)
    assert len(columns(at, "facts_table")) == 1 + MAX_COMPARED


def test_the_same_one_twice_counts_once(open_compare):
    assert columns(open_compare({"with": ["PAK", "TUR", "PAK"]}), "facts_table") == [
        "Fact",
        "Pakistan",
        "Türkiye",
    ]


@pytest.mark.parametrize("part", ["domain", "kind", "groups", "together"])
def test_every_part_opens(open_compare, part):
    at = open_compare({"with": ["PAK", "TUR", "AZE-TUR-PAK", "NATO"]})
    at.button_group(key="compare_part").set_value(part).run()
    assert not at.exception
    assert data_of(at, "part_table")["rows"]


def test_a_cell_leads_to_the_records_behind_it_under_the_filters(open_compare):
    at = open_compare({"years": ["2010", "2020"]} | PAIR)
    pattern = "records?domain={row}&years=2010&years=2020&focus={column}"
    assert data_of(at, "part_table")["pairPage"] == pattern


def test_an_empty_result_still_compares(open_compare):
    at = open_compare({"q": "zzznothing"} | PAIR)
    assert sentence(at)
    assert [row["cells"] for row in data_of(at, "facts_table")["rows"]][1][1:] == ["0", "0"]
    assert data_of(at, "part_table")["rows"] == []


def test_the_bars_have_a_table_and_a_text(open_compare):
    at = open_compare(PAIR)
    send(at, "foot", "open", {"box": "rhythm_twin", "open": True})
    names = [column["label"] for column in box(at, "rhythm_twin")["table"]["columns"]]
    assert names == ["Year", "Pakistan", "Türkiye"]
    assert [row["name"] for row in data_of(at, "rhythms")["rows"]] == ["Pakistan", "Türkiye"]


def test_sources_are_those_of_the_compared(open_compare):
    at = open_compare({"with": ["CHE", "CZE"]})
    few = box(at, "sources")["label"]
    assert few != box(open_compare(PAIR), "sources")["label"]


def test_markup_in_the_address_is_text(open_compare):
    at = open_compare({"with": ["<img src=x onerror=alert(1)>", "PAK"]})
    assert "<img" not in notice(at)
