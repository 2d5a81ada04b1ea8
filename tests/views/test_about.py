import json

import pytest

from atlas.model import Filters
from atlas.query import select_records
from atlas.views.about import CHANGES, CODING, GAPS, build_about

ANCHORS = [
    "what",
    "inclusion",
    "coding",
    "counting",
    "eras",
    "domains",
    "confidence",
    "coverage",
    "gaps",
    "borders",
    "version",
    "cite",
    "errors",
    "licence",
]


@pytest.fixture
def about(tiny_catalog):
    return build_about(tiny_catalog, {CODING: "# Rules\n\nA rule.", CHANGES: "", "secret.md": "hidden"})


def section(about, anchor):
    return next(part for part in about["sections"] if part["id"] == anchor)


def boxes(about):
    return [block for part in about["sections"] for block in part["blocks"] if block["kind"] == "box"]


def text_of(part):
    return json.dumps(part, ensure_ascii=False)


def test_every_part_has_a_title_and_an_address(about):
    assert [part["id"] for part in about["sections"]] == ANCHORS
    assert all(part["title"] and part["blocks"] for part in about["sections"])


def test_the_hub_is_that_of_the_data(about):
    assert "Portugal" in text_of(section(about, "inclusion"))
    # The tiny data set borrows its description from the real one; all the rest is about its own hub.
    assert "Azerbaijan" not in text_of(about["sections"][1:])


def test_a_trilateral_counts_once(about):
    told = text_of(section(about, "counting"))
    assert "counts once in a total and once for each of its members" in told


def test_files_that_are_there_stand_in_boxes(about):
    (box,) = boxes(about)
    assert CODING in box["label"]
    assert box["blocks"][1]["runs"] == ["A rule."]
    assert "hidden" not in text_of(about)


def test_a_file_is_untrusted(tiny_catalog):
    about = build_about(
        tiny_catalog, {GAPS: "<script>x</script> [a](javascript:alert(1)) [b](https://x.org)"}
    )
    (box,) = boxes(about)
    assert box["blocks"][0]["runs"] == ["<script>x</script> a ", {"text": "b", "href": "https://x.org"}]


def test_eras_say_why_and_an_open_one_stays_open(about):
    (table,) = section(about, "eras")["blocks"]
    rows = [[cell[0] for cell in row] for row in table["rows"]]
    assert rows == [
        ["Early years", "2000–2009", "The first agreement.", "2"],
        ["Later years", "2010–", "Exercises begin.", "4"],
    ]


def test_every_domain_is_defined_and_its_sources_linked(about, tiny_catalog):
    tables = [block for block in section(about, "domains")["blocks"] if block["kind"] == "table"]
    rows = {row[0][0]: row for table in tables for row in table["rows"]}
    assert set(rows) == set(tiny_catalog.domains["name"])
    assert rows["Joint exercises"][1] == ["Exercises held together."]
    assert rows["Joint exercises"][2][0] == {"text": "Ministry", "href": "https://example.org/cooperation"}


def test_the_numbers_beside_eras_domains_and_confidence_are_those_of_the_filters(catalog):
    about = build_about(catalog, {})
    tables = [block for block in section(about, "domains")["blocks"] if block["kind"] == "table"]
    for name, number in ((row[0][0], row[3][0]) for table in tables for row in table["rows"]):
        (code,) = catalog.domains["id"][catalog.domains["name"] == name]
        assert int(number.replace(",", "")) == select_records(catalog, Filters(domain=(code,))).size


def test_version_and_citation_name_the_data(about):
    assert "0.1.0" in text_of(section(about, "version"))
    cite = text_of(section(about, "cite"))
    assert "Tiny atlas" in cite
    assert "30 June 2024" in cite
    assert "CC BY 4.0" in cite


def test_the_way_to_a_correction_names_no_address_that_is_not_there(about):
    told = text_of(section(about, "errors"))
    assert "issue" in told
    assert "http" not in told
    assert "@" not in told


def test_markup_in_the_data_stays_text(nasty_catalog, nasty):
    about = build_about(nasty_catalog, {})
    names = [row[0] for block in section(about, "eras")["blocks"] for row in block["rows"]]
    assert [nasty] in names
