"""The data set as the rest of the atlas sees it: checked, typed, immutable."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import pandas as pd

from atlas.catalog.check import check_tables
from atlas.catalog.package import Hub, Package
from atlas.catalog.problems import DataError
from atlas.catalog.read import read_folder
from atlas.catalog.typed import type_tables


@dataclass(frozen=True, slots=True)
class Entity:
    """Anything that can be in focus; `kind` is `hub`, `partner`, `format` or `organisation`."""

    id: str
    name: str
    kind: str


class UnknownEntityError(KeyError):
    """An id that is no entity of the data set."""

    def __str__(self) -> str:
        return f"no entity of this data set: {self.args[0]!r}"


@dataclass(frozen=True, eq=False)
class Catalog:
    """A data set without a problem.

    Two catalogues are equal only if they are the same object, so one can be the key of a cache.

    Parameters
    ----------
    package : Package
        The description of the data.
    tables : mapping of str to DataFrame
        Typed tables by name, rows in the order of the files (eras in the order of time), indexed by
        their key except `aliases`; the key stays a column, too. Texts are `str`, '' where nothing is
        known; lists are tuples of `str`, citations tuples of `Citation`. Not to be written to: the
        properties hand out frames that may be.
    kept : dict
        What `catalog.kept` keeps beside it; for nobody else.
    """

    package: Package = field(repr=False)
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    kept: dict[object, Callable[..., Any]] = field(default_factory=dict, init=False, repr=False)

    @property
    def version(self) -> str:
        """Version of the data."""
        return self.package.version

    @property
    def created(self) -> datetime.date:
        """Day this version was made; nothing in it is later."""
        return self.package.created

    @property
    def title(self) -> str:
        """Title of the data set."""
        return self.package.title

    @property
    def description(self) -> str:
        """One or two sentences about the data set."""
        return self.package.description

    @property
    def hub(self) -> Hub:
        """The country at the centre."""
        return self.package.hub

    @property
    def records(self) -> pd.DataFrame:
        """One row a documented fact.

        Beside the columns of the file: `first_year` and `last_year` (int64; how long the sources
        vouch for it) and `eras` (tuple of the ids of all eras it touches, earliest first).
        """
        return self._table("records")

    @property
    def partners(self) -> pd.DataFrame:
        """One row a partner country; coordinates are float64, degrees, WGS 84."""
        return self._table("partners")

    @property
    def formats(self) -> pd.DataFrame:
        """One row a standing grouping of three or more states."""
        return self._table("formats")

    @property
    def organisations(self) -> pd.DataFrame:
        """One row an international organisation."""
        return self._table("organisations")

    @property
    def domains(self) -> pd.DataFrame:
        """One row a field of cooperation."""
        return self._table("domains")

    @property
    def eras(self) -> pd.DataFrame:
        """One row an era, earliest first.

        `last_year` is Int64, NA where the era is open; `until` (int64) is the same with the last
        year of the data for an open end.
        """
        return self._table("eras")

    @property
    def places(self) -> pd.DataFrame:
        """One row a place; `lat` and `lon` are float64, degrees, WGS 84."""
        return self._table("places")

    @property
    def sources(self) -> pd.DataFrame:
        """One row a document."""
        return self._table("sources")

    @property
    def conflicts(self) -> pd.DataFrame:
        """One row a disagreement between sources."""
        return self._table("conflicts")

    @property
    def aliases(self) -> pd.DataFrame:
        """One row another spelling of an entity or place."""
        return self._table("aliases")

    @cached_property
    def first_year(self) -> int:
        """First year of any record."""
        return int(self.tables["records"]["first_year"].min())

    @cached_property
    def last_year(self) -> int:
        """Last year of any record."""
        return int(self.tables["records"]["last_year"].max())

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """All entities by id: the hub, then partners, formats and organisations as in the files."""
        found = {self.hub.iso3: Entity(self.hub.iso3, self.hub.name, "hub")}
        for table, kind in (
            ("partners", "partner"),
            ("formats", "format"),
            ("organisations", "organisation"),
        ):
            names = self.tables[table]["name"]
            found |= {str(key): Entity(str(key), name, kind) for key, name in names.items()}
        return MappingProxyType(found)

    def entity(self, entity_id: str) -> Entity:
        """Return the entity of this id.

        Raises
        ------
        UnknownEntityError
            If the data set has none; a KeyError.
        """
        if entity_id not in self.entities:
            raise UnknownEntityError(entity_id)
        return self.entities[entity_id]

    def members(self, format_id: str) -> tuple[str, ...]:
        """Return the codes of the members of a format, the hub included, as in the file.

        Raises
        ------
        UnknownEntityError
            If there is no such format; a KeyError.
        """
        formats = self.tables["formats"]
        for name, members in zip(formats["id"], formats["members"], strict=True):
            if name == format_id:
                return tuple(members)
        raise UnknownEntityError(format_id)

    def labels(self, table: str, column: str) -> dict[str, str]:
        """Return the reader's word for each code of a column, in the order of the description.

        Raises
        ------
        KeyError
            If there is no such table or column, or if the column has no codes.
        """
        labels = self.package.table(table).column(column).labels
        if not labels:
            raise KeyError(f"{table}.{column} has no categories")
        return labels

    def current_id(self, code: str) -> str:
        """Return the id that took the place of `code`, or `code` itself if none did.

        Ids are public: one that had to change is recorded in the table `renamed`, where there is one, so
        that an old address still opens.
        """
        renamed = self.rows("renamed") if "renamed" in self.tables else {}
        return str(renamed[code]["new"]) if code in renamed else code

    def rows(self, table: str) -> Mapping[str, dict[str, Any]]:
        """Return the rows of a table by key, each as column → value; made at the first call.

        Far faster than asking a frame for one row. Not meant for `records`, of which there may be many.

        Raises
        ------
        KeyError
            If there is no such table.
        """
        if table not in self._made_rows:
            frame = self.tables[table]
            rows = cast("list[dict[str, Any]]", frame.to_dict("records"))
            self._made_rows[table] = dict(zip(frame.index, rows, strict=True))
        return self._made_rows[table]

    @cached_property
    def _made_rows(self) -> dict[str, Mapping[str, dict[str, Any]]]:
        return {}

    def _table(self, name: str) -> pd.DataFrame:
        # Copy on write: costs nothing, and whatever is written to the copy stays there.
        return self.tables[name].copy(deep=False)


def load_catalog(folder: Path) -> Catalog:
    """Read a data folder.

    Raises
    ------
    DataError
        If anything is wrong with it; holds every problem.
    """
    raw = read_folder(folder)
    problems = check_tables(raw)
    if raw.package is None or problems:
        raise DataError(problems)
    return Catalog(raw.package, MappingProxyType(type_tables(raw.package, raw.tables)))
