"""The list of records: which columns, in which order, and what stands in each cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.catalog import Catalog, keep_with_catalog
from atlas.index import index_of
from atlas.query import Selection
from atlas.search import fold
from atlas.views.table import Cell, Column, Table
from atlas.views.text import describe_when, entity_name, value_label
from atlas.words import gettext, join_words, language, ngettext

USUAL_COLUMNS: Final = ("date", "kind", "who", "domains", "scope")
"""The columns shown until the reader chooses others."""

COLUMNS: Final = (*USUAL_COLUMNS, "confidence", "place", "sources", "summary", "id")
"""The columns to choose from, in the order they stand; the title stands before them and names its row."""

NAME_COLUMN: Final = "title"
UNSORTED: Final = ("summary",)

_NAMED: Final = 4
"""How many participants a cell names before it only counts the rest."""

Positions = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column a list is sorted, and which way."""

    column: str = "date"
    descending: bool = True

    def by(self, column: str) -> "Sorting":
        """Return the sorting after a click on `column`: the other way round, or the way usual for it."""
        if column == self.column:
            return Sorting(column, not self.descending)
        return Sorting(column, column == "date")


def is_sortable(column: object) -> bool:
    """Return whether a list can be sorted by what the browser named."""
    return isinstance(column, str) and column in (NAME_COLUMN, *COLUMNS) and column not in UNSORTED


def column_label(column: str) -> str:
    """Return what stands above a column.

    Raises
    ------
    KeyError
        If there is no such column.
    """
    return {
        "title": gettext("Record"),
        "date": gettext("Date"),
        "kind": gettext("Kind"),
        "who": gettext("With whom"),
        "domains": gettext("Domains"),
        "scope": gettext("Said of whom"),
        "confidence": gettext("Confidence"),
        "place": gettext("Place"),
        "sources": gettext("Publishers"),
        "summary": gettext("Summary"),
        "id": gettext("Record id"),
    }[column]


def order_records(selection: Selection, sorting: Sorting) -> Positions:
    """Return the positions of the selected records in `catalog.records`, sorted; ties in time order.

    Parameters
    ----------
    selection : Selection
        The records in view.
    sorting : Sorting
        By which column, and which way.

    Raises
    ------
    KeyError
        If there is no such column to sort by.
    """
    order = index_of(selection.catalog).order
    chosen = order[selection.mask[order]]
    if sorting.column == "date":
        return chosen[::-1] if sorting.descending else chosen
    ranks = _ranks(selection.catalog, sorting.column, language())[chosen]
    return chosen[np.argsort(-ranks if sorting.descending else ranks, kind="stable")]


def build_record_table(
    selection: Selection, order: Positions, columns: Sequence[str], sorting: Sorting, *, marked: str = ""
) -> Table:
    """Return the list of records; its cells are made when a page is asked for.

    Parameters
    ----------
    selection : Selection
        The records in view.
    order : int array
        From `order_records`.
    columns : sequence of str
        Some of `COLUMNS`, shown in the order they have there.
    sorting : Sorting
        What `order` was made with.
    marked : str, default ""
        Id of the record whose row is marked.
    """
    shown = [NAME_COLUMN, *(column for column in COLUMNS if column in columns)]
    heads = [_head(column, sorting) for column in shown]
    caption = gettext("Records in view, sorted by {column}").format(
        column=column_label(sorting.column).lower()
    )
    rows = _Rows(selection.catalog, order, tuple(shown))
    return Table(caption, heads, rows, place_of(selection.catalog, order, marked))


def place_of(catalog: Catalog, order: Positions, record: str) -> int:
    """Return where a record stands in `order`, -1 if it is not in it."""
    ids = catalog.tables["records"].index
    if record not in ids:
        return -1
    found = np.flatnonzero(order == ids.get_loc(record))
    return int(found[0]) if len(found) else -1


def name_participants(catalog: Catalog, row: Mapping[str, Any]) -> list[str]:
    """Return who took part: formats, organisations by their code, partners outside the formats."""
    inside = {code for name in row["formats"] for code in catalog.rows("formats")[name]["members"]}
    loose = [code for code in row["partners"] if code not in inside]
    formats = [entity_name(catalog, code) for code in row["formats"]]
    return [*formats, *row["organisations"], *(entity_name(catalog, code) for code in loose)]


class _Rows(Sequence[Sequence[Cell]]):
    """Rows whose cells are made when they are asked for: a page is fifty, the list may be thousands."""

    def __init__(self, catalog: Catalog, order: Positions, columns: tuple[str, ...]) -> None:
        self._catalog = catalog
        self._order = order
        self._columns = columns

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Sequence[Cell]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Sequence[Cell]]: ...
    def __getitem__(self, place: int | slice) -> Sequence[Cell] | Sequence[Sequence[Cell]]:
        if isinstance(place, int):
            return self._make(self._order[[place]])[0]
        return self._make(self._order[place])

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return iter(self[:])

    def _make(self, positions: Positions) -> list[list[Cell]]:
        rows = _rows(self._catalog.tables["records"].iloc[positions])
        return [[_cell(self._catalog, row, column) for column in self._columns] for row in rows]


def _rows(records: pd.DataFrame) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", records.to_dict("records"))


def _head(column: str, sorting: Sorting) -> Column:
    way = "desc" if sorting.descending else "asc"
    return Column(
        column,
        column_label(column),
        sortable=column not in UNSORTED,
        sorted=way if column == sorting.column else "",
    )


def _cell(catalog: Catalog, row: Mapping[str, Any], column: str) -> Cell:
    if column == NAME_COLUMN:
        return {"text": row["title"], "pick": row["id"]}
    if column == "who":
        return _shorten(name_participants(catalog, row))
    return _TEXTS[column](catalog, row)


def _shorten(names: list[str]) -> str:
    if len(names) <= _NAMED + 1:
        return join_words(names)
    more = len(names) - _NAMED
    rest = ngettext("{number} more", "{number} more", more).format(number=more)
    return join_words([*names[:_NAMED], rest])


def _domains(catalog: Catalog, row: Mapping[str, Any]) -> str:
    return ", ".join(value_label(catalog, "domain", value) for value in row["domains"])


def _places(catalog: Catalog, row: Mapping[str, Any]) -> str:
    return ", ".join(gettext(catalog.rows("places")[place]["name"]) for place in row["place"])


def _publishers(catalog: Catalog, row: Mapping[str, Any]) -> str:
    sources = catalog.rows("sources")
    return "; ".join(dict.fromkeys(sources[cited.source]["publisher"] for cited in row["sources"]))


_TEXTS: Final[dict[str, Callable[[Catalog, Mapping[str, Any]], str]]] = {
    "date": lambda _, row: describe_when(row["date"], row["end_date"], row["date_basis"]),
    "kind": lambda catalog, row: value_label(catalog, "kind", row["kind"]),
    "who": lambda catalog, row: ", ".join(name_participants(catalog, row)),
    "domains": _domains,
    "scope": lambda catalog, row: value_label(catalog, "scope", row["scope"]),
    "confidence": lambda catalog, row: value_label(catalog, "confidence", row["confidence"]),
    "place": _places,
    "sources": _publishers,
    "title": lambda _, row: row["title"],
    "summary": lambda _, row: row["summary"],
    "id": lambda _, row: row["id"],
}


@keep_with_catalog()
def _ranks(catalog: Catalog, column: str, spoken: str) -> npt.NDArray[np.int64]:  # noqa: ARG001, the key
    """Return the rank of each record of the data set by one column, shape (records,)."""
    if column not in _TEXTS or column in UNSORTED:
        raise KeyError(column)
    rows = _rows(catalog.tables["records"])
    if column in ("scope", "confidence"):
        place = {code: number for number, code in enumerate(catalog.labels("records", column))}
        return np.array([place[row[column]] for row in rows], dtype=np.int64)
    # An empty cell says nothing, so it stands behind all that say something.
    keys = [fold(_TEXTS[column](catalog, row)) or "\U0010ffff" for row in rows]
    return np.unique(np.array(keys), return_inverse=True)[1].astype(np.int64)
