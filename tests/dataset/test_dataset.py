"""The data set of this repository."""

import pytest

from atlas.catalog import check_folder, load_catalog
from atlas.paths import ROOT

DATA = ROOT / "data"
FOUNDING = {"mod-2019", "mod-directions", "embassy-us", "azernews-nato-2021", "pakistan-2021"}


@pytest.fixture(scope="module")
def catalog():
    return load_catalog(DATA)


def test_data_has_no_problems():
    assert [str(problem) for problem in check_folder(DATA)] == []


def test_founding_sources_are_cited(catalog):
    cited = {citation.source for cell in catalog.records["sources"] for citation in cell}
    assert cited >= FOUNDING


def test_ministry_lists_38_partners(catalog):
    assert (catalog.partners["status"] == "listed").sum() == 38


def test_the_three_trilaterals_of_the_ministry_are_there(catalog):
    formats = catalog.formats
    trilateral = formats[formats["kind"] == "trilateral"]
    assert set(trilateral["id"]) >= {"AZE-TUR-GEO", "AZE-TUR-PAK", "AZE-RUS-KAZ"}


def test_every_trilateral_has_a_record(catalog):
    used = {name for cell in catalog.records["formats"] for name in cell}
    formats = catalog.formats
    assert used >= set(formats.loc[formats["kind"] == "trilateral", "id"])


def test_every_partner_has_a_region_with_a_name(catalog):
    assert set(catalog.partners["region"]) <= set(catalog.labels("partners", "region"))


def test_hub_capital_is_a_place_of_the_hub(catalog):
    assert catalog.places.at[catalog.hub.capital, "iso3"] == catalog.hub.iso3
