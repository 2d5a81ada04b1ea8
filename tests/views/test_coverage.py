from collections import Counter

import pytest

from atlas.query import select_records
from atlas.views.coverage import all_records, build_coverage, build_thin_places


@pytest.fixture
def bars(tiny_catalog):
    return {
        block["caption"]: {row["label"]: row["number"] for row in block["rows"]}
        for block in build_coverage(tiny_catalog)
        if block["kind"] == "bars"
    }


def lines(catalog):
    return [block["runs"][0] for item in build_thin_places(catalog)["items"] for block in item]


def test_all_records_are_counted_those_of_context_included(with_context):
    assert len(select_records(with_context, all_records(with_context)).records) == 5


@pytest.mark.parametrize(
    ("caption", "numbers"),
    [
        ("By kind of source", {"Official": 2, "Analysis": 4}),
        ("By number of sources", {"one": 3, "two": 2}),
        ("By era", {"Early years": 2, "Later years": 4}),
        (
            "By precision of the date",
            {"to the day": 2, "to the month": 1, "to the year": 1, "to the year (inferred)": 1},
        ),
        ("By confidence", {"High": 1, "Medium": 3, "Low": 1}),
        ("Said of whom", {"Direct": 4, "Collective": 1, "Context": 0}),
    ],
)
def test_the_records_are_counted(bars, caption, numbers):
    assert bars[caption] == numbers


def test_a_bar_is_as_long_as_its_share_of_the_largest(tiny_catalog):
    block = next(block for block in build_coverage(tiny_catalog) if block["caption"] == "By confidence")
    assert [row["share"] for row in block["rows"]] == [33.3, 100.0, 33.3]


def test_partners_stand_with_those_of_as_many_records(tiny_catalog):
    table = build_coverage(tiny_catalog)[-1]
    assert [[cell[0] for cell in row] for row in table["rows"]] == [
        ["1", "Brazil, France", "2"],
        ["2–4", "Spain", "1"],
    ]


def test_thin_places_are_named(tiny_catalog):
    told = lines(tiny_catalog)
    assert "Partners with one direct record: Brazil, France." in told
    assert "Years without a record of cooperation: 2002 and 2013." in told
    assert any("hardly a direct record" in line and "Political dialogue (1 record)" in line for line in told)
    assert "3 of 5 records rest on a single source." in told
    assert "1 of 5 records bear a date that was inferred." in told


def test_partners_without_a_record_of_their_own_are_named(with_collective):
    assert "Partners without a direct record, named only among others: Brazil." in lines(with_collective)


def test_the_real_numbers_add_up(catalog):
    blocks = {block["caption"]: block for block in build_coverage(catalog)}
    for caption in ("By number of sources", "By precision of the date", "By confidence", "Said of whom"):
        assert sum(row["number"] for row in blocks[caption]["rows"]) == len(catalog.records), caption
    kinds = Counter(catalog.records["kind"])
    assert sorted(row["number"] for row in blocks["By kind of record"]["rows"] if row["number"]) == sorted(
        kinds.values()
    )
    assert sum(int(row[2][0]) for row in blocks["By partner"]["rows"]) == len(catalog.partners)
