import json

import pytest

from atlas.model import Filters
from atlas.query import count_members, select_records
from atlas.views import panel as views
from atlas.views.panel import PAGE_ROWS, build_entries

ALL = ("direct", "collective", "context")


def build_panel(selection, focus, **options):
    """The panel with the texts of its records, as the page puts them in."""
    panel = views.build_panel(selection, focus, **options)
    found = [build_entries(selection.catalog, at, at + 1)[0] for at in panel["records"]]
    return panel | {"records": found}


def ids(panel):
    return [record["id"] for record in panel["records"]]


def items(panel):
    """Label of a list → its items as id (or label) → number."""
    return {
        part["label"]: {item.get("id", item["label"]): item["number"] for item in part["items"]}
        for part in panel["lists"]
    }


def record(panel, wanted):
    return next(one for one in panel["records"] if one["id"] == wanted)


@pytest.mark.parametrize(
    ("focus", "title", "records"),
    [
        ("", "Portugal", 5),
        ("PRT", "Portugal", 5),
        ("ESP", "Spain", 3),
        ("BRA", "Brazil", 1),
        ("PRT-ESP-FRA", "Three navies", 1),
        ("UN", "United Nations", 1),
    ],
)
def test_every_kind_of_entity_has_a_panel(select, focus, title, records):
    panel = build_panel(select(), focus)
    assert (panel["focus"], panel["title"]) == (focus, title)
    assert len(panel["records"]) == records
    assert panel["line"].startswith(f"{records} record")
    assert panel["kind"]
    assert json.loads(json.dumps(panel)) == panel


def test_an_unknown_entity_has_none(select):
    with pytest.raises(KeyError):
        build_panel(select(), "XXX")


def test_records_stand_in_time_order(select):
    assert ids(build_panel(select(), "ESP")) == [
        "2001-esp-agreement",
        "2010-prt-esp-fra-exercise",
        "2014-esp-patrols",
    ]


@pytest.mark.parametrize(
    ("rows", "shown", "hidden"), [(0, 0, "5"), (2, 2, "3"), (4, 4, "1"), (5, 5, ""), (99, 5, "")]
)
def test_only_so_many_rows_and_how_many_are_left(select, rows, shown, hidden):
    panel = build_panel(select(), "", rows=rows)
    assert len(panel["records"]) == shown
    assert hidden in panel["more"]
    assert bool(panel["more"]) == bool(hidden)


def test_a_page_of_the_real_data(catalog):
    panel = build_panel(select_records(catalog, Filters()), "")
    assert len(panel["records"]) == PAGE_ROWS
    assert str(len(catalog.records.query("scope != 'context'")) - PAGE_ROWS) in panel["more"]


def test_lists_hold_only_what_has_records_most_first(select):
    lists = items(build_panel(select(), "ESP"))
    assert list(lists.values()) == [
        {"Joint exercises": 2, "Political dialogue": 1, "Training": 1},
        {"PRT-ESP-FRA": 1},
        {"UN": 1},
        {"FRA": 1},
    ]
    assert all(part["items"] for part in build_panel(select(q="nowhere"), "ESP")["lists"])


def test_the_hub_is_not_among_its_own_partners(select):
    assert "PRT" not in {code for part in items(build_panel(select(), "")).values() for code in part}


def test_a_format_names_its_members_but_the_hub(select):
    lists = list(items(build_panel(select(), "PRT-ESP-FRA")).values())
    assert lists[-1] == {"ESP": 0, "FRA": 0}


def test_a_source_has_publisher_date_and_paragraph(select):
    (source,) = record(build_panel(select(), "ESP"), "2001-esp-agreement")["sources"]
    assert source["publisher"] == "Ministry"
    assert source["url"] == "https://example.org/cooperation"
    assert "31 January 2002" in source["detail"]
    assert source["detail"].endswith("2")


def test_a_source_without_date_or_address_is_shown_all_the_same(select):
    source = record(build_panel(select(), "ESP"), "2014-esp-patrols")["sources"][1]
    assert (source["title"], source["url"], source["detail"]) == ("Patrols", "", "")


def test_a_disagreement_stands_at_its_record_only(select):
    panel = build_panel(select(), "ESP")
    assert [bool(one["conflicts"]) for one in panel["records"]] == [False, False, True]
    assert "One source says 2014" in panel["records"][2]["conflicts"][0]


def test_marks_say_what_is_unusual(select):
    marks = {one["id"]: len(one["marks"]) for one in build_panel(select(), "")["records"]}
    assert marks["2001-esp-agreement"] == 0
    assert marks["2003-course"] == 1
    assert marks["2015-areas"] == 2


def test_a_collective_record_is_told_apart_in_the_line(select):
    alone, mixed = build_panel(select(kind=("education",)), ""), build_panel(select(), "")
    assert "all partners" not in alone["line"]
    assert "1 of them" in mixed["line"]


def test_a_partner_only_named_among_all_gets_a_note(with_collective):
    selection = select_records(with_collective, Filters())
    notes = {code: bool(build_panel(selection, code)["note"]) for code in ("BRA", "ESP", "FRA")}
    assert notes == {"BRA": True, "ESP": False, "FRA": False}


def test_the_note_of_a_group_is_its_summary(select):
    assert build_panel(select(), "UN")["note"] == "Patrols report to it."
    assert build_panel(select(), "PRT-ESP-FRA")["note"] == "Exercises of three navies."


def test_no_record_does_not_mean_there_was_none(select):
    panel = build_panel(select(q="nowhere"), "ESP")
    assert panel["records"] == panel["lists"] == []
    assert panel["more"] == panel["note"] == ""
    assert "does not mean" in panel["line"]


def test_context_is_shown_marked_and_counted_apart(with_context):
    panel = build_panel(select_records(with_context, Filters(scope=ALL)), "ESP")
    assert panel["line"].startswith("2 records")
    assert "1 of context" in panel["line"]
    assert len(record(panel, "2014-esp-patrols")["marks"]) == 2
    assert len(record(panel, "2010-prt-esp-fra-exercise")["marks"]) == 1


def test_the_panel_says_the_years_the_map_says(with_context):
    # The years beside a number of records are those of the records counted.
    selection = select_records(with_context, Filters(scope=ALL))
    count = count_members(selection, "partners")["ESP"]
    assert (count.first_year, count.last_year) == (2001, 2010)
    assert "2001–2010" in build_panel(selection, "ESP")["line"]


def test_texts_reach_the_panel_as_they_are(nasty_catalog, nasty):
    panel = build_panel(select_records(nasty_catalog, Filters()), "")
    assert record(panel, "2001-esp-agreement")["title"] == nasty
    assert record(panel, "2003-course")["summary"] == nasty
    assert record(panel, "2015-areas")["sources"][0]["publisher"] == nasty
    assert build_panel(select_records(nasty_catalog, Filters()), "UN")["title"] == nasty
