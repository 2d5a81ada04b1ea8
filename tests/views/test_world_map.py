import json
import re

import pytest

from atlas.model import Filters
from atlas.query import count_members, select_records
from atlas.views import world_map
from atlas.views.world_map import MAP_NAME, QuietMap, build_map_state, build_world_map

POINTS = {"PRT": (-8.1, 39.6), "ESP": (-3.7, 40.2), "BRA": (-53.2, -10.8), "FRA": (2.4, 46.6)}


def script_of(catalog, **sizes):
    figure = build_world_map(catalog, POINTS, sizes).get_root()
    figure.render()
    return figure.script.render()


def options_of(script):
    start = script.index("{", script.index("atlasDisputed,"))
    return json.JSONDecoder().raw_decode(script[start:])[0]


@pytest.mark.parametrize(
    ("focus", "shown"),
    [
        ("", {}),
        ("ESP", {"focus": "ESP"}),
        ("PRT", {"focus": "PRT"}),
        ("PRT-ESP-FRA", {"members": ["PRT", "ESP", "FRA"]}),
        ("UN", {}),
    ],
)
def test_what_each_kind_of_entity_lights_up(select, focus, shown):
    state = build_map_state(select(), focus)
    still = {"countries": {}, "picked": focus, "focus": "", "members": [], "seat": None}
    assert state | {"countries": {}} == still | shown


def test_an_organisation_shows_its_seat(catalog):
    state = build_map_state(select_records(catalog, Filters()), "NATO")
    place = catalog.rows("places")[catalog.rows("organisations")["NATO"]["seat"]]
    assert state["seat"] == [place["lat"], place["lon"]]
    assert state["focus"] == ""


def test_an_unknown_entity_is_refused(select):
    with pytest.raises(KeyError):
        build_map_state(select(), "XXX")


def test_a_country_carries_its_count_and_years(select):
    countries = build_map_state(select(), "")["countries"]
    assert {code: row[:2] for code, row in countries.items()} == {
        "ESP": [3, "d"],
        "BRA": [1, "d"],
        "FRA": [1, "d"],
    }
    assert countries["ESP"][2:] == [2001, 2023]
    assert countries["FRA"][2:] == [2010]


def test_countries_outside_the_view_are_left_out(select):
    assert list(build_map_state(select(kind=("education",)), "ESP")["countries"]) == ["BRA"]


def test_context_is_drawn_but_not_counted(with_context):
    everything = Filters(scope=("direct", "collective", "context"))
    countries = build_map_state(select_records(with_context, everything), "")["countries"]
    assert countries["BRA"][:2] == [0, "x"]
    assert countries["ESP"][:2] == [2, "d"]
    assert 2010 in countries["ESP"][2:]
    assert 2023 not in countries["ESP"][2:]


def test_direct_and_collective_are_drawn_apart(with_collective):
    countries = build_map_state(select_records(with_collective, Filters()), "")["countries"]
    assert {code: row[:2] for code, row in countries.items()} == {
        "ESP": [3, "d"],
        "BRA": [1, "c"],
        "FRA": [1, "d"],
    }
    assert countries["BRA"][2:] == [2003, 2012]


def test_the_map_of_the_real_data_shows_its_counts(catalog):
    selection = select_records(catalog, Filters(scope=("direct", "collective", "context")))
    countries = build_map_state(selection, "")["countries"]
    for code, count in count_members(selection, "partners").items():
        drawn = "d" if count.direct else "c" if count.collective else "x"
        assert countries[code][:2] == [count.records, drawn]


def test_the_state_is_small_json(catalog):
    state = build_map_state(
        select_records(catalog, Filters(scope=("direct", "collective", "context"))), "NATO"
    )
    assert json.loads(json.dumps(state)) == state
    assert len(json.dumps(state)) < 12_000


def test_the_map_asks_no_other_host(catalog):
    assert QuietMap.default_js == []
    assert QuietMap.default_css == []
    script = script_of(catalog)
    assert not re.search(r"https?:|//\w+\.\w+", script)
    assert MAP_NAME in script
    assert "tileLayer" not in script


def test_the_same_data_give_the_same_script(catalog):
    assert script_of(catalog) == script_of(catalog)


def test_what_does_not_change_is_in_the_script(tiny_catalog):
    options = options_of(script_of(tiny_catalog, PRT=3.0, ESP=5.0, BRA=30.0, FRA=0.5))
    assert options["hub"] == "PRT"
    assert options["names"] == {"PRT": "Portugal", "BRA": "Brazil", "ESP": "Spain", "FRA": "France"}
    assert options["points"]["ESP"] == [40.2, -3.7]
    assert options["small"] == ["FRA"]


def test_a_country_without_a_point_gets_neither_name_nor_dot(tiny_catalog, monkeypatch):
    monkeypatch.delitem(POINTS, "FRA")
    options = options_of(script_of(tiny_catalog, FRA=0.1))
    assert "FRA" not in options["points"]
    assert options["small"] == []


def test_names_stay_data_whatever_they_hold(tiny_catalog, monkeypatch, nasty):
    monkeypatch.setattr(world_map, "entity_name", lambda _, code: f"{code} {nasty}")
    script = script_of(tiny_catalog)
    assert "</script" not in script
    assert "<img" not in script
    options = options_of(script)
    assert options["names"]["ESP"] == f"ESP {nasty}"
    assert nasty in options["words"]["hub"]
