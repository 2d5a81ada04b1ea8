"""Lines and verdicts of the measurements by size, from figures made up here."""

import csv

import pytest

from atlas.catalog import load_catalog
from bench.generate import write_folder
from bench.peers.atlas.subject import SUBJECTS
from bench.scale import _HEADER, _READERS, describe, judge


def figures_of(records, filtered):
    figure = {"typical": filtered, "p95": 2 * filtered, "n": 20}
    rows = ("first paint", "bytes at first paint", "filter", "bytes of filter", "click", "server CPU")
    sizes = {"records": records, "partners": 40, "start": 3.0, "own": 0.8, "memory": 300, "memory_then": 320}
    return sizes | dict.fromkeys(rows, figure)


REAL = figures_of(0, 60.0)


@pytest.mark.parametrize(("filtered", "verdict"), [(90.0, "met"), (90.1, "MISSED"), (30.0, "met")])
def test_a_hundred_thousand_records_are_held_against_the_real_ones(filtered, verdict):
    assert verdict in judge(REAL, figures_of(100_000, filtered)).split()


@pytest.mark.parametrize("records", [1_000, 1_000_000])
def test_other_sizes_are_compared_without_a_target(records):
    line = judge(REAL, figures_of(records, 120.0))
    assert "2.00 times" in line
    assert "met" not in line.lower().split()
    assert "missed" not in line.lower().split()


def test_a_line_stands_under_its_header():
    for figures in (REAL, figures_of(100_000, 88.8)):
        assert len(describe(figures)) == len(_HEADER)
    assert describe(REAL).split()[0] == "real"
    assert "100,000 × 40" in describe(figures_of(100_000, 88.8))


def test_pages_that_are_read_anew_are_pages_of_the_atlas():
    assert set(_READERS) <= {subject.name for subject in SUBJECTS}


def test_a_generated_folder_opens_as_a_data_set(tmp_path):
    write_folder(tmp_path / "data", 300, 40)
    catalog = load_catalog(tmp_path / "data")
    assert len(catalog.tables["records"]) == 300
    with (tmp_path / "data" / "partners.csv").open(encoding="utf-8", newline="") as file:
        assert "TUR" in {row["iso3"] for row in csv.DictReader(file)}, "the filter is read from it"
