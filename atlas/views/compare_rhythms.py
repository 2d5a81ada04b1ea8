"""The rhythms of several entities, as bars on one scale and as a table."""

from collections.abc import Sequence
from typing import Any

from atlas.query import Selection, select_of
from atlas.views.rhythm import build_rhythm, count_rhythm
from atlas.views.table import Cell, Column, Table
from atlas.views.text import entity_name
from atlas.words import gettext


def build_rhythms(selection: Selection, codes: Sequence[str]) -> dict[str, Any]:
    """Return the rhythms of the compared as bars on one scale.

    Returns
    -------
    dict
        `first`: first year; `years`: how many; `most`: highest number of all bars, at least 1; `rows`: for
        each its name, `direct` and `collective` with a number a year, and the whole in a sentence as `text`.
    """
    catalog = selection.catalog
    rhythms = [count_rhythm(select_of(selection, code)) for code in codes]
    return {
        "first": catalog.first_year,
        "years": catalog.last_year - catalog.first_year + 1,
        "most": max(1, *(int(rhythm.counted.max()) for rhythm in rhythms)),
        "rows": [
            {
                "name": entity_name(catalog, code),
                "direct": rhythm.direct.tolist(),
                "collective": rhythm.collective.tolist(),
                "text": build_rhythm(catalog, rhythm)["text"],
            }
            for code, rhythm in zip(codes, rhythms, strict=True)
        ],
    }


def build_rhythm_table(selection: Selection, codes: Sequence[str]) -> Table:
    """Return how many records of each began in each year, latest year first, empty years left out."""
    catalog = selection.catalog
    counted = [count_rhythm(select_of(selection, code)).counted.tolist() for code in codes]
    rows: list[list[Cell]] = [
        [str(catalog.first_year + place), *numbers]
        for place, numbers in enumerate(zip(*counted, strict=True))
        if any(numbers)
    ][::-1]
    columns = [Column("year", gettext("Year"))]
    columns += [Column(code, entity_name(catalog, code), numeric=True) for code in codes]
    return Table(gettext("Records by the year they began"), columns, rows)
