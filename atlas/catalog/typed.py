"""From checked text to typed columns. Nothing can fail here: what could has been a problem before."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from atlas.catalog.package import Column, Package, Table
from atlas.catalog.spans import OPEN_YEAR, date_sources, measure_years, name_eras


class Citation(NamedTuple):
    """Where a fact is documented: a source, and a paragraph of it or None for the whole."""

    source: str
    paragraph: int | None


def type_tables(package: Package, raw: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the typed tables of a folder without a problem; see `Catalog.tables`."""
    tables = {table.name: _type_table(table, raw[table.name]) for table in package.tables}
    tables["eras"] = tables["eras"].sort_values(["first_year", "id"], kind="stable")
    eras = tables["eras"]
    # Raw and typed rows stand in the same order; the index of the raw ones is the line.
    records = raw["records"].set_axis(tables["records"].index)
    years = measure_years(records, date_sources(raw["sources"]))
    spans = zip(eras["id"], eras["first_year"], eras["last_year"].fillna(OPEN_YEAR), strict=True)
    tables["records"] = tables["records"].assign(**years, eras=name_eras(years, spans))
    until = eras["last_year"].fillna(int(years["last_year"].max())).astype("int64")
    tables["eras"] = eras.assign(until=until.clip(lower=eras["first_year"]))
    return tables


def _type_table(table: Table, rows: pd.DataFrame) -> pd.DataFrame:
    typed = pd.DataFrame({column.name: _type_cells(column, rows[column.name]) for column in table.columns})
    # Unnamed, because the key stays a column and pandas refuses a name that means both.
    is_keyed = table.primary_key == tuple(table.sort_keys)
    typed.index = (
        pd.Index(typed[table.primary_key[0]]).rename(None) if is_keyed else pd.RangeIndex(len(typed))
    )
    return typed


def _type_cells(column: Column, cells: pd.Series) -> pd.Series:
    match column.shape:
        case "number":
            return cells.astype("float64")
        case "integer":
            return cells.mask(cells == "").astype("int64" if column.required else "Int64")
        case "list":
            return _map_distinct(cells, lambda cell: tuple(column.items(cell)))
        case "citations":
            return _map_distinct(cells, lambda cell: _cite(column, cell))
        case "string" | "date":
            return cells
        case other:
            raise ValueError(f"unknown shape of a column: {other!r}")


def _cite(column: Column, cell: str) -> tuple[Citation, ...]:
    parts = [item.partition(column.locator) for item in column.items(cell)]
    return tuple(Citation(source, int(number) if number else None) for source, _, number in parts)


def _map_distinct(cells: pd.Series, convert: Callable[[str], tuple[object, ...]]) -> pd.Series:
    # Long tables repeat a few cells, so equal cells share one tuple.
    positions, distinct = pd.factorize(cells)
    converted = pd.Series([convert(cell) for cell in distinct], dtype=object)
    return converted.take(positions).set_axis(cells.index)
