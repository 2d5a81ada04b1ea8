import pytest

from atlas.model import Filters
from atlas.query import select_records
from atlas.views.records import (
    COLUMNS,
    NAME_COLUMN,
    UNSORTED,
    USUAL_COLUMNS,
    Sorting,
    build_record_table,
    column_label,
    is_sortable,
    name_participants,
    order_records,
    place_of,
)

SORTABLE = [column for column in (NAME_COLUMN, *COLUMNS) if column not in UNSORTED]


@pytest.fixture
def everything(tiny_catalog):
    return select_records(tiny_catalog, Filters())


def ids(selection, sorting):
    return list(selection.catalog.records["id"].iloc[order_records(selection, sorting)])


def table_of(selection, columns=USUAL_COLUMNS, sorting=Sorting(), marked=""):  # noqa: B008, it is frozen
    return build_record_table(selection, order_records(selection, sorting), columns, sorting, marked=marked)


def cells(table):
    return [row["cells"] for row in table.page(1)["rows"]]


@pytest.mark.parametrize(
    ("sorting", "first", "last"),
    [
        (Sorting("date"), "2015-areas", "2001-esp-agreement"),
        (Sorting("date", descending=False), "2001-esp-agreement", "2015-areas"),
        (Sorting("title", descending=False), "2001-esp-agreement", "2014-esp-patrols"),
        (Sorting("id", descending=True), "2015-areas", "2001-esp-agreement"),
        (Sorting("confidence", descending=False), "2001-esp-agreement", "2015-areas"),
        (Sorting("scope", descending=True), "2015-areas", "2014-esp-patrols"),
        (Sorting("who", descending=False), "2003-course", "2015-areas"),
    ],
)
def test_a_list_is_sorted_by_a_column(everything, sorting, first, last):
    found = ids(everything, sorting)
    assert (found[0], found[-1]) == (first, last)


@pytest.mark.parametrize("column", SORTABLE)
@pytest.mark.parametrize("descending", [True, False])
def test_sorting_keeps_every_record_once(everything, column, descending):
    found = ids(everything, Sorting(column, descending))
    assert sorted(found) == sorted(everything.records["id"])


def test_equal_cells_stand_in_time_order(tiny_catalog):
    selection = select_records(tiny_catalog, Filters(confidence=("medium",)))
    for descending in (True, False):
        found = ids(selection, Sorting("confidence", descending))
        assert found == ["2003-course", "2010-prt-esp-fra-exercise", "2014-esp-patrols"]


@pytest.mark.parametrize("column", [*UNSORTED, "colour", "", None, 3, ["date"], {}])
def test_what_cannot_be_sorted_by_is_not(column):
    assert not is_sortable(column)


def test_sorting_by_an_unknown_column_raises(everything):
    for column in (*UNSORTED, "colour"):
        with pytest.raises(KeyError):
            order_records(everything, Sorting(column, descending=False))


def test_a_second_click_turns_the_order_round():
    assert Sorting("date").by("date") == Sorting("date", descending=False)
    assert Sorting("date").by("kind") == Sorting("kind", descending=False)
    assert Sorting("kind", descending=False).by("date") == Sorting("date", descending=True)


def test_only_the_records_in_view_are_listed(tiny_catalog):
    selection = select_records(tiny_catalog, Filters(q="spain"))
    assert sorted(ids(selection, Sorting("title"))) == [
        "2001-esp-agreement",
        "2010-prt-esp-fra-exercise",
        "2014-esp-patrols",
    ]


def test_columns_stand_in_their_order_whatever_was_chosen_first(everything):
    table = table_of(everything, columns=["confidence", "date", "colour"])
    assert [column.id for column in table.columns] == ["title", "date", "confidence"]


def test_every_column_has_a_label_and_a_cell(everything):
    table = table_of(everything, columns=COLUMNS)
    assert [column.label for column in table.columns] == [
        column_label(column) for column in (NAME_COLUMN, *COLUMNS)
    ]
    assert all(len(row) == len(COLUMNS) + 1 for row in cells(table))


def test_the_cells_say_what_the_record_says(everything):
    row = dict(zip((NAME_COLUMN, *COLUMNS), cells(table_of(everything, columns=COLUMNS))[2], strict=True))
    assert row == {
        "title": {"text": "Joint exercise", "pick": "2010-prt-esp-fra-exercise"},
        "date": "1 June 2010 – 9 June 2010",
        "kind": "Exercise",
        "who": "Three navies",
        "domains": "Joint exercises, Training",
        "scope": "Direct",
        "confidence": "Medium",
        "place": "Lisbon, Atlantic Ocean",
        "sources": "Institute",
        "summary": "Three navies exercise.",
        "id": "2010-prt-esp-fra-exercise",
    }


def test_members_of_a_format_are_not_named_beside_it(tiny_catalog):
    row = {"formats": ("PRT-ESP-FRA",), "organisations": ("UN",), "partners": ("ESP", "FRA", "BRA")}
    assert name_participants(tiny_catalog, row) == ["Three navies", "UN", "Brazil"]


def test_many_participants_are_named_in_part(catalog):
    selection = select_records(catalog, Filters())
    rows = cells(table_of(selection, columns=["who"], sorting=Sorting("date", descending=False)))
    longest = max(len(row[1]) for row in rows)
    assert longest < 200


def test_only_the_cells_of_the_page_are_made(catalog):
    selection = select_records(catalog, Filters())
    table = table_of(selection)
    assert len(table.rows) == len(selection.records)
    assert len(table.page(table.pages)["rows"]) <= 50
    assert table.rows[0][0]["pick"] == table.page(1)["rows"][0]["cells"][0]["pick"]
    assert sum(1 for _ in table.rows) == len(table.rows)


def test_the_record_last_opened_is_marked(everything, tiny_catalog):
    table = table_of(everything, marked="2014-esp-patrols")
    marked = [row["cells"][0]["pick"] for row in table.page(1)["rows"] if row.get("marked")]
    assert marked == ["2014-esp-patrols"]
    assert place_of(tiny_catalog, order_records(everything, Sorting()), "nothing") == -1


def test_the_heads_say_how_the_list_is_sorted(everything):
    table = table_of(everything, sorting=Sorting("kind", descending=False))
    assert {column.id: column.sorted for column in table.columns if column.sorted} == {"kind": "asc"}
    assert "kind" in table.caption
