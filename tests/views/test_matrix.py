import pytest

from atlas.model import Filters
from atlas.query import count_members, select_of, select_records
from atlas.views.matrix import (
    SEPARATOR,
    SHAPES,
    SORTS,
    build_matrix_table,
    count_matrix,
    describe_cell,
    select_cell,
)

every_shape = pytest.mark.parametrize("shape", SHAPES)
VIEWS = [Filters(), Filters(domain=("joint-exercises",), scope=("direct",)), Filters(years=(2002, 2013))]


@every_shape
@pytest.mark.parametrize("filters", VIEWS, ids=["all", "direct", "years"])
def test_every_cell_and_every_total_is_the_number_of_its_records(catalog, shape, filters):
    selection = select_records(catalog, filters)
    matrix = count_matrix(selection, shape)
    for place, row in list(enumerate(matrix.rows))[::9]:
        behind = [select_cell(selection, shape, f"{row}{SEPARATOR}{column}") for column in matrix.columns]
        assert [cell.mask.sum() for cell in behind] == (
            matrix.direct[place] + matrix.collective[place]
        ).tolist()
        scopes = [(cell.records["scope"] == "collective").sum() for cell in behind]
        assert scopes == matrix.collective[place].tolist()
    kinds = SHAPES[shape]
    for kind, codes, totals in zip(
        kinds, (matrix.rows, matrix.columns), (matrix.totals, matrix.column_totals), strict=True
    ):
        for code, total in zip(codes, totals, strict=True):
            if kind == "partners":
                assert count_members(selection, "partners")[code].records == total
                assert select_of(selection, code).size == total
            elif not getattr(filters, kind):
                narrowed = select_records(catalog, Filters(**vars_of(filters) | {kind: (code,)}))
                assert narrowed.size == total


def vars_of(filters):
    return {name: getattr(filters, name) for name in Filters.__dataclass_fields__}


@every_shape
@pytest.mark.parametrize("sort", SORTS)
def test_the_rows_are_sorted_as_asked_below_their_sum(catalog, shape, sort):
    selection = select_records(catalog, Filters())
    table = build_matrix_table(selection, count_matrix(selection, shape), sort=sort)
    assert table.rows[0][:2] == ["All", selection.size]
    names = [row[0]["text"] if isinstance(row[0], dict) else row[0] for row in table.rows[1:]]
    totals = [row[1] for row in table.rows[1:]]
    if sort == "name":
        assert names == sorted(names)
    elif sort == "records":
        assert totals == sorted(totals, reverse=True)
    else:
        column = "region" if SHAPES[shape][0] == "partners" else "group"
        owner = {"region": "partners", "group": "domains"}[column]
        groups = [catalog.rows(owner)[code][column] for code in table.ids[1:]]
        assert len(set(groups)) == sum(
            one != other for one, other in zip([None, *groups[:-1]], groups, strict=True)
        )


@every_shape
def test_a_column_sorts_by_what_it_holds(catalog, shape):
    selection = select_records(catalog, Filters())
    matrix = count_matrix(selection, shape)
    table = build_matrix_table(selection, matrix, sort=matrix.columns[-1])
    held = [sum(row[-1]) for row in table.rows[1:]]
    assert held == sorted(held, reverse=True)


def test_the_row_of_a_picked_cell_is_marked(catalog):
    selection = select_records(catalog, Filters())
    matrix = count_matrix(selection, "partner-domain")
    row = matrix.rows[-1]
    table = build_matrix_table(selection, matrix, picked=f"{row}{SEPARATOR}{matrix.columns[0]}")
    assert table.ids[table.marked] == row
    assert build_matrix_table(selection, matrix, picked="XXX~nothing").marked == -1


@pytest.mark.parametrize("picked", ["", "~", "PAK", "PAK~nothing", "nothing~joint-exercises", "PAK~a~b"])
def test_what_is_no_cell_has_no_records(catalog, picked):
    assert select_cell(select_records(catalog, Filters()), "partner-domain", picked) is None


def test_a_cell_is_called_by_its_row_and_column(catalog):
    selection = select_records(catalog, Filters())
    assert describe_cell(selection, "partner-domain", "PAK~joint-exercises") == "Pakistan · Joint exercises"
