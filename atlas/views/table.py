"""A table to be shown: columns, rows, pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from atlas.views.text import describe_number
from atlas.words import gettext

PAGE_ROWS: Final = 50
"""Rows a page; a longer list is cut into pages."""

Cell = str | int | None | tuple[int, int] | Mapping[str, Any]
"""Text or number; a pair of direct and collective records, shaded, whose click sends the ids of its row and
column joined by `~`; or a mapping with `text`, one of `href` (http or https), `page` (address of a page of
the atlas) and `pick` (what a click sends), and optionally `hint` (spoken in its stead), `level` (shade, 1 to
6) and `drawn` (`d` or `c`)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    id : str
        What is sent when the reader sorts by it.
    label : str
        What stands above it.
    numeric : bool, default False
        Whether its cells are set to the right.
    sortable : bool, default False
        Whether the reader may sort by it.
    sorted : {"", "asc", "desc"}, default ""
        Whether the rows are sorted by it.
    """

    id: str
    label: str
    numeric: bool = False
    sortable: bool = False
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a table, in the order they are shown.

    Parameters
    ----------
    caption : str
        What the table holds.
    columns : sequence of Column
        The first one names its row.
    rows : sequence of sequence of Cell
        One cell a column.
    marked : int, default -1
        Position of the row that is marked.
    ids : sequence of str, default ()
        Id of each row, for cells that are pairs; else empty.
    pair_page : str, default ""
        Address of the page a pair leads to instead of being sent, with `{row}` and `{column}` for the ids.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    marked: int = -1
    ids: Sequence[str] = ()
    pair_page: str = ""

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-len(self.rows) // PAGE_ROWS))

    def page(self, number: int) -> dict[str, Any]:
        """Return page `number`, from 1, as the table's script takes it; the nearest if there is none."""
        page = min(max(number, 1), self.pages)
        first = (page - 1) * PAGE_ROWS
        rows = self.rows[first : first + PAGE_ROWS]
        note = gettext("{first}–{last} of {all}").format(
            first=describe_number(first + 1 if rows else 0),
            last=describe_number(first + len(rows)),
            all=describe_number(len(self.rows)),
        )
        return {
            "caption": self.caption,
            "columns": [_column(column) for column in self.columns],
            "rows": [self._row(first + place, row) for place, row in enumerate(rows)],
            "page": page,
            "pages": self.pages,
            "note": note,
        } | ({"pairPage": self.pair_page} if self.pair_page else {})

    def _row(self, place: int, cells: Sequence[Cell]) -> dict[str, Any]:
        row: dict[str, Any] = {"cells": list(cells)}
        if place == self.marked:
            row["marked"] = True
        if self.ids:
            row["id"] = self.ids[place]
        return row


def _column(column: Column) -> dict[str, Any]:
    return {
        "id": column.id,
        "label": column.label,
        "numeric": column.numeric,
        "sortable": column.sortable,
        "sorted": column.sorted,
    }
