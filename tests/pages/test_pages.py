import json

import pytest

from atlas.current import current_catalog
from atlas.live.foot import foot_module
from atlas.live.relation_network import network_assets
from atlas.model import Filters
from atlas.query import count_members, select_of, select_records
from tests.apptest import (
    PAGES,
    WITH_SENTENCE,
    ask,
    asked,
    box,
    data_of,
    has,
    notice,
    send,
    send_table,
    sentence,
    texts,
)

PICTURES = {"map.py": "map", "network.py": "network"}

every_view = pytest.mark.parametrize("page", WITH_SENTENCE)
every_page = pytest.mark.parametrize("page", PAGES)
with_picture = pytest.mark.parametrize("page", PICTURES)


def query_of(at):
    return {name: [value] if isinstance(value, str) else value for name, value in at.query_params.items()}


def shown(at, page):
    """How many records the picture shows of each entity."""
    if page == "map.py":
        return {code: row[0] for code, row in data_of(at, "map").get("countries", {}).items() if row[0]}
    base = json.loads(network_assets(current_catalog(), "en")["base"].body)
    numbers = zip(base["nodes"], data_of(at, "network")["nodes"], strict=True)
    return {node["id"]: records for node, records in numbers if records or node["kind"] == "hub"}


@every_page
@pytest.mark.parametrize(
    "focus",
    ["", "AZE", "PAK", "AZE-TUR-PAK", "NATO"],
    ids=["none", "hub", "partner", "format", "organisation"],
)
def test_every_page_opens_with_every_kind_of_focus(open_atlas, page, focus):
    at = open_atlas({"focus": focus} if focus else {}, page)
    assert notice(at) == ""
    assert asked(at)["focus"] == focus
    assert query_of(at) == ({"focus": [focus]} if focus else {})


@every_view
def test_every_page_says_what_is_seen_and_where_borders_come_from(open_atlas, catalog, page):
    at = open_atlas({"domain": "cyber-security"}, page)
    assert str(select_records(catalog, Filters(domain=("cyber-security",))).size) in sentence(at)
    assert has(at, "foot")
    assert catalog.version in foot_module(catalog, "en").body.decode()


@every_page
def test_the_frame_knows_the_page_and_the_query_its_links_take_along(open_atlas, page):
    at = open_atlas({"focus": "PAK", "domain": "cyber-security"}, page)
    assert data_of(at, "pages") == {"here": {"map.py": ""}.get(page, page.removesuffix(".py"))}
    assert asked(at)["query"] == "domain=cyber-security&focus=PAK"


@with_picture
def test_picture_and_panel_agree_with_the_query(open_atlas, catalog, page):
    at = open_atlas({"domain": "cyber-security", "focus": "PAK"}, page)
    selection = select_records(catalog, Filters(domain=("cyber-security",)))
    counts = count_members(selection, "partners")
    assert {code: n for code, n in shown(at, page).items() if code in counts} == {
        code: count.records for code, count in counts.items()
    }
    panel = data_of(at, "panel")
    assert (panel["focus"], panel["title"]) == ("PAK", "Pakistan")
    found = catalog.records["id"].iloc[panel["records"]]
    assert list(found) == list(select_of(selection, "PAK").records["id"])[:10]


@pytest.mark.parametrize(
    ("focus", "lit"),
    [
        ("PAK", {"focus": "PAK"}),
        ("AZE", {"focus": "AZE"}),
        ("AZE-TUR-PAK", {"members": ["AZE", "TUR", "PAK"]}),
        ("NATO", {"seat": [50.85, 4.35]}),
    ],
)
def test_what_the_map_lights_up(open_atlas, focus, lit):
    state = data_of(open_atlas({"focus": focus}), "map")
    assert {name: state[name] for name in ("focus", "members", "seat") if name in state} == lit


@every_view
def test_an_empty_result_offers_to_loosen_what_is_in_the_way(open_atlas, page):
    at = open_atlas({"q": "zzznothing", "domain": "cyber-security"}, page)
    loosen = {button.key for button in at.button if str(button.key).startswith("loosen_")}
    # Without the domain still nothing is found, so that is not offered.
    assert loosen == {"loosen_q", "loosen_all"}
    at.button(key="loosen_q").click().run()
    assert not at.exception
    assert query_of(at) == {"domain": ["cyber-security"]}
    assert "loosen_q" not in {button.key for button in at.button}


@with_picture
def test_an_empty_result_draws_nothing(open_atlas, page):
    assert set(shown(open_atlas({"q": "zzznothing"}, page), page)) <= {"AZE"}


def test_reset_takes_the_filters_away_and_keeps_the_focus(open_atlas):
    at = open_atlas({"domain": "cyber-security", "q": "nato", "focus": "PAK", "scope": "context"})
    assert asked(at)["active"]
    ask(at, "reset", True)
    assert query_of(at) == {"focus": ["PAK"]}
    assert not asked(at)["active"]
    assert asked(at)["words"] == ""


def test_the_years(open_atlas, catalog):
    at = open_atlas({"years": ["2002", "2010"]})
    assert asked(at)["years"] == [2002, 2010]
    ask(at, "years", [2003, 2005])
    assert query_of(at) == {"years": ["2003", "2005"]}
    assert "2003–2005" in sentence(at)
    ask(at, "years", [catalog.first_year, catalog.last_year])
    assert query_of(at) == {}


@pytest.mark.parametrize("years", [[2005, 2003], [1, 2], [2003], [2003, 2004, 2005], ["x", "y"], 7])
def test_years_that_are_none_change_nothing(open_atlas, years):
    at = open_atlas({"years": ["2002", "2010"]})
    ask(at, "years", years)
    assert not at.exception
    assert query_of(at) == {"years": ["2002", "2010"]}


def test_the_words(open_atlas, catalog):
    at = open_atlas()
    ask(at, "words", "  Vienna   document ")
    assert query_of(at) == {"q": ["Vienna document"]}
    assert str(select_records(catalog, Filters(q="vienna document")).size) in sentence(at)
    ask(at, "words", "")
    assert query_of(at) == {}


def test_choosing_by_name_changes_the_address(open_atlas):
    at = open_atlas({"domain": "cyber-security"})
    ask(at, "focus", "TUR")
    assert query_of(at) == {"domain": ["cyber-security"], "focus": ["TUR"]}
    assert data_of(at, "panel")["title"] == "Türkiye"
    ask(at, "focus", "")
    assert query_of(at) == {"domain": ["cyber-security"]}


@with_picture
def test_a_click_in_the_picture(open_atlas, page):
    at = open_atlas({"years": ["2002", "2010"]}, page)
    send(at, PICTURES[page], "select", "PAK")
    assert query_of(at) == {"years": ["2002", "2010"], "focus": ["PAK"]}
    assert data_of(at, PICTURES[page])["focus"] == "PAK"
    assert asked(at)["focus"] == "PAK"
    send(at, PICTURES[page], "select", "")
    assert query_of(at) == {"years": ["2002", "2010"]}


def test_a_filter_in_the_list(open_atlas):
    at = open_atlas({"focus": "PAK"})
    ask(at, "lists", {"domain": ["cyber-security"], "scope": ["direct"]})
    assert query_of(at) == {"domain": ["cyber-security"], "scope": ["direct"], "focus": ["PAK"]}
    assert asked(at)["selected"] == {"domain": ["cyber-security"], "scope": ["direct"]}
    before = asked(at)["turn"]
    ask(at, "lists", {"domain": [], "scope": ["direct", "collective"]})
    assert asked(at)["turn"] > before
    assert query_of(at) == {"focus": ["PAK"]}


def test_the_panel_shows_more_when_asked_and_starts_anew_for_another(open_atlas):
    at = open_atlas()
    assert len(data_of(at, "panel")["records"]) == 10
    send(at, "panel", "more", 10)
    assert len(data_of(at, "panel")["records"]) == 50
    send(at, "map", "select", "TUR")
    send(at, "map", "select", "")
    assert len(data_of(at, "panel")["records"]) == 10


def test_filters_and_focus_survive_every_change_of_page(open_atlas):
    query = {"domain": ["cyber-security"], "years": ["2002", "2020"], "q": ["nato"], "focus": ["NATO"]}
    at = open_atlas(query)
    before = sentence(at)
    for page in [*WITH_SENTENCE, "map.py"]:
        at.switch_page(f"pages/{page}").run()
        assert not at.exception
        assert query_of(at) == query
        assert sentence(at) == before
        assert asked(at)["words"] == "nato"


@with_picture
def test_the_twin_of_the_picture_and_its_sources_open(open_atlas, catalog, page):
    at = open_atlas({}, page)
    everything = select_records(catalog, Filters())
    groups = count_members(everything, "formats") | count_members(everything, "organisations")
    assert box(at, "twin")["table"] is None
    for name in ("twin", "sources"):
        send(at, "foot", "open", {"box": name, "open": True})
    assert not at.exception
    twin = {row["cells"][0]["pick"]: row["cells"][2] for row in box(at, "twin")["table"]["rows"]}
    drawn = shown(at, page) | {code: count.records for code, count in groups.items()}
    assert twin.items() <= drawn.items()
    assert len(twin) == min(len(drawn) - (catalog.hub.iso3 in drawn), 50)
    assert box(at, "sources")["table"]["rows"]
    send_table(at, "twin", "pick", "PAK")
    assert query_of(at) == {"focus": ["PAK"]}
    send(at, "foot", "open", {"box": "twin", "open": False})
    assert box(at, "twin")["table"] is None


def test_another_hub_needs_no_other_code(monkeypatch, tiny_folder):
    from atlas.current import use_catalog
    from tests import apptest

    monkeypatch.setenv("ATLAS_DATA", str(tiny_folder))
    use_catalog(None)
    try:
        for page in WITH_SENTENCE:
            at = apptest.open_atlas(monkeypatch, {"focus": "ESP"}, page)
            assert not at.exception
            assert "5 records" in sentence(at)
            assert "Azerbaijan" not in texts(at)
    finally:
        use_catalog(None)
