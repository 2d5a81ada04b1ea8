"""How many records began in each year, over the whole span of the data."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from atlas.catalog import Catalog
from atlas.columns import Mask
from atlas.index import index_of
from atlas.query import Selection
from atlas.views.text import count_records, describe_number, describe_years
from atlas.words import gettext, join_words

Counts = npt.NDArray[np.int64]

_NAMED = 3
"""How many of the busiest years a sentence names."""


class Rhythm(NamedTuple):
    """Records by the year they began, shape (years,) each, from `first_year` on.

    Parameters
    ----------
    first_year : int
        First year of the data.
    direct, collective, context : int array
        Records tied to these participants, said of all partners at once, and of context.
    """

    first_year: int
    direct: Counts
    collective: Counts
    context: Counts

    @property
    def counted(self) -> Counts:
        """Records of cooperation."""
        return self.direct + self.collective

    @property
    def years(self) -> list[int]:
        """Years in which a record of cooperation began, earliest first."""
        return [self.first_year + int(place) for place in np.flatnonzero(self.counted)]


def count_rhythm(selection: Selection) -> Rhythm:
    """Return how many of the selected records began in each year of the data, zeros included."""
    catalog, index = selection.catalog, index_of(selection.catalog)
    length = catalog.last_year - catalog.first_year + 1

    def count(mask: Mask) -> Counts:
        return np.bincount(index.first_year[mask] - catalog.first_year, minlength=length)

    counted = selection.mask & index.cooperation
    return Rhythm(
        catalog.first_year,
        count(counted & ~index.collective),
        count(counted & index.collective),
        count(selection.mask & ~index.cooperation),
    )


def busiest_years(rhythm: Rhythm) -> list[tuple[int, int]]:
    """Return the years most records began in as (year, records), most first, ties by year; three at most."""
    numbers = [(rhythm.first_year + place, int(n)) for place, n in enumerate(rhythm.counted) if n]
    return sorted(numbers, key=lambda item: (-item[1], item[0]))[:_NAMED]


def name_numbers(pairs: list[tuple[str, int]]) -> str:
    """Return `2024 (12), 2021 (9) and 2017 (8)`."""
    return join_words([f"{name} ({describe_number(number)})" for name, number in pairs])


def build_rhythm(catalog: Catalog, rhythm: Rhythm) -> dict[str, Any]:
    """Return the picture of a rhythm: numbers by year, the eras as bands, and the whole in a sentence.

    Returns
    -------
    dict
        `first`: first year; `direct`, `collective`, `context`: a number a year; `eras`: name, first and last
        year and records begun in it, earliest first; `text`: what the picture shows, in words.
    """
    eras = [_era(catalog, rhythm, row) for row in catalog.rows("eras").values() if _in_data(catalog, row)]
    return {
        "first": rhythm.first_year,
        "direct": rhythm.direct.tolist(),
        "collective": rhythm.collective.tolist(),
        "context": rhythm.context.tolist(),
        "eras": eras,
        "text": _text(rhythm, eras),
    }


def _in_data(catalog: Catalog, row: Mapping[str, Any]) -> bool:
    return int(row["first_year"]) <= catalog.last_year and int(row["until"]) >= catalog.first_year


def _era(catalog: Catalog, rhythm: Rhythm, row: Mapping[str, Any]) -> list[str | int]:
    first = max(int(row["first_year"]), catalog.first_year)
    last = min(int(row["until"]), catalog.last_year)
    begun = rhythm.counted[first - catalog.first_year : last - catalog.first_year + 1]
    return [gettext(row["name"]), first, last, int(begun.sum())]


def _text(rhythm: Rhythm, eras: list[list[str | int]]) -> str:
    years = rhythm.years
    if not years:
        return gettext("No record of cooperation in view.")
    busiest = [(str(year), number) for year, number in busiest_years(rhythm)]
    line = gettext("Records by the year they began, {span}: {records}, most in {years}.").format(
        span=describe_years((rhythm.first_year, rhythm.first_year + len(rhythm.direct) - 1)),
        records=count_records(int(rhythm.counted.sum())),
        years=name_numbers(busiest),
    )
    by_era = join_words([f"{name} {number}" for name, _, _, number in eras if number])
    return f"{line} {gettext('By era: {eras}.').format(eras=by_era)}" if by_era else line
