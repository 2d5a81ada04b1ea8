"""Every file the atlas gives: its name, its media type, what writes it."""

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from atlas.catalog.package import Table
from atlas.export import csv_file, json_file
from atlas.export.citation_file import FORMS
from atlas.export.columns import partner_columns, record_columns
from atlas.export.data_package import TABLES, write_descriptor, write_package, write_table
from atlas.export.edition import Edition
from atlas.export.extract import Extract
from atlas.export.feed import write_feed
from atlas.export.geojson_file import write_partners
from atlas.export.graph_file import write_gexf, write_graphml
from atlas.export.one_file import write_page
from atlas.export.tables import (
    count_facet_rows,
    count_partners,
    flatten_record,
    flatten_row,
    select_network_rows,
    select_partner_rows,
    select_record_rows,
)
from atlas.export.workbook import write_workbook

_CSV = "text/csv; charset=utf-8; header=present"
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file.

    Parameters
    ----------
    name : str
        Its address below `/api/`, also the end of its name when saved.
    media_type : str
        Value of Content-Type.
    about : str
        What it gives, one sentence.
    write : callable
        Extract → the file in pieces, made one after the other.
    filtered : bool
        Whether it takes filters and focus.
    count : callable or None
        Extract → number of rows, for a list that may be read page by page.
    saved : bool
        Whether a browser saves it rather than showing it.
    has_page : bool
        Whether it differs from page to page, so that the page may be named.
    located : bool
        Whether it may be told by what address the reader knows the page.
    """

    name: str
    media_type: str
    about: str
    write: Callable[[Extract], Iterable[bytes]]
    filtered: bool = True
    count: Callable[[Extract], int] | None = None
    saved: bool = False
    has_page: bool = False
    located: bool = False


def file_kinds(edition: Edition) -> dict[str, FileKind]:
    """Return every kind of file of a data set by name."""
    tables = [_table_kind(table) for table in edition.catalog.package.tables]
    return {kind.name: kind for kind in [*_KINDS, *tables]}


def build_file(extract: Extract, name: str) -> bytes:
    """Return a file of a view as a whole.

    Parameters
    ----------
    extract : Extract
        The view.
    name : str
        One of `file_kinds`.

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    return b"".join(file_kinds(extract.edition)[name].write(extract))


def _table_kind(table: Table) -> FileKind:
    write = functools.partial(_write_table, name=table.name)
    about = f"{table.description} The rows the view refers to, as in the data file."
    return FileKind(f"{TABLES}/{table.path}", _CSV, about, write, saved=True)


def _write_table(extract: Extract, name: str) -> list[bytes]:
    return [write_table(extract, name)]


def _records_json(extract: Extract) -> Iterator[bytes]:
    return json_file.write_rows(extract, select_record_rows(extract), count=extract.size)


def _records_csv(extract: Extract) -> Iterator[bytes]:
    columns = record_columns(extract.edition.catalog, flat=True)
    return csv_file.write_rows(columns, map(flatten_record, select_record_rows(extract)))


def _partners_json(extract: Extract) -> Iterator[bytes]:
    return json_file.write_rows(extract, select_partner_rows(extract), count=count_partners(extract))


def _partners_csv(extract: Extract) -> Iterator[bytes]:
    return csv_file.write_rows(partner_columns(), map(flatten_row, select_partner_rows(extract)))


def _network_json(extract: Extract) -> Iterator[bytes]:
    network = select_network_rows(extract)
    return json_file.write_items(extract, network, count=len(network["edges"]))


def _facets_json(extract: Extract) -> Iterator[bytes]:
    rows = count_facet_rows(extract)
    return json_file.write_rows(extract, rows, count=len(rows))


def _size(extract: Extract) -> int:
    return extract.size


def _whole(write: Callable[[Extract], bytes]) -> Callable[[Extract], Iterable[bytes]]:
    return lambda extract: [write(extract)]


def _feed(extract: Extract) -> list[bytes]:
    return [write_feed(extract.edition, extract.base)]


_KINDS = (
    FileKind(
        "records.json", _JSON, "The records of the view, with sources resolved.", _records_json, count=_size
    ),
    FileKind(
        "records.csv",
        _CSV,
        "The same as a table for spreadsheet programs and pandas.",
        _records_csv,
        count=_size,
        saved=True,
    ),
    FileKind(
        "records.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "The same as a workbook: records, partners, sources, about.",
        _whole(write_workbook),
        saved=True,
    ),
    FileKind(
        "partners.json",
        _JSON,
        "One row a partner with a record in the view: counts, first and last year, domains, formats.",
        _partners_json,
        count=count_partners,
    ),
    FileKind("partners.csv", _CSV, "The same as a table.", _partners_csv, count=count_partners, saved=True),
    FileKind(
        "partners.geojson",
        "application/geo+json",
        "The same with the territory of each partner as polygons (EPSG:4326).",
        write_partners,
    ),
    FileKind("network.json", _JSON, "The relationship graph of the view: nodes and edges.", _network_json),
    FileKind(
        "network.graphml",
        "application/graphml+xml",
        "The same for Gephi, Cytoscape, yEd and networkx.",
        _whole(write_graphml),
        saved=True,
    ),
    FileKind("network.gexf", "application/gexf+xml", "The same for Gephi.", _whole(write_gexf), saved=True),
    FileKind(
        "facets.json",
        _JSON,
        "For every filter value the number of records it would leave, the other filters applied.",
        _facets_json,
    ),
    FileKind(
        "datapackage.json",
        _JSON,
        "The data dictionary: what each column of each table means (Frictionless Data Package).",
        _whole(write_descriptor),
    ),
    FileKind(
        "datapackage.zip",
        "application/zip",
        "The records of the view, every row they refer to and the dictionary in one archive.",
        _whole(write_package),
        saved=True,
    ),
    FileKind(
        "page.html",
        "text/html; charset=utf-8",
        "The view as one page that works from a disk: map, network, records, sources. An entity in focus is "
        "opened in it, the others stay.",
        _whole(write_page),
        saved=True,
    ),
    FileKind(
        "feed.atom",
        "application/atom+xml; charset=utf-8",
        "Changes of the data, a feed.",
        _feed,
        filtered=False,
    ),
    *(
        FileKind(
            f"cite.{form}",
            media_type,
            f"How to cite the record, the view or the atlas: {name}.",
            _whole(write),
            located=True,
        )
        for form, (media_type, name, write) in FORMS.items()
    ),
)
