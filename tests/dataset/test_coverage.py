"""Bounds on the real data set: they fail when a change loses facts or lowers what stands behind them."""

import re

import pytest
from babel import Locale
from babel.core import get_global

from atlas.model import Filters
from atlas.paths import ROOT
from atlas.query import count_members, select_records
from atlas.search import fold

EVERYTHING = Filters(scope=("direct", "collective", "context"))


@pytest.fixture(scope="module")
def records(catalog):
    return catalog.records


def cited(citations):
    return {citation.source for citation in citations}


def test_there_are_at_least_as_many_records_as_ever(records):
    assert len(records) >= 733
    assert (records["scope"] == "direct").sum() >= 615


@pytest.mark.parametrize(("domain", "count"), [("cyber-security", 18), ("maritime-security", 64)])
def test_a_domain_gone_through_twice_loses_nothing(catalog, domain, count):
    direct = select_records(catalog, Filters(domain=(domain,), scope=("direct",)))
    assert direct.size >= count


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


def test_half_of_the_records_cite_two_sources(records):
    assert (records["sources"].map(lambda cell: len(cited(cell))) > 1).mean() >= 0.5


def test_few_records_have_low_confidence(records):
    assert (records["confidence"] == "low").mean() <= 0.06


def test_every_conflict_names_records_and_two_sources(catalog, records):
    for row in catalog.conflicts.itertuples():
        assert set(row.records) <= set(records["id"]), row.id
        assert len(cited(row.sources)) >= 2, row.id


def test_every_researched_fact_was_decided(catalog):
    assert list(catalog.rows("curation")) == [f"F{number:03d}" for number in range(1, 611)]


def test_the_status_of_a_partner_follows_from_its_records(catalog, records):
    for iso3, status in zip(catalog.partners["iso3"], catalog.partners["status"], strict=True):
        if status != "listed":
            acts = [row for row in records.itertuples() if iso3 in row.partners and row.scope == "direct"]
            alone = any(is_between_few(catalog, row, iso3) for row in acts)
            assert alone == (status == "documented"), iso3


def is_between_few(catalog, row, iso3):
    """Whether CODING.md takes the record for cooperation with this partner by itself."""
    if len(row.partners) > 3 or row.organisations:
        return False
    in_trilateral = any(
        len(catalog.members(code)) == 3 and iso3 in catalog.members(code) for code in row.formats
    )
    return row.kind != "exercise" or len(row.partners) == 1 or in_trilateral


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


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_every_country_is_found_by_its_name_in_the_languages_of_the_region(catalog, language):
    names = {(row.id, fold(row.alias)) for row in catalog.aliases.itertuples()}
    names |= {(entity.id, fold(entity.name)) for entity in catalog.entities.values()}
    codes = {code: alias[0] for code, alias in get_global("territory_aliases").items()}
    territories = Locale(language).territories
    countries = [catalog.hub.iso3, *catalog.partners["iso3"]]
    missing = [code for code in countries if (code, fold(territories[codes[code]])) not in names]
    assert missing == []


def test_no_spelling_means_two_things(catalog):
    meant = {}
    for row in catalog.aliases.itertuples():
        assert meant.setdefault(fold(row.alias), row.id) == row.id, row.alias


def test_no_text_takes_over_a_run_of_words_from_the_title_of_a_source(catalog, records):
    taken = {run for title in catalog.sources["title"] if title[0] != "[" for run in runs(title)}
    texts = [*records["title"], *records["summary"], *catalog.conflicts["what"]]
    assert [text for text in texts if not taken.isdisjoint(runs(text))] == []


def runs(text, length=7):
    """All runs of so many words of a text."""
    words = fold(text).split()
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


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
