import json

import pytest

from atlas.model import Filters
from atlas.query import count_members, select_records
from atlas.views.table import PAGE_ROWS, Column, Table
from atlas.views.twins import build_entity_table, build_source_table, describe_sources

COLUMNS = [Column("name", "Name"), Column("number", "Number", numeric=True)]


def table_of(rows, marked=-1):
    return Table("Numbers", COLUMNS, [[f"row {at}", at] for at in range(rows)], marked)


@pytest.mark.parametrize(
    ("rows", "pages"), [(0, 1), (1, 1), (PAGE_ROWS, 1), (PAGE_ROWS + 1, 2), (3 * PAGE_ROWS, 3)]
)
def test_pages(rows, pages):
    table = table_of(rows)
    assert table.pages == pages
    cells = [row["cells"][1] for number in range(pages) for row in table.page(number + 1)["rows"]]
    assert cells == list(range(rows))


@pytest.mark.parametrize(
    ("asked", "given"), [(1, 1), (2, 2), (0, 1), (-5, 1), (3, 2), (10**30, 2), (True, 1)]
)
def test_the_nearest_page_is_given(asked, given):
    page = table_of(PAGE_ROWS + 1).page(asked)
    assert page["page"] == given
    assert page["pages"] == 2
    assert json.loads(json.dumps(page)) == page


@pytest.mark.parametrize(
    ("rows", "number", "note"),
    [
        (0, 1, ["0", "0", "0"]),
        (10, 1, ["1", "10", "10"]),
        (PAGE_ROWS + 2, 2, [str(PAGE_ROWS + 1), str(PAGE_ROWS + 2)]),
    ],
)
def test_the_note_says_which_rows(rows, number, note):
    text = table_of(rows).page(number)["note"]
    assert all(part in text for part in note)


def test_the_marked_row_is_marked_on_its_page():
    table = table_of(PAGE_ROWS + 3, marked=PAGE_ROWS + 1)
    assert not any(row.get("marked") for row in table.page(1)["rows"])
    assert [bool(row.get("marked")) for row in table.page(2)["rows"]] == [False, True, False]


def test_the_twin_of_a_picture_holds_its_counts(select):
    selection = select()
    table = build_entity_table(selection, "FRA")
    counts = [count_members(selection, name) for name in ("partners", "formats", "organisations")]
    wanted = {code: count.records for one in counts for code, count in one.items()}
    at = [column.id for column in table.columns].index("records")
    assert {row[0]["pick"]: row[at] for row in table.rows} == wanted
    assert table.rows[table.marked][0]["pick"] == "FRA"
    assert all(len(row) == len(table.columns) for row in table.rows)


def test_the_twin_begins_with_most_records(catalog):
    table = build_entity_table(select_records(catalog, Filters()), "")
    at = [column.id for column in table.columns].index("records")
    numbers = [row[at] for row in table.rows]
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize("focus", ["", "PRT", "XXX"])
def test_nobody_is_marked_who_is_not_in_the_table(select, focus):
    assert build_entity_table(select(), focus).marked == -1


def test_the_sources_of_what_is_seen(select):
    table = build_source_table(select())
    assert [row[-1] for row in table.rows] == [4, 2, 1]
    assert [row[1]["text"] for row in table.rows] == ["[Overview]", "Cooperation", "Patrols"]
    assert build_source_table(select(q="nowhere")).rows == []


def test_the_sentence_on_sources_counts_by_kind(select):
    sentence = describe_sources(select())
    assert "3" in sentence
    assert "official 1" in sentence
    assert "analysis 2" in sentence
