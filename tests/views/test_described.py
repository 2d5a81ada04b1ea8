import csv

import pytest

from atlas.catalog import load_catalog
from atlas.model import Filters
from atlas.query import select_records
from atlas.views.described import build_described, select_described
from tests.tiny import write_tiny_data


def all_items(described):
    return [
        item
        for documents in described.values()
        for document in documents
        for part in document["paragraphs"]
        for group in part["groups"]
        for item in group["items"]
    ]


@pytest.fixture(scope="module")
def listed(tmp_path_factory):
    """The tiny data set with a list of the ministry's in it, two of its items being methods."""
    folder = write_tiny_data(tmp_path_factory.mktemp("listed") / "data")
    file = folder / "records.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    titles = {
        "2002-a": ("Second method of work: plans of the year", "mod-2002#p8"),
        "2002-b": ("First method of work: work of armed forces", "mod-2002#p8"),
        "2002-c": ("Ministry counts its agreements", "mod-2002#p8"),
        "2002-d": ("Aim: peace", "mod-2002#p2"),
    }
    for name, (title, source) in titles.items():
        rows.append(
            [
                name,
                "2002",
                "stated",
                "",
                "listing",
                title,
                "In words.",
                "",
                "",
                "",
                "training",
                "collective",
                "",
                source,
                "high",
            ]
        )
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows([rows[0], *sorted(rows[1:])])
    return load_catalog(folder)


def test_titles_with_a_common_head_stand_under_it_in_the_order_they_count(listed):
    document = build_described(listed)["ministry"][0]
    assert document["source"]["title"] == "Cooperation"
    assert [part["number"] for part in document["paragraphs"]] == [2, 8]
    method, loose = document["paragraphs"][1]["groups"]
    assert method["label"] == "Method of work"
    assert [item[1] for item in method["items"]] == ["Work of armed forces", "Plans of the year"]
    assert [item[1] for item in loose["items"]] == ["Ministry counts its agreements"]


def test_a_head_of_its_own_stays_in_the_title(listed):
    group = build_described(listed)["ministry"][0]["paragraphs"][0]["groups"][0]
    assert (group["label"], group["items"][0][1]) == ("", "Aim: peace")


def test_who_publishes_the_lists_is_the_ministry(listed):
    others = build_described(listed)["others"]
    assert [document["source"]["publisher"] for document in others] == ["Institute"]


def test_only_what_names_nobody_is_there_each_once(catalog):
    records = catalog.records
    wanted = records[
        (records["scope"] == "collective")
        & (records["partners"].map(len) == 0)
        & (records["formats"].map(len) == 0)
    ]
    places = [item[0] for item in all_items(build_described(catalog))]
    assert sorted(places) == list(range(len(wanted)))
    assert {item[2] for item in all_items(build_described(catalog))} == set(wanted["summary"])


def test_the_two_methods_and_the_eight_outcomes_of_the_founding_document(catalog):
    groups = {
        group["label"]: len(group["items"])
        for document in build_described(catalog)["ministry"]
        for part in document["paragraphs"]
        for group in part["groups"]
    }
    assert groups["Method of bilateral work"] == 2
    assert groups["Strategic cooperation"] == 8


def test_what_is_in_view(listed):
    assert select_described(select_records(listed, Filters())) == [0, 1, 2, 3, 4]
    assert select_described(select_records(listed, Filters(years=(2015, 2020)))) == [4]
    assert select_described(select_records(listed, Filters(scope=("direct",)))) == []


def test_numbers_of_a_document_are_those_of_its_items(catalog):
    for documents in build_described(catalog).values():
        for document in documents:
            assert document["number"] == len(all_items({"one": [document]}))
