"""XLSX: a workbook of four sheets, `records`, `partners`, `sources` and `about`.

A text is written as a text, whatever it begins with, so no cell is a formula.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Final

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.worksheet._write_only import WriteOnlyWorksheet  # type: ignore[import-untyped]

from atlas.export.about import describe_file
from atlas.export.archive import pack_files
from atlas.export.columns import partner_columns, record_columns
from atlas.export.extract import Extract
from atlas.export.letters import clean_text
from atlas.export.tables import (
    Row,
    flatten_record,
    flatten_row,
    select_partner_rows,
    select_record_rows,
    select_source_rows,
)

_LONGEST: Final = 32_767
"""Characters a cell may hold."""

_SAVED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_workbook(extract: Extract) -> bytes:
    """Return the view as a workbook."""
    extract = extract.whole()
    catalog = extract.edition.catalog
    book = Workbook(write_only=True)
    _describe(book, extract)
    records = map(flatten_record, select_record_rows(extract))
    _add_sheet(book, "records", record_columns(catalog, flat=True), records)
    _add_sheet(book, "partners", partner_columns(), map(flatten_row, select_partner_rows(extract)))
    _add_sheet(book, "sources", catalog.package.table("sources").names, select_source_rows(extract))
    about = ({"name": name, "value": text} for name, text in describe_file(extract).items())
    _add_sheet(book, "about", ["name", "value"], about)
    buffer = io.BytesIO()
    book.save(buffer)
    return _settle(buffer, catalog.created)


def _describe(book: Workbook, extract: Extract) -> None:
    about = describe_file(extract)
    book.properties.title = about["title"]
    book.properties.creator = about["title"]
    book.properties.description = f"{about['sentence']}. {about['licence']}. {about['cite']}"
    book.properties.version = about["data_version"]
    book.properties.created = datetime.datetime.combine(extract.edition.catalog.created, datetime.time())


def _add_sheet(book: Workbook, title: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, row[name]) for name in columns])


def _cell(sheet: WriteOnlyWorksheet, value: str | float | None) -> WriteOnlyCell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, _shorten(clean_text(value)))
    cell.data_type = "s"  # openpyxl makes a formula of what begins with "="
    return cell


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _settle(saved: io.BytesIO, day: datetime.date) -> bytes:
    """Return the workbook without the moment it was written at."""
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    moment = f"{day.isoformat()}T00:00:00Z".encode()
    parts["docProps/core.xml"] = _SAVED.sub(rb"\g<1>" + moment, parts["docProps/core.xml"])
    return pack_files(parts, day)
