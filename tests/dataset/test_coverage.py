"""Bounds on the real data set: they fail when a change loses facts or lowers what stands behind them."""

import csv
import re

import pytest

from atlas.model import Filters
from atlas.paths import ROOT
from atlas.query import count_members, select_records

EVERYTHING = Filters(scope=("direct", "collective", "context"))


@pytest.fixture(scope="module")
def records(catalog):
    return catalog.records


@pytest.fixture(scope="module")
def official(catalog):
    sources = catalog.sources
    return set(sources.loc[sources["kind"] == "official", "id"])


def cited(citations):
    return {citation.source for citation in citations}


def test_there_are_at_least_as_many_records_as_ever(records):
    assert len(records) >= 700
    assert (records["scope"] == "direct").sum() >= 590


def test_there_are_at_least_as_many_partners_as_ever(catalog):
    assert len(catalog.partners) >= 79


def test_every_listed_partner_has_two_direct_records_or_a_line_in_the_gaps(catalog):
    gaps = (ROOT / "data" / "GAPS.md").read_text(encoding="utf-8")
    counts = count_members(select_records(catalog, EVERYTHING), "partners")
    listed = catalog.partners[catalog.partners["status"] == "listed"]
    thin = [row.name for row in listed.itertuples() if counts[row.iso3].direct < 2]
    assert [name for name in thin if name not in gaps] == []


def test_every_domain_has_direct_records(catalog):
    empty = [
        domain
        for domain in catalog.domains["id"]
        if not select_records(catalog, Filters(domain=(domain,), scope=("direct",))).size
    ]
    assert empty == []


def test_high_confidence_stands_on_an_official_page_or_on_two_sources(records, official):
    high = records[records["confidence"] == "high"]
    backed = [bool(cited(cell) & official) or len(cited(cell)) > 1 for cell in high["sources"]]
    assert sum(backed) / len(backed) >= 0.98


def test_few_records_have_low_confidence(records):
    assert (records["confidence"] == "low").mean() <= 0.06


def test_an_encyclopedia_alone_gives_no_high_confidence(catalog, records):
    encyclopedias = set(catalog.sources.loc[catalog.sources["kind"] == "encyclopedia", "id"])
    high = records[records["confidence"] == "high"]
    assert [row.id for row in high.itertuples() if cited(row.sources) <= encyclopedias] == []


def test_every_conflict_names_records_and_two_sources(catalog, records):
    for row in catalog.conflicts.itertuples():
        assert set(row.records) <= set(records["id"]), row.id
        assert len(cited(row.sources)) >= 2, row.id


def test_every_researched_fact_was_decided(records):
    with (ROOT / "data" / "curation.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["fact"] for row in rows] == [f"F{number:03d}" for number in range(1, 611)]
    assert {row["decision"] for row in rows} <= {"accepted", "corrected", "merged", "left-out"}
    for row in rows:
        named = set(filter(None, row["record"].split(";")))
        assert named <= set(records["id"]), row
        assert bool(named) == (row["decision"] != "left-out"), row
        assert row["why"] or row["decision"] == "accepted", row


def test_a_trilateral_record_names_all_members(catalog, records):
    trilaterals = {
        code: set(catalog.members(code)) - {catalog.hub.iso3}
        for code in catalog.formats.loc[catalog.formats["kind"] == "trilateral", "id"]
    }
    for row in records.itertuples():
        for code in set(row.formats) & set(trilaterals):
            assert trilaterals[code] <= set(row.partners), row.id


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Turkey", "TUR"),
        ("Türkiyə", "TUR"),
        ("Турция", "TUR"),
        ("Czech Republic", "CZE"),
        ("UK", "GBR"),
        ("Gürcüstan", "GEO"),
        ("Пакистан", "PAK"),
    ],
)
def test_a_partner_is_found_by_its_other_names(catalog, words, code):
    found = select_records(catalog, Filters(q=words))
    assert count_members(found, "partners")[code].records > 0


def test_titles_and_summaries_are_short_and_neutral(records):
    assert records["title"].str.len().max() <= 100
    assert records["summary"].str.len().max() <= 450
    loaded = re.compile(r"\b(brotherly|heroic|enemy|aggress\w*|separatist\w*|glorious)\b", re.IGNORECASE)
    texts = records["title"] + " " + records["summary"]
    assert [row for row, text in texts.items() if loaded.search(text)] == []


def test_renamed_ids_lead_to_records(catalog, records):
    for old in catalog.rows("renamed"):
        assert old not in set(records["id"])
        assert catalog.current_id(old) in set(records["id"])
