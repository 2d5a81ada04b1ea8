import base64
import datetime
import json

import numpy as np
import pytest

from atlas.model import Filters
from atlas.query import select_of, select_records
from atlas.views.timeline import (
    COLLECTIVE,
    CONTEXT,
    INFERRED,
    LANES,
    build_timeline_base,
    build_timeline_state,
    lane_label,
)


def day(year, month, of_month):
    return (datetime.date(year, month, of_month) - datetime.date(2001, 1, 1)).days


def unpack(text, size):
    return np.unpackbits(np.frombuffer(base64.b64decode(text), dtype=np.uint8))[:size].astype(bool).tolist()


@pytest.fixture(scope="module")
def base(tiny_catalog):
    return build_timeline_base(tiny_catalog)


def test_every_record_lies_as_exactly_as_its_source_says(base):
    assert (base["firstYear"], base["days"]) == (2001, day(2023, 12, 31) + 1)
    assert base["items"] == [
        [day(2001, 5, 1), day(2001, 6, 1)],
        [day(2003, 1, 1), day(2004, 1, 1), day(2012, 12, 31), day(2013, 1, 1)],
        [day(2010, 6, 1), day(2010, 6, 2), day(2010, 6, 9), day(2010, 6, 10)],
        # still running as of a source without a date, read in July 2023
        [day(2014, 1, 1), day(2015, 1, 1), day(2023, 8, 1)],
        [day(2015, 2, 3), day(2015, 2, 4)],
    ]


def test_what_is_drawn_differently_is_flagged(base):
    assert base["flags"] == [0, INFERRED, 0, 0, COLLECTIVE]


def test_context_is_flagged(with_context):
    assert CONTEXT in build_timeline_base(with_context)["flags"]


def test_texts_are_id_date_and_title(base):
    assert base["texts"][0] == ["2001-esp-agreement", "May 2001", "Agreement signed"]
    assert base["texts"][1][1] == "2003 – 31 December 2012 (inferred)"


def test_every_record_has_a_lane_of_every_sort(base):
    assert set(base["lanes"]) == set(LANES)
    for lanes in base["lanes"].values():
        assert len(lanes["of"]) == len(base["items"])
        for own in lanes["of"]:
            assert own
            assert set(own) <= set(range(len(lanes["names"])))


def test_a_record_stands_in_the_lane_of_each_of_its_domains(base):
    lanes = base["lanes"]["domain"]
    assert [[lanes["names"][lane] for lane in own] for own in lanes["of"]][2] == [
        "Joint exercises",
        "Training",
    ]
    groups = base["lanes"]["group"]
    assert [[groups["names"][lane] for lane in own] for own in groups["of"]][2] == ["Military"]


def test_without_a_country_there_is_a_lane_too(base):
    lanes = base["lanes"]["region"]
    assert lanes["names"][lanes["of"][4][0]] == "No country named"


def test_eras_are_bands_within_the_data(base):
    assert base["eras"] == [
        ["Early years", 0, day(2010, 1, 1)],
        ["Later years", day(2010, 1, 1), day(2024, 1, 1)],
    ]


def test_every_sort_of_lanes_has_a_name():
    assert len({lane_label(lanes) for lanes in LANES}) == len(LANES)
    with pytest.raises(KeyError):
        lane_label("colour")


def test_the_state_says_what_is_seen_hinted_at_and_of_the_focus(select):
    chosen, wider = select(years=(2010, 2012)), select()
    state = build_timeline_state(chosen, wider, lanes="kind", focus="ESP", record="")
    assert unpack(state["lit"], 5) == [False, True, True, False, False]
    assert unpack(state["shown"], 5) == [True] * 5
    assert unpack(state["own"], 5) == [False, False, True, False, False]
    assert (state["years"], state["open"], state["lanes"]) == ([2010, 2012], None, "kind")


@pytest.mark.parametrize("focus", ["", "PRT"], ids=["none", "hub"])
def test_without_a_focus_nothing_stands_out(select, focus):
    state = build_timeline_state(select(), select(), lanes="kind", focus=focus, record="")
    assert state["own"] == ""


def test_the_open_record_comes_whole_with_its_address(select):
    chosen = select(kind=("exercise",))
    record = "2010-prt-esp-fra-exercise"
    opened = build_timeline_state(chosen, chosen, lanes="kind", focus="ESP", record=record)["open"]
    assert (opened["item"], opened["id"], opened["title"]) == (2, record, "Joint exercise")
    assert opened["line"] == "Exercise · Joint exercises · Training"
    assert opened["page"] == f"records?kind=exercise&focus=ESP&record={record}"
    assert [source["publisher"] for source in opened["sources"]] == ["Institute"]
    assert [item["id"] for part in opened["takers"] for item in part["items"] if item["chosen"]] == ["ESP"]


def test_unknown_lanes_are_an_error(select):
    with pytest.raises(ValueError, match="colour"):
        build_timeline_state(select(), select(), lanes="colour", focus="", record="")


def test_what_travels_at_a_click_stays_small(catalog):
    everything = select_records(catalog, Filters())
    own = select_of(everything, "PAK").records["id"]
    for record, most in (("", 1_000), (own.iloc[0], 6_000)):
        state = build_timeline_state(everything, everything, lanes="domain", focus="PAK", record=record)
        assert len(json.dumps(state)) < most
