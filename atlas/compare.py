"""Entities side by side: what each has in a selection, what they share, who is near to whom."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from atlas.index import index_of
from atlas.query import Selection, count_members, select_of

TABLES: Final = ("partners", "formats", "organisations")

Pair = tuple[int, int]
"""Direct and collective records."""


class SharedRow(NamedTuple):
    """One value, such as a domain, and what each of the compared has of it.

    Parameters
    ----------
    value : str
        Id.
    pairs : tuple of Pair
        Records of each, in the order they are compared.
    holders : tuple of int
        Positions of those with a direct record.
    """

    value: str
    pairs: tuple[Pair, ...]
    holders: tuple[int, ...]


def select_any(selection: Selection, codes: Iterable[str]) -> Selection:
    """Return the part of a selection that concerns at least one of the entities.

    Raises
    ------
    KeyError
        If one of `codes` is no entity of the data set.
    """
    mask = np.zeros_like(selection.mask)
    for code in codes:
        mask |= select_of(selection, code).mask
    return Selection(selection.catalog, selection.filters, mask)


def select_together(selection: Selection, codes: Iterable[str]) -> Selection:
    """Return the direct records that concern at least two of the entities at once."""
    index = index_of(selection.catalog)
    number = np.zeros(index.size, dtype=np.int64)
    for code in codes:
        number += select_of(selection, code).mask
    direct = index.cooperation & ~index.collective
    return Selection(selection.catalog, selection.filters, (number > 1) & direct)


def count_shared(selections: Iterable[Selection], parameter: str) -> list[SharedRow]:
    """Return what each of several selections has of each value, shared by most first, then most records.

    Parameters
    ----------
    selections : iterable of Selection
        One for each of the compared.
    parameter : {"domain", "kind", "formats", "organisations"}
        What is counted.

    Returns
    -------
    list of SharedRow
        Values without a record of cooperation left out.

    Raises
    ------
    KeyError
        If `parameter` is another.
    """
    counts = [_count(selection, parameter) for selection in selections]
    values = dict.fromkeys(value for count in counts for value in count)
    rows = [_row(value, counts) for value in values]
    return sorted(rows, key=lambda row: (-len(row.holders), -sum(map(sum, row.pairs)), row.value))


def find_neighbours(selection: Selection, code: str) -> list[str]:
    """Return the entities that share direct records with one, most first, ties by id; the hub left out.

    Raises
    ------
    KeyError
        If there is no such entity.
    """
    own = select_of(selection, code)
    numbers = {other: count.direct for table in TABLES for other, count in count_members(own, table).items()}
    found = [other for other, number in numbers.items() if number and other != code]
    return sorted(found, key=lambda other: (-numbers[other], other))


def _count(selection: Selection, parameter: str) -> Mapping[str, Pair]:
    index = index_of(selection.catalog)
    if parameter in ("domain", "kind"):
        pairs = index.facets[parameter]
        counted = selection.mask & index.cooperation
        direct = pairs.count(counted & ~index.collective).tolist()
        collective = pairs.count(counted & index.collective).tolist()
        numbers = zip(pairs.ids, zip(direct, collective, strict=True), strict=True)
        return {value: (one, other) for value, (one, other) in numbers if one or other}
    if parameter in ("formats", "organisations"):
        members = count_members(selection, parameter)
        return {code: (count.direct, count.collective) for code, count in members.items() if count.records}
    raise KeyError(parameter)


def _row(value: str, counts: list[Mapping[str, Pair]]) -> SharedRow:
    pairs = tuple(count.get(value, (0, 0)) for count in counts)
    return SharedRow(value, pairs, tuple(place for place, pair in enumerate(pairs) if pair[0]))
