from dataclasses import FrozenInstanceError
from pathlib import Path

import pandas as pd
import pytest

from atlas.catalog import Citation, Entity, UnknownEntityError, load_catalog
from atlas.catalog.countries import iso3_codes
from tests.tiny import write_tiny_data


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    return load_catalog(write_tiny_data(tmp_path_factory.mktemp("tiny")))


def test_the_data_set_speaks_for_itself(catalog):
    assert (catalog.title, catalog.version, str(catalog.created)) == ("Tiny atlas", "0.1.0", "2024-06-30")
    assert (catalog.hub.iso3, catalog.hub.name, catalog.hub.capital) == ("PRT", "Portugal", "lisbon")


def test_tables_are_indexed_by_key_and_keep_it(catalog):
    assert catalog.partners.at["ESP", "iso3"] == "ESP"
    assert list(catalog.records.index) == list(catalog.records["id"])
    assert catalog.records.index.name is None
    assert list(catalog.aliases.index) == [0, 1, 2, 3]


def test_columns_are_typed(catalog):
    record = catalog.records.loc["2010-prt-esp-fra-exercise"]
    assert record["partners"] == ("ESP", "FRA")
    assert record["organisations"] == ()
    assert record["place"] == ("lisbon", "atlantic")
    assert catalog.records.at["2003-course", "sources"] == (
        Citation("mod-2002", None),
        Citation("paper-2015", 3),
    )
    assert catalog.partners["capital_lat"].dtype == "float64"
    assert catalog.records["first_year"].dtype == catalog.eras["first_year"].dtype == "int64"
    assert catalog.sources.at["undated", "date"] == ""
    assert catalog.conflicts.at["patrol-start", "records"] == ("2014-esp-patrols",)


def test_a_span_belongs_to_every_era_it_touches(catalog):
    records = catalog.records
    assert records.at["2001-esp-agreement", "eras"] == ("early",)
    assert records.at["2003-course", "eras"] == ("early", "later")
    assert records.at["2015-areas", "eras"] == ("later",)


def test_what_is_still_running_lasts_until_its_latest_source(catalog):
    # paper-2015 is dated 2015; the other source has no date and was read in 2023.
    record = catalog.records.loc["2014-esp-patrols"]
    assert (record["first_year"], record["last_year"]) == (2014, 2023)


def test_what_has_no_known_end_lasts_one_year(catalog):
    assert catalog.records.at["2001-esp-agreement", "last_year"] == 2001


def test_source_older_than_the_start_does_not_turn_time_round(tmp_path):
    folder = write_tiny_data(tmp_path)
    records = (folder / "records.csv").read_text().replace("paper-2015;undated", "mod-2002;undated#p2")
    (folder / "records.csv").write_text(records.replace("mod-2002;undated#p2,m", "mod-2002,m"))
    assert load_catalog(folder).records.at["2014-esp-patrols", "last_year"] == 2014


def test_open_era_lasts_until_the_last_year_of_the_data(catalog):
    assert (catalog.first_year, catalog.last_year) == (2001, 2023)
    assert list(catalog.eras["until"]) == [2009, 2023]
    assert catalog.eras["last_year"].isna().tolist() == [False, True]


def test_eras_stand_in_the_order_of_time(tmp_path):
    folder = write_tiny_data(tmp_path)
    text = (folder / "eras.csv").read_text().replace("later,", "a-later,").splitlines()
    (folder / "eras.csv").write_text("\n".join([text[0], text[2], text[1]]) + "\n")
    assert list(load_catalog(folder).eras["id"]) == ["early", "a-later"]


def test_entities_share_one_id_space(catalog):
    assert list(catalog.entities) == ["PRT", "BRA", "ESP", "FRA", "PRT-ESP-FRA", "UN"]
    assert catalog.entity("PRT") == Entity("PRT", "Portugal", "hub")
    assert {entity.kind for entity in catalog.entities.values()} == {
        "hub",
        "partner",
        "format",
        "organisation",
    }
    assert catalog.members("PRT-ESP-FRA") == ("PRT", "ESP", "FRA")


@pytest.mark.parametrize("unknown", ["XXX", "", "lisbon", "<script>"])
def test_unknown_entity_is_a_key_error_that_names_it(catalog, unknown):
    with pytest.raises(KeyError) as error:
        catalog.entity(unknown)
    assert repr(unknown) in str(error.value)
    with pytest.raises(UnknownEntityError):
        catalog.members(unknown)


def test_rows_are_given_by_key(catalog):
    assert catalog.rows("places")["lisbon"]["lat"] == 38.72
    assert catalog.rows("places") is catalog.rows("places")


def test_labels_are_in_the_order_of_the_description(catalog):
    assert catalog.labels("records", "confidence") == {"high": "High", "medium": "Medium", "low": "Low"}
    for table, column in [("records", "title"), ("records", "none"), ("none", "id")]:
        with pytest.raises(KeyError):
            catalog.labels(table, column)


def test_catalog_cannot_be_changed(catalog):
    with pytest.raises(FrozenInstanceError):
        catalog.tables = {}
    with pytest.raises(TypeError):
        catalog.tables["records"] = pd.DataFrame()
    partners = catalog.partners
    partners.loc["ESP", "name"] = "changed"
    partners["extra"] = 1
    assert catalog.partners.at["ESP", "name"] == "Spain"
    assert "extra" not in catalog.partners


def test_catalog_can_be_the_key_of_a_cache(catalog):
    assert {catalog: 1}[catalog] == 1


def test_open_end_may_cite_a_paragraph(tmp_path):
    folder = write_tiny_data(Path(tmp_path))
    records = (folder / "records.csv").read_text().replace("paper-2015;undated", "paper-2015;undated#p2")
    (folder / "records.csv").write_text(records)
    assert load_catalog(folder).records.at["2014-esp-patrols", "last_year"] == 2023


def test_country_codes_are_those_of_iso():
    assert {"PRT", "SSD", "PSE", "TLS", "MMR"} <= iso3_codes()
    assert not {"XKX", "SUN", "YUG", "TMP", "ZZZ", "EUR", "QUU", "aze"} & iso3_codes()
