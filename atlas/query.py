"""From filters to records and counts: the one selection every view, file and address shares."""

import functools
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.catalog import Catalog
from atlas.columns import Mask, Pairs, unpack
from atlas.index import Index, index_of, pass_all, pass_masks
from atlas.model import Filters

T = TypeVar("T")
Years = npt.NDArray[np.int64]

_NO_YEAR = 10_000
"""Later than any year."""


class Count(NamedTuple):
    """What one entity has in a selection.

    Parameters
    ----------
    records : int
        Records that count as cooperation: `direct` + `collective`.
    direct, collective : int
        Those tied to these participants, and those said of all partners at once.
    context : int
        Records that bear on cooperation without being an act of it; counted nowhere else.
    first_year, last_year : int
        Years of the counted records; of the context where nothing counts.
    """

    records: int
    direct: int
    collective: int
    context: int
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """The records a reader asked for.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    filters : Filters
        What was asked.
    mask : bool array, shape (records,)
        Which rows of `catalog.records` are in.
    kept : dict
        What has been made of it, by what it is; filled by `keep`.
    """

    catalog: Catalog
    filters: Filters
    mask: Mask
    kept: dict[tuple[Hashable, ...], Any] = field(default_factory=dict, repr=False)

    def keep(self, *key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gave when this selection was first asked for `key`; not to be written to."""
        if key not in self.kept:
            self.kept[key] = make()
        result: T = self.kept[key]
        return result

    @property
    def records(self) -> pd.DataFrame:
        """The selected rows of `catalog.records`, in time order."""
        return self.catalog.records.iloc[self.positions()]

    def positions(self, first: int = 0, last: int | None = None) -> list[int]:
        """Return the places in the data of the selected records `first` to `last` in time order."""
        order = index_of(self.catalog).order
        return cast("list[int]", order[self.mask[order]][first:last].tolist())

    def rows(self, first: int, last: int) -> list[dict[str, Any]]:
        """Return the selected records `first` to `last` (not included) in time order, column → value."""
        found = self.catalog.records.iloc[self.positions(first, last)]
        return cast("list[dict[str, Any]]", found.to_dict("records"))

    @property
    def size(self) -> int:
        """Number of records that count as cooperation."""
        return int((self.mask & index_of(self.catalog).cooperation).sum())

    @property
    def context(self) -> int:
        """Number of records that bear on cooperation without being an act of it."""
        return int((self.mask & ~index_of(self.catalog).cooperation).sum())

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year of the counted records, of the context where nothing counts; None if empty."""
        index = index_of(self.catalog)
        counted = self.mask & index.cooperation
        if not (shown := counted if counted.any() else self.mask).any():
            return None
        return int(index.first_year[shown].min()), int(index.last_year[shown].max())


def select_records(catalog: Catalog, filters: Filters) -> Selection:
    """Return the records that pass every filter.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    filters : Filters
        Values of one field joined by OR, fields by AND.

    Returns
    -------
    Selection
        A record with a span passes `era` and `years` if it touches them.

    Examples
    --------
    >>> from atlas.catalog import load_catalog
    >>> from atlas.paths import data_folder
    >>> catalog = load_catalog(data_folder())
    >>> select_records(catalog, Filters(domain=("cyber-security",), years=(2018, 2018))).size > 0
    True
    """
    index = index_of(catalog)
    return Selection(catalog, filters, unpack(pass_all(pass_masks(index, filters), index), index.size))


def count_facets(catalog: Catalog, filters: Filters) -> dict[str, dict[str, int]]:
    """Return for every filter value the number of records it would leave.

    Returns
    -------
    dict of str to dict of str to int
        Parameter → value → records, the other filters applied, this one set aside.
    """
    index = index_of(catalog)
    masks = pass_masks(index, filters)
    everything = pass_all(masks, index)
    counts = {}
    for name in index.facets:
        column = index.columns[name]
        others = pass_all(masks, index, but=name) if name in masks else everything
        counts[name] = dict(zip(column.ids, column.count(others), strict=True))
    return counts


def count_years(catalog: Catalog, filters: Filters) -> "pd.Series[int]":
    """Return how many records touch each year, the years filter set aside.

    Returns
    -------
    Series of int, indexed by year
        One row a year of the data's span, zeros included.
    """
    index = index_of(catalog)
    others = pass_all(pass_masks(index, filters), index, but="years")
    years = index.columns["years"]
    return pd.Series(years.count(others), index=pd.Index(years.ids, name="year"))


def count_members(selection: Selection, table: str) -> dict[str, Count]:
    """Return what each partner, organisation or format has in the selection.

    Parameters
    ----------
    selection : Selection
        The records in view.
    table : {"partners", "organisations", "formats"}
        Whose counts; a trilateral record counts once for each of its members.

    Returns
    -------
    dict of str to Count
        Only those with a record in view, most records first, ties by id. Kept, so not to be written to.

    Raises
    ------
    KeyError
        If `table` is another.
    """
    return selection.keep("members", table, make=functools.partial(_count_members, selection, table))


def _count_members(selection: Selection, table: str) -> dict[str, Count]:
    index = index_of(selection.catalog)
    pairs = index.members[table]
    counted, beside = selection.mask & index.cooperation, selection.mask & ~index.cooperation
    direct = pairs.count(counted & ~index.collective)
    collective = pairs.count(counted & index.collective)
    both = direct + collective
    years = _years_of(index, pairs, counted)
    context = np.zeros_like(both)
    if beside.any():
        context = pairs.count(beside)
        years = np.where(both, years, _years_of(index, pairs, beside))
    table_of = np.stack([both, direct, collective, context, *years], axis=1).tolist()
    counts = {code: Count(*row) for code, row in zip(pairs.ids, table_of, strict=True) if row[0] or row[3]}
    return dict(sorted(counts.items(), key=lambda item: (-item[1].records, item[0])))


def count_sources(selection: Selection) -> dict[str, int]:
    """Return id of a source → number of selected records that cite it, most first, ties by id."""
    return _most_first(selection, index_of(selection.catalog).members["sources"])


def select_of(selection: Selection, focus: str) -> Selection:
    """Return the part of a selection that concerns one entity; all of it for the hub.

    Raises
    ------
    KeyError
        If `focus` is no entity of the data set.
    """
    catalog = selection.catalog
    if (kind := catalog.entities[focus].kind) == "hub":
        return selection
    index = index_of(catalog)
    members = index.members[f"{kind}s"]
    return Selection(catalog, selection.filters, selection.mask & members.having([focus], index.size))


def count_column(selection: Selection, parameter: str) -> dict[str, int]:
    """Return value → number of selected records for one list parameter, zeros left out, most first."""
    return _most_first(selection, index_of(selection.catalog).facets[parameter])


def _most_first(selection: Selection, pairs: Pairs) -> dict[str, int]:
    numbers = zip(pairs.ids, pairs.count(selection.mask).tolist(), strict=True)
    return dict(sorted(((code, n) for code, n in numbers if n), key=lambda item: (-item[1], item[0])))


def _years_of(index: Index, pairs: Pairs, mask: Mask) -> Years:
    """Return first and last year of each id over the records of `mask`, shape (2, ids)."""
    first = _NO_YEAR - pairs.largest(mask, _NO_YEAR - index.first_year)
    return np.stack([first, pairs.largest(mask, index.last_year)])
