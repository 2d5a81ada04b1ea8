import json

import pytest

from atlas.catalog import Citation
from atlas.views.record import build_record, build_sources, explain


def facts(record):
    return {fact["label"]: fact for fact in record["facts"]}


def test_every_field_of_a_record_is_told(tiny_catalog):
    record = build_record(tiny_catalog, "2010-prt-esp-fra-exercise", "")
    told = {label: fact["values"] for label, fact in facts(record).items()}
    assert record["title"] == "Joint exercise"
    assert record["summary"] == "Three navies exercise."
    assert record["when"] == "1 June 2010 – 9 June 2010"
    assert told == {
        "Date": ["1 June 2010 – 9 June 2010"],
        "Era": ["Later years"],
        "Kind of record": ["Exercise"],
        "Domains": ["Joint exercises", "Training"],
        "Place": ["Lisbon, Portugal", "Atlantic Ocean"],
        "Said of whom": ["Direct"],
        "Confidence": ["Medium"],
    }


def test_who_took_part_is_named_and_the_focus_marked(tiny_catalog):
    record = build_record(tiny_catalog, "2010-prt-esp-fra-exercise", "FRA")
    chosen = {
        group["label"]: {item["id"]: item["chosen"] for item in group["items"]} for group in record["takers"]
    }
    assert chosen == {"Formats": {"PRT-ESP-FRA": False}, "Partners": {"ESP": False, "FRA": True}}


def test_a_record_without_participants_has_no_group(tiny_catalog):
    assert build_record(tiny_catalog, "2015-areas", "")["takers"] == []


@pytest.mark.parametrize(
    ("record", "marks"),
    [
        ("2001-esp-agreement", []),
        ("2003-course", ["confidence medium", "date inferred"]),
        ("2014-esp-patrols", ["confidence medium", "sources disagree"]),
        ("2015-areas", ["said of all partners at once", "confidence low"]),
    ],
)
def test_what_limits_a_record_is_marked(tiny_catalog, record, marks):
    assert build_record(tiny_catalog, record, "")["marks"] == marks


def test_context_is_marked_as_not_counted(with_context):
    record = build_record(with_context, "2014-esp-patrols", "")
    assert "context, not counted" in record["marks"]
    assert "counted nowhere" in facts(record)["Said of whom"]["note"]


def test_a_source_is_named_with_all_that_is_known_of_it(tiny_catalog):
    (source,) = build_sources(tiny_catalog, [Citation("paper-2015", 3)])
    assert source["publisher"] == "Institute"
    assert source["url"] == "https://example.org/a?b=c#d"
    assert (
        source["detail"] == "3 February 2015 · paragraph 3 · analysis · in Portuguese · accessed 1 May 2024"
    )


def test_a_source_without_date_and_address_says_so(tiny_catalog):
    (source,) = build_sources(tiny_catalog, [Citation("undated", None)])
    assert source["detail"] == "undated · analysis · in English · accessed July 2023 · no address known"


def test_two_paragraphs_of_a_document_are_one_source(tiny_catalog):
    (source,) = build_sources(tiny_catalog, [Citation("paper-2015", 3), Citation("paper-2015", 7)])
    assert source["paragraphs"] == "paragraphs 3 and 7"


def test_a_disagreement_is_told_with_both_sources(tiny_catalog):
    (conflict,) = build_record(tiny_catalog, "2014-esp-patrols", "")["conflicts"]
    assert conflict["field"] == "Date"
    assert "2013" in conflict["what"]
    assert [source["title"] for source in conflict["sources"]] == ["[Overview]", "Patrols"]


def test_markup_stays_text_and_the_record_is_json(nasty_catalog, nasty):
    record = build_record(nasty_catalog, "2001-esp-agreement", "")
    assert nasty in record["title"]
    json.dumps(record)


def test_every_record_of_the_atlas_can_be_told(catalog):
    for record in catalog.records["id"]:
        told = build_record(catalog, record, "")
        assert told["sources"]
        assert all(fact["values"] for fact in told["facts"])


def test_an_unknown_record_or_code_raises(tiny_catalog):
    with pytest.raises(KeyError):
        build_record(tiny_catalog, "nothing", "")
    with pytest.raises(KeyError):
        explain("scope", "loose")


def test_every_code_is_explained(catalog):
    for column in ("scope", "confidence", "date_basis"):
        for code in catalog.labels("records", column):
            assert explain(column, code).endswith(".")
