"""Which years and which eras a record belongs to: decided here and nowhere else."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from atlas.model import STILL_RUNNING

OPEN_YEAR = 9999
"""Last year of an era without an end."""

Era = tuple[str, int, int]
"""Id, first and last year of an era."""


def measure_years(records: pd.DataFrame, source_years: dict[str, int]) -> pd.DataFrame:
    """Return the first and last year that the sources vouch for.

    Parameters
    ----------
    records : DataFrame
        One row a record: `date`, `end_date` and `sources` as they stand in the file, all valid.
    source_years : dict
        Year each source was written, see `date_sources`.

    Returns
    -------
    DataFrame
        `first_year`, `last_year` (int64), rows as in `records`. What is still running lasts until
        its latest source; what has no known end lasts for its first year alone.
    """
    first = _year(records["date"])
    end = records["end_date"]
    running = end == STILL_RUNNING
    reach = {
        cell: max((source_years.get(item.partition("#")[0], 0) for item in cell.split(";")), default=0)
        for cell in records.loc[running, "sources"].unique()
    }
    last = _year(end.mask(running | (end == ""), records["date"]))
    last = last.mask(running, records["sources"].map(reach).fillna(0).astype("int64"))
    return pd.DataFrame({"first_year": first, "last_year": np.maximum(first, last)})


def date_sources(sources: pd.DataFrame) -> dict[str, int]:
    """Return the year each source was written; without a date, the year it was read."""
    dates = sources["date"].where(sources["date"] != "", sources["accessed"])
    return dict(zip(sources["id"], _year(dates), strict=True))


def name_eras(years: pd.DataFrame, eras: Iterable[Era]) -> pd.Series:
    """Return the ids of the eras each span touches, as tuples, earliest era first.

    Parameters
    ----------
    years : DataFrame
        `first_year`, `last_year` of each span, as from `measure_years`.
    eras : iterable of Era
        In the order of time; they may leave gaps or overlap.
    """
    known = list(eras)
    spans = years["first_year"] * (OPEN_YEAR + 1) + years["last_year"]
    touched = {
        span: tuple(name for name, start, end in known if start <= span % (OPEN_YEAR + 1) and first <= end)
        for span in spans.unique()
        for first in [span // (OPEN_YEAR + 1)]
    }
    return spans.map(touched).astype(object)


def _year(dates: pd.Series) -> pd.Series:
    return dates.str.slice(0, 4).astype("int64")
