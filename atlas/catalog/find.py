"""Looking for faults cell by cell, each distinct cell once."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from atlas.catalog.problems import Problem


class Finding(NamedTuple):
    """A problem without its place."""

    code: str
    value: str
    hint: str = ""


def find_problems(
    rows: pd.DataFrame, find: Callable[..., Iterable[Finding]], *, file: str, column: str
) -> Iterator[Problem]:
    """Yield a problem for whatever `find` says of the cells of a row.

    Parameters
    ----------
    rows : DataFrame
        Only the columns `find` takes, in its order; the index is the line of the file.
    find : callable
        Cells of one row → findings. It sees equal rows once, so it must not count them.
    file, column : str
        Where the problem is reported.
    """
    faults: dict[tuple[str, ...], list[Finding]] = {}
    for cells in rows.drop_duplicates().itertuples(index=False, name=None):
        if found := list(find(*cells)):
            faults[cells] = found
    if not faults:
        return  # as a rule; going through all rows costs more than all of the above
    for line, *row in rows.itertuples(name=None):
        for finding in faults.get(tuple(row), ()):
            yield Problem(file, line, column, *finding)
