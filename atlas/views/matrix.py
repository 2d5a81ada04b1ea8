"""Partner by domain, partner by kind, domain by era: how many records meet in each cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from atlas.columns import Pairs
from atlas.index import index_of
from atlas.query import Selection
from atlas.views.table import Cell, Column, Table
from atlas.views.text import entity_name, value_label
from atlas.words import gettext

SHAPES: Final = {
    "partner-domain": ("partners", "domain"),
    "partner-kind": ("partners", "kind"),
    "domain-era": ("domain", "era"),
}
"""What there is to choose from: id → rows by columns."""

SORTS: Final = ("records", "name", "group")
"""How the rows may be sorted: most records first, by name, or by region or domain group."""

SEPARATOR: Final = "~"
"""Between the row and the column of a picked cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Counts of the records in view.

    Parameters
    ----------
    shape : str
        One of `SHAPES`.
    rows, columns : tuple of str
        Ids; only rows with a record.
    direct, collective : int array, shape (rows, columns)
        Records of each cell; a record may stand in several.
    totals : int array, shape (rows,)
        Records of each row, each counted once: not the sum of the cells.
    column_totals : int array, shape (columns,)
        Likewise for the columns.
    """

    shape: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    direct: npt.NDArray[np.int64]
    collective: npt.NDArray[np.int64]
    totals: npt.NDArray[np.int64]
    column_totals: npt.NDArray[np.int64]


def count_matrix(selection: Selection, shape: str) -> Matrix:
    """Return how many records of the selection meet in each cell; only those that count as cooperation.

    Raises
    ------
    KeyError
        If `shape` is none of `SHAPES`.
    """
    index = index_of(selection.catalog)
    rows, columns = (_pairs(selection, name) for name in SHAPES[shape])
    counted = selection.mask & index.cooperation
    direct = np.zeros((len(rows.ids), len(columns.ids)), dtype=np.int64)
    collective = np.zeros_like(direct)
    for place, code in enumerate(rows.ids):
        own = counted & rows.having([code], index.size)
        if own.any():
            direct[place] = columns.count(own & ~index.collective)
            collective[place] = columns.count(own & index.collective)
    totals, column_totals = rows.count(counted), columns.count(counted)
    shown, used = totals.nonzero()[0], column_totals.nonzero()[0]
    return Matrix(
        shape,
        tuple(rows.ids[place] for place in shown),
        tuple(columns.ids[place] for place in used),
        direct[np.ix_(shown, used)],
        collective[np.ix_(shown, used)],
        totals[shown],
        column_totals[used],
    )


def build_matrix_table(
    selection: Selection, matrix: Matrix, *, sort: str = "records", picked: str = ""
) -> Table:
    """Return the matrix as a table whose cells can be picked.

    Parameters
    ----------
    selection : Selection
        The records in view.
    matrix : Matrix
        From `count_matrix`.
    sort : str, default "records"
        One of `SORTS`, or the id of a column, most records first.
    picked : str, default ""
        Row and column of the picked cell, joined by `SEPARATOR`; its row is marked.
    """
    catalog = selection.catalog
    row_kind, column_kind = SHAPES[matrix.shape]
    names = [_name(selection, row_kind, code) for code in matrix.rows]
    order = _order(selection, matrix, names, sort)
    labels = [value_label(catalog, column_kind, code) for code in matrix.columns]
    columns = [Column("name", _heading(row_kind), sortable=True, sorted="asc" if sort == "name" else "")]
    columns.append(_column("records", gettext("All"), sort))
    columns += [_column(code, label, sort) for code, label in zip(matrix.columns, labels, strict=True)]
    rows: list[list[Cell]] = [[gettext("All"), selection.size, *matrix.column_totals.tolist()]]
    for place in order:
        cells = [_cell(matrix, place, at) for at in range(len(labels))]
        rows.append([_head(row_kind, matrix.rows[place], names[place]), int(matrix.totals[place]), *cells])
    row = picked.partition(SEPARATOR)[0]
    marked = order.index(matrix.rows.index(row)) + 1 if row in matrix.rows else -1
    caption = gettext("Records by {rows} and {columns}; a cell opens its records").format(
        rows=_heading(row_kind).lower(), columns=_heading(column_kind).lower()
    )
    return Table(caption, columns, rows, marked, ids=["", *(matrix.rows[place] for place in order)])


def select_cell(selection: Selection, shape: str, picked: str) -> Selection | None:
    """Return the records behind a picked cell; None if it is no cell of this shape."""
    row, _, column = picked.partition(SEPARATOR)
    index = index_of(selection.catalog)
    mask = selection.mask & index.cooperation
    for name, value in zip(SHAPES[shape], (row, column), strict=True):
        pairs = _pairs(selection, name)
        if value not in pairs.ids:
            return None
        mask = mask & pairs.having([value], index.size)
    return Selection(selection.catalog, selection.filters, mask)


def describe_cell(selection: Selection, shape: str, picked: str) -> str:
    """Return the row and the column of a picked cell in words."""
    row, _, column = picked.partition(SEPARATOR)
    row_kind, column_kind = SHAPES[shape]
    return f"{_name(selection, row_kind, row)} · {value_label(selection.catalog, column_kind, column)}"


def _pairs(selection: Selection, name: str) -> Pairs:
    index = index_of(selection.catalog)
    return index.members[name] if name in index.members else index.facets[name]


def _name(selection: Selection, kind: str, code: str) -> str:
    if kind == "partners":
        return entity_name(selection.catalog, code)
    return value_label(selection.catalog, kind, code)


def _heading(kind: str) -> str:
    return {
        "partners": gettext("Partner"),
        "domain": gettext("Domain"),
        "kind": gettext("Kind of record"),
        "era": gettext("Era"),
    }[kind]


def _column(code: str, label: str, sort: str) -> Column:
    return Column(code, label, numeric=True, sortable=True, sorted="desc" if sort == code else "")


def _head(kind: str, code: str, name: str) -> Cell:
    return {"text": name, "pick": code} if kind == "partners" else name


def _cell(matrix: Matrix, place: int, at: int) -> Cell:
    return int(matrix.direct[place, at]), int(matrix.collective[place, at])


def _order(selection: Selection, matrix: Matrix, names: Sequence[str], sort: str) -> list[int]:
    places = sorted(range(len(names)), key=lambda place: (-int(matrix.totals[place]), names[place]))
    if sort == "name":
        return sorted(places, key=lambda place: names[place])
    if sort == "group":
        return sorted(places, key=lambda place: _group(selection, matrix, place))
    if sort in matrix.columns:
        at = matrix.columns.index(sort)
        both = matrix.direct[:, at] + matrix.collective[:, at]
        return sorted(places, key=lambda place: -int(both[place]))
    return places


def _group(selection: Selection, matrix: Matrix, place: int) -> int:
    catalog = selection.catalog
    code = matrix.rows[place]
    if SHAPES[matrix.shape][0] == "partners":
        return list(catalog.labels("partners", "region")).index(catalog.rows("partners")[code]["region"])
    return list(catalog.labels("domains", "group")).index(catalog.rows("domains")[code]["group"])
