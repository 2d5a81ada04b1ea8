"""The tables of a folder as the checks between them need them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from atlas.catalog.countries import iso3_codes
from atlas.catalog.find import Finding, find_problems
from atlas.catalog.package import HUB, ISO3, Column, Package
from atlas.catalog.problems import Problem


@dataclass(frozen=True, eq=False)
class Links:
    """Raw tables with their description; a column is addressed as `table.column`."""

    package: Package
    tables: Mapping[str, pd.DataFrame]

    @property
    def hub(self) -> str:
        """Code of the hub."""
        return self.package.hub.iso3

    def has(self, where: str) -> bool:
        """Return whether the column could be read."""
        table, _, column = where.partition(".")
        return table in self.tables and column in self.tables[table]

    def column(self, where: str) -> Column:
        """Return the description of a column."""
        table, _, column = where.partition(".")
        return self.package.table(table).column(column)

    def cells(self, where: str) -> "pd.Series[str]":
        """Return the cells of a column; the index is the line of the file."""
        table, _, column = where.partition(".")
        return self.tables[table][column]

    def items(self, where: str) -> set[str]:
        """Return everything the cells of a column list; of a citation the source alone."""
        column = self.column(where)
        items = {item for cell in self.cells(where).unique() for item in column.items(cell)}
        return {item.partition("#")[0] for item in items} if column.locator else items

    def known(self, reference: str) -> Iterable[str] | None:
        """Return the ids a reference allows, None if their table could not be read."""
        if reference == HUB:
            return {self.hub}
        if reference == ISO3:
            return iso3_codes()
        return set(self.cells(reference)) if self.has(reference) else None

    def find(
        self, where: str, find: Callable[..., Iterable[Finding]], *, using: Iterable[str] = ()
    ) -> Iterator[Problem]:
        """Yield the problems `find` sees in a column, looking at it and at others of its row.

        Parameters
        ----------
        where : str
            Column the problems are reported in; its cell is the first argument of `find`.
        find : callable
            Cells of one row → findings.
        using : iterable of str
            Further columns of the same table, by name: the other arguments.
        """
        name, _, column = where.partition(".")
        rows = self.tables[name][[column, *using]]
        return find_problems(rows, find, file=self.package.table(name).path, column=column)
