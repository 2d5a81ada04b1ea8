import base64

import numpy as np
import pytest

from atlas.model import Filters
from atlas.query import select_of, select_records
from tests.apptest import box, data_of, send, send_raw, send_table, sentence

RECORD = "2002-pak-defence-agreement"
VALUES = [
    None,
    True,
    -1,
    1.5,
    10**30,
    "XXX",
    "\ud800",
    [],
    ["PAK"],
    [2003],
    {},
    [[2003, 2005]],
    [2003, "2005"],
    {"from": 1, "to": [2001, 2002]},
]


@pytest.fixture
def open_timeline(open_atlas):
    return lambda query=None: open_atlas(query, "timeline.py")


def query_of(at):
    return {name: [value] if isinstance(value, str) else value for name, value in at.query_params.items()}


def number_of(packed):
    return int(np.unpackbits(np.frombuffer(base64.b64decode(packed), dtype=np.uint8)).sum())


@pytest.mark.parametrize("focus", ["PAK", "AZE-TUR-PAK", "NATO"], ids=["partner", "format", "organisation"])
def test_the_records_of_the_focus_stand_out(open_timeline, catalog, focus):
    state = data_of(open_timeline({"focus": focus}), "timeline")
    everything = select_records(catalog, Filters())
    assert number_of(state["lit"]) == int(everything.mask.sum())
    assert number_of(state["own"]) == int(select_of(everything, focus).mask.sum())


@pytest.mark.parametrize("focus", ["", "AZE", "ATLANTIS"], ids=["none", "hub", "unknown"])
def test_without_a_focus_all_records_are_equal(open_timeline, focus):
    assert data_of(open_timeline({"focus": focus} if focus else {}), "timeline")["own"] == ""


def test_what_lies_outside_the_years_keeps_its_place(open_timeline, catalog):
    state = data_of(open_timeline({"years": ["2003", "2005"], "kind": "visit"}), "timeline")
    assert state["years"] == [2003, 2005]
    chosen = select_records(catalog, Filters(kind=("visit",), years=(2003, 2005)))
    assert number_of(state["lit"]) == int(chosen.mask.sum())
    assert number_of(state["shown"]) == int(select_records(catalog, Filters(kind=("visit",))).mask.sum())


def test_an_empty_result_draws_nothing(open_timeline):
    state = data_of(open_timeline({"q": "zzznothing"}), "timeline")
    assert (number_of(state["lit"]), number_of(state["shown"])) == (0, 0)


def test_the_lanes_are_chosen_by_the_reader(open_timeline):
    at = open_timeline()
    assert data_of(at, "timeline")["lanes"] == "kind"
    at.button_group(key="timeline_lanes").set_value("region").run()
    assert data_of(at, "timeline")["lanes"] == "region"
    assert query_of(at) == {}


def test_a_click_opens_the_record_and_another_closes_it(open_timeline):
    at = open_timeline({"focus": "TUR"})
    send(at, "timeline", "open", RECORD)
    assert query_of(at) == {"focus": ["TUR"], "record": [RECORD]}
    assert data_of(at, "timeline")["open"]["id"] == RECORD
    send(at, "timeline", "open", "")
    assert query_of(at) == {"focus": ["TUR"]}
    assert data_of(at, "timeline")["open"] is None


def test_a_name_in_the_open_record_gets_the_focus_and_the_record_stays(open_timeline):
    at = open_timeline({"record": RECORD})
    send(at, "timeline", "select", "PAK")
    assert query_of(at) == {"focus": ["PAK"], "record": [RECORD]}
    send(at, "timeline", "select", "")
    assert query_of(at) == {"record": [RECORD]}


def test_the_twin_lists_the_records_in_time_order(open_timeline, catalog):
    at = open_timeline({"focus": "PAK"})
    assert box(at, "timeline_twin")["table"] is None
    send(at, "foot", "open", {"box": "timeline_twin", "open": True})
    rows = box(at, "timeline_twin")["table"]["rows"]
    first = list(select_records(catalog, Filters()).records["id"])[: len(rows)]
    assert [row["cells"][0]["pick"] for row in rows] == first
    send_table(at, "timeline_twin", "page", 2)
    assert box(at, "timeline_twin")["table"]["page"] == 2
    send_table(at, "timeline_twin", "pick", first[3])
    assert query_of(at) == {"focus": ["PAK"], "record": [first[3]]}


@pytest.mark.parametrize("page", ["map.py", "network.py", "timeline.py"])
def test_a_step_of_the_player_is_a_filter_of_years(open_atlas, catalog, page):
    at = open_atlas({"focus": "PAK"}, page)
    assert data_of(at, "player")["years"] is None
    span = [catalog.first_year, catalog.last_year]
    send(at, "player", "years", {"from": span, "to": [2003, 2005]})
    assert query_of(at) == {"years": ["2003", "2005"], "focus": ["PAK"]}
    assert "2003–2005" in sentence(at)
    assert data_of(at, "player")["years"] == [2003, 2005]
    send(at, "player", "years", {"from": span, "to": [2004, 2006]})
    assert query_of(at)["years"] == ["2003", "2005"], "a step from years that are no longer those"
    send(at, "player", "years", {"from": [2003, 2005], "to": span})
    assert query_of(at) == {"focus": ["PAK"]}


def test_the_bars_of_the_player_do_not_depend_on_its_window(open_timeline):
    everywhere, narrowed = (
        open_timeline({"kind": "visit"}),
        open_timeline({"kind": "visit", "years": ["2003", "2005"]}),
    )
    assert data_of(everywhere, "player")["counts"] == data_of(narrowed, "player")["counts"]


@pytest.mark.parametrize(("key", "name"), [("player", "years"), ("timeline", "open"), ("timeline", "select")])
def test_a_forged_message_changes_nothing(open_timeline, key, name):
    at = open_timeline({"focus": "PAK", "years": ["2001", "2009"]})
    for value in VALUES:
        send(at, key, name, value)
        assert not at.exception, value
        assert query_of(at) == {"focus": ["PAK"], "years": ["2001", "2009"]}, value


@pytest.mark.parametrize("key", ["player", "timeline"])
def test_a_message_of_any_shape(open_timeline, key):
    at = open_timeline({"focus": "PAK"})
    for sent in ("[1]", '"x"', "null", '{"years": 3}', '[{"event": "years"}]', '[{"event": 1}]'):
        send_raw(at, key, json_trigger_value=sent)
        assert not at.exception, sent
        assert query_of(at) == {"focus": ["PAK"]}, sent
