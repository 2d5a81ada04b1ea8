import json

import pytest

from atlas.model import Filters
from atlas.query import count_column, select_of, select_records
from atlas.views.profile import (
    CONFLICTS,
    DOMAIN,
    MOST_PRINTED,
    OTHERS,
    PAGE_ROWS,
    build_part,
    build_print,
    build_profile,
)


def texts_of(value):
    """Every text in a structure of lists and mappings."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_of(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts_of(part)]
    return [value] if isinstance(value, str) else []


@pytest.fixture(scope="module")
def everything(catalog):
    return select_records(catalog, Filters())


@pytest.mark.parametrize("code", ["PRT", "ESP", "BRA", "FRA", "PRT-ESP-FRA", "UN"])
def test_every_kind_of_entity_has_a_profile(select, code):
    profile = build_profile(select(), code)
    assert profile["code"] == code
    assert profile["summary"]
    assert json.loads(json.dumps(profile)) == json.loads(json.dumps(profile))


def test_every_entity_of_the_data_has_a_profile_of_a_few_kilobytes(everything):
    for code in everything.catalog.entities:
        assert len(json.dumps(build_profile(everything, code), ensure_ascii=False)) < 9_000, code


def test_an_unknown_entity_is_a_key_error(select):
    with pytest.raises(KeyError):
        build_profile(select(), "ATL")


def test_domains_are_those_of_its_records(select):
    profile = build_profile(select(), "ESP")
    assert profile["domains"] == list(count_column(select_of(select(), "ESP"), "domain").items())
    assert dict(profile["domains"]) == {"joint-exercises": 2, "political-dialogue": 1, "training": 1}


def test_nothing_in_view(select):
    profile = build_profile(select(kind=("education",)), "ESP")
    assert profile["rhythm"] is None
    assert profile["thin"] == profile["domains"] == profile["tied"] == []
    assert profile["others"]["rows"] == []
    assert "no record" in " ".join(profile["summary"])


def test_others_are_all_who_stand_in_its_records(select):
    assert [row[:4] for row in build_profile(select(), "ESP")["others"]["rows"]] == [["FRA", "France", 1, 1]]
    hub = build_profile(select(), "PRT")["others"]
    assert [row[0] for row in hub["rows"]] == ["ESP", "BRA", "FRA"]
    assert hub["number"] == 3


def test_a_partner_is_shown_with_the_formats_it_is_a_member_of(everything):
    catalog = everything.catalog
    for code in catalog.partners["iso3"]:
        tied = build_profile(everything, code)["tied"]
        formats = [
            item["id"] for part in tied for item in part["items"] if item["id"] in catalog.rows("formats")
        ]
        assert all(code in catalog.members(name) for name in formats)


def test_a_format_shows_its_members_and_what_it_is_for(select):
    profile = build_profile(select(), "PRT-ESP-FRA")
    members = next(part for part in profile["tied"] if part["label"] == "Members")
    assert [item["id"] for item in members["items"]] == ["PRT", "ESP", "FRA"]
    assert profile["about"]["text"] == "Exercises of three navies."
    assert profile["about"]["sources"][0]["title"] == "[Overview]"


def test_a_part_gives_records_newest_first_a_few_at_a_time(everything):
    own = select_of(everything, "TUR")
    key, number = next(iter(count_column(own, "domain").items()))
    seen = []
    while True:
        part = build_part(everything, "TUR", DOMAIN + key, len(seen))
        assert part["first"] == len(seen)
        assert part["number"] == number
        if not part["rows"]:
            break
        assert len(part["rows"]) <= PAGE_ROWS
        seen += [row["id"] for row in part["rows"]]
    expected = [row["id"] for row in own.rows(0, own.mask.sum()) if key in row["domains"]]
    assert seen == expected[::-1]


def test_the_part_of_others_is_whole(everything):
    part = build_part(everything, "TUR", OTHERS, 7)
    assert (part["first"], len(part["rows"])) == (0, part["number"])
    assert part["number"] == build_profile(everything, "TUR")["others"]["number"]


def test_conflicts_are_told_with_their_records_and_sources(select):
    assert build_profile(select(), "ESP")["conflicts"] == 1
    assert build_profile(select(), "BRA")["conflicts"] == 0
    row = build_part(select(), "ESP", CONFLICTS, 0)["rows"][0]
    assert row["about"] == ["Patrols"]
    assert row["field"] == "Date"
    assert "2013" in row["what"]
    assert len(row["sources"]) == 2


@pytest.mark.parametrize(
    "key", ["", "domain:", "domain:none", "training", "domain:political-dialogue ", "\x00"]
)
def test_there_is_no_other_part(select, key):
    assert build_part(select(), "BRA", key, 0) is None


@pytest.mark.parametrize("first", [10**9, 5])
def test_behind_the_last_row_there_is_nothing(select, first):
    assert build_part(select(), "ESP", "domain:training", first)["rows"] == []


def test_print_holds_every_record_once(everything):
    own = select_of(everything, "AZE-TUR-GEO")
    printed = build_print(everything, "AZE-TUR-GEO")
    assert [row["id"] for row in printed["records"]] == [row["id"] for row in own.rows(0, 999)]
    assert printed["more"] == ""
    assert len(printed["others"]) == build_profile(everything, "AZE-TUR-GEO")["others"]["number"]


def test_print_leaves_the_records_of_the_hub_out_and_says_so(everything):
    printed = build_print(everything, everything.catalog.hub.iso3)
    assert printed["records"] == printed["conflicts"] == []
    assert f"{everything.mask.sum():,}".replace(",", ",") in printed["more"]


def test_print_is_bounded(everything, monkeypatch):
    assert MOST_PRINTED < 1_000
    monkeypatch.setattr("atlas.views.profile.MOST_PRINTED", 3)
    printed = build_print(everything, "TUR")
    assert len(printed["records"]) == 3
    assert len(printed["conflicts"]) <= 3
    assert printed["more"]


def test_markup_stays_text(nasty_catalog, nasty):
    selection = select_records(nasty_catalog, Filters())
    shown = texts_of([build_profile(selection, code) for code in ("ESP", "PRT-ESP-FRA", "UN")])
    assert any(nasty in text for text in shown)
    assert not any("&lt;" in text for text in shown)
