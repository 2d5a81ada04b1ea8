"""The data package as typed objects: package, tables, columns."""

import datetime
import re
from dataclasses import dataclass

from atlas.model import STILL_RUNNING

PACKAGE_FILE = "datapackage.json"

HUB = "hub"
"""Reference to the hub's own code."""

ISO3 = "iso3"
"""Reference to the country codes of ISO 3166-1 alpha-3."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it means and what may stand in it. '', () and None mean "not limited"."""

    name: str
    type: str
    title: str
    description: str
    required: bool
    unique: bool
    pattern: str
    enum: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    max_length: int | None
    categories: tuple[tuple[str, str], ...]
    separator: str
    references: tuple[str, ...]
    partial_date: bool
    locator: str
    is_url: bool

    @property
    def shape(self) -> str:
        """`citations`, `list`, `date`, or else the plain type."""
        if self.locator:
            return "citations"
        if self.separator:
            return "list"
        return "date" if self.partial_date else self.type

    @property
    def labels(self) -> dict[str, str]:
        """The reader's word for each code, in the order of the description."""
        return dict(self.categories)

    @property
    def may_be_open(self) -> bool:
        """Whether `..`, still running, may stand here."""
        return self.partial_date and re.fullmatch(self.pattern, STILL_RUNNING) is not None

    def items(self, cell: str) -> list[str]:
        """Return what a cell lists, without spaces around; an empty cell lists nothing."""
        if not cell:
            return []
        return [item.strip() for item in cell.split(self.separator)] if self.separator else [cell]


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file and its columns, in order."""

    name: str
    title: str
    description: str
    path: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
        return [column.name for column in self.columns]

    @property
    def sort_keys(self) -> list[str]:
        """Columns the rows are sorted by: the id, then the key; without an id the first column."""
        if "id" not in self.names:
            return self.names[:1]
        return ["id", *(name for name in self.primary_key if name != "id")]

    def column(self, name: str) -> Column:
        """Return the column of this name.

        Raises
        ------
        KeyError
            If the table has none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.path} has no column {name!r}")


@dataclass(frozen=True, slots=True)
class Hub:
    """The country at the centre: its ISO 3166-1 alpha-3 code, its name, the place id of its capital."""

    iso3: str
    name: str
    capital: str


@dataclass(frozen=True, slots=True)
class Package:
    """A data package: the data set's own words about itself, and its tables."""

    name: str
    title: str
    description: str
    version: str
    created: datetime.date
    hub: Hub
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        """Return the table of this name.

        Raises
        ------
        KeyError
            If the package has none.
        """
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(f"the data package has no table {name!r}")
