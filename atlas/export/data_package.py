"""A Frictionless Data Package: the records of a view and every row they refer to, with the description.

The tables have the columns of the data files, so an unpacked archive is itself a folder the atlas can run on.
"""

import copy
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from atlas.catalog import Catalog, Citation
from atlas.catalog.package import HUB, ISO3, Column, Table
from atlas.export.about import describe_file, write_readme
from atlas.export.archive import pack_files
from atlas.export.csv_file import write_plain
from atlas.export.edition import CHANGES, DESCRIPTOR
from atlas.export.extract import Extract
from atlas.query import Selection

TABLES: Final = "tables"
"""Folder of the single tables on the machine surface."""


def write_package(extract: Extract) -> bytes:
    """Return the zip archive: the description, the tables, a README and the list of changes."""
    catalog = extract.edition.catalog
    rows = select_tables(extract.selection)
    tables = {table.path: _write_rows(table, rows[table.name]) for table in catalog.package.tables}
    descriptor = build_descriptor(extract)
    for resource in descriptor["resources"]:
        content = tables[resource["path"]]
        resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    files = {DESCRIPTOR: _encode(descriptor), "README.txt": write_readme(extract).encode(), **tables}
    if extract.edition.changes:
        files[CHANGES] = extract.edition.changes.encode()
    return pack_files(files, catalog.created)


def write_descriptor(extract: Extract, *, with_query: bool = True) -> bytes:
    """Return the data dictionary; each table has the address it is found at beside it, for this view.

    Without the query, a table is the file of that name.
    """
    descriptor = build_descriptor(extract)
    query = f"?{extract.query}" if with_query and extract.query else ""
    for resource in descriptor["resources"]:
        resource["path"] = f"{TABLES}/{resource['path']}{query}"
    return _encode(descriptor)


def write_table(extract: Extract, name: str) -> bytes:
    """Return one table of the view with the columns of the data file.

    Raises
    ------
    KeyError
        If there is no such table.
    """
    table = extract.edition.catalog.package.table(name)
    return _write_rows(table, select_tables(extract.selection)[name])


def build_descriptor(extract: Extract) -> dict[str, Any]:
    """Return the description of the data, saying which view of them the tables hold."""
    descriptor = copy.deepcopy(dict(extract.edition.descriptor))
    about = describe_file(extract)
    descriptor["view"] = {name: about[name] for name in ("sentence", "filters", "address")}
    descriptor["citation"] = about["cite"]
    if about["address"]:
        descriptor["homepage"] = about["address"]
    return descriptor


def select_tables(selection: Selection) -> dict[str, pd.DataFrame]:
    """Return the records of a view in the order of the file, and of every other table what they refer to.

    Parameters
    ----------
    selection : Selection
        The records in view.

    Returns
    -------
    dict of str to DataFrame
        Every table of the data set, columns as in the catalogue. Eras are all there, since no record refers
        to one; a conflict names only those of its records that are in the view. Of a table the atlas does not
        know by name, and of the aliases, the rows that refer to nothing outside.
    """
    catalog = selection.catalog
    records = catalog.records[selection.mask]
    formats = _having(catalog.formats, _listed(records["formats"]))
    partners = _having(catalog.partners, _listed(records["partners"]) | _listed(formats["members"]))
    organisations = _having(catalog.organisations, _listed(records["organisations"]))
    seats = {catalog.hub.capital, *organisations["seat"]}
    tables = {
        "records": records,
        "partners": partners,
        "formats": formats,
        "organisations": organisations,
        "domains": _having(catalog.domains, _listed(records["domains"])),
        "eras": catalog.eras.sort_index(),
        "places": _having(catalog.places, _listed(records["place"]) | seats),
        "conflicts": _conflicts(catalog, set(records.index)),
    }
    tables["sources"] = _having(catalog.sources, _cited(tables.values()))
    for table in catalog.package.tables:
        if table.name not in tables:
            tables[table.name] = _referring(catalog, table, tables)
    return tables


def _referring(catalog: Catalog, table: Table, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of a table that refer to nothing but what is in `tables`."""
    rows = catalog.tables[table.name]
    for column in table.columns:
        # A country code refers to a standard, not to a table.
        if column.references and ISO3 not in column.references:
            known = {item for name in column.references for item in _known(catalog, name, tables)}
            inside = [_items(cell) <= known for cell in rows[column.name]]
            rows = rows[pd.Series(inside, index=rows.index, dtype=bool)]
    return rows


def _known(catalog: Catalog, reference: str, tables: Mapping[str, pd.DataFrame]) -> set[str]:
    if reference == HUB:
        return {catalog.hub.iso3}
    table, _, column = reference.partition(".")
    return set(tables.get(table, catalog.tables[table])[column])


def _items(cell: str | tuple[str | Citation, ...]) -> set[str]:
    if isinstance(cell, str):
        return {cell} if cell else set()
    return {item.source if isinstance(item, Citation) else item for item in cell}


def _having(rows: pd.DataFrame, wanted: set[str]) -> pd.DataFrame:
    return rows[rows.index.isin(wanted)]


def _listed(cells: "pd.Series[Any]") -> set[str]:
    return {item for cell in cells for item in cell}


def _cited(tables: Iterable[pd.DataFrame]) -> set[str]:
    frames = list(tables)
    citations = [cell for rows in frames if "sources" in rows for cell in rows["sources"]]
    listed = [cell for rows in frames if "listed_in" in rows for cell in rows["listed_in"]]
    return {citation.source for cell in citations for citation in cell} | {
        item for cell in listed for item in cell
    }


def _conflicts(catalog: Catalog, records: set[str]) -> pd.DataFrame:
    conflicts = catalog.conflicts
    seen = [tuple(record for record in cell if record in records) for cell in conflicts["records"]]
    shown = conflicts.assign(records=pd.Series(seen, index=conflicts.index, dtype=object))
    return shown[shown["records"].map(bool).astype(bool)]


def _write_rows(table: Table, rows: pd.DataFrame) -> bytes:
    cells = [[_cell(column, value) for value in rows[column.name]] for column in table.columns]
    return write_plain(table.names, zip(*cells, strict=True))


def _cell(column: Column, value: Any) -> object:  # noqa: ANN401, the cell of a typed table
    match column.shape:
        case "list":
            return column.separator.join(value)
        case "citations":
            return column.separator.join(_cite(column, citation) for citation in value)
        case "number" | "integer":
            return "" if pd.isna(value) else _number(value)
        case "string" | "date":
            return value
        case other:
            raise ValueError(f"unknown shape of a column: {other!r}")


def _cite(column: Column, citation: Citation) -> str:
    return citation.source + (f"{column.locator}{citation.paragraph}" if citation.paragraph else "")


def _number(value: float) -> str:
    # Never 1e-05: the data files take plain decimals only.
    return str(int(value)) if value == int(value) else f"{value:.10f}".rstrip("0")


def _encode(descriptor: dict[str, Any]) -> bytes:
    return (json.dumps(descriptor, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode()
