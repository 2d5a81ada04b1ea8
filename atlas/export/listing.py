"""The files of a view, listed: what each is, and how many rows it has."""

from collections.abc import Iterable, Iterator

from atlas.export.data_package import TABLES, select_tables
from atlas.export.extract import Extract
from atlas.export.files import FileKind
from atlas.export.json_file import write_rows
from atlas.export.tables import Row, count_partners, select_network_rows


def write_listing(extract: Extract, kinds: Iterable[FileKind]) -> Iterator[bytes]:
    """Yield the list of files as JSON, in the order of `kinds`."""
    rows = list_files(extract, kinds)
    return write_rows(extract, rows, count=len(rows))


def list_files(extract: Extract, kinds: Iterable[FileKind]) -> list[Row]:
    """Return a row for each file of a view.

    Parameters
    ----------
    extract : Extract
        The view.
    kinds : iterable of FileKind
        What there is.

    Returns
    -------
    list of Row
        `name` (its address below `/api/`), `media_type`, `about`, `filtered` (whether it differs from view
        to view) and `rows`: records, partners, ties of the network, rows of a table; None for the others.
    """
    rows = _count_rows(extract)
    return [
        {
            "name": kind.name,
            "media_type": kind.media_type.partition(";")[0],
            "about": kind.about,
            "filtered": kind.filtered,
            "rows": rows.get(kind.name.rpartition(".")[0]),
        }
        for kind in kinds
    ]


def _count_rows(extract: Extract) -> dict[str, int]:
    tables = {f"{TABLES}/{name}": len(rows) for name, rows in select_tables(extract.selection).items()}
    return tables | {
        "records": extract.size,
        "partners": count_partners(extract),
        "network": len(select_network_rows(extract)["edges"]),
    }
