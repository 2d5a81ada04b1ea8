"""The one place where a column is described, datapackage.json: read, and turned into a pandera schema.

Beside the standard properties of a Frictionless Data Package a column has four of ours: `list`
(a separator), `references` (`table.column`, `hub` or `iso3`; alternatives joined by `|`),
`partialDate`, and `locator` (what may follow the id of a source).
"""

import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from atlas.catalog.jsonnode import JsonNode, read_json
from atlas.catalog.package import HUB, ISO3, PACKAGE_FILE, Column, Hub, Package, Table
from atlas.catalog.problems import Problem

RELIED_ON = {
    "records": {
        "string": "id kind title summary scope confidence date_basis",
        "date": "date end_date",
        "list": "partners organisations formats domains place",
        "citations": "sources",
    },
    "partners": {
        "string": "iso3 name region status",
        "number": "capital_lat capital_lon",
        "list": "listed_in",
    },
    "formats": {"string": "id name kind summary", "list": "members", "date": "since", "citations": "sources"},
    "organisations": {"string": "id name kind seat summary", "citations": "sources"},
    "domains": {"string": "id name group definition", "citations": "sources"},
    "eras": {"string": "id name why", "integer": "first_year last_year"},
    "places": {"string": "id name iso3", "number": "lat lon"},
    "sources": {"string": "id title publisher url kind language", "date": "date accessed"},
    "conflicts": {"string": "id field what", "list": "records", "citations": "sources"},
    "aliases": {"string": "alias id"},
}
"""Tables and columns the atlas knows by name, by shape: without them a folder is of another kind."""

_TYPES = ("string", "number", "integer")
_FILE_NAME = r"[A-Za-z0-9_-]+\.csv"
_DECIMAL = r"-?[0-9]+(\.[0-9]+)?"
_INTEGER = r"-?[0-9]+"
_URL = r"https?://[^\s/?#@:\[\]\\]+(:[0-9]+)?([/?#][^\s\\]*)?"


def read_package(folder: Path) -> tuple[Package | None, list[Problem]]:
    """Read `datapackage.json` of a folder.

    Returns
    -------
    package : Package or None
        None if there is any problem.
    problems : list of Problem
        Everything wrong with the description, in the order of the file.
    """
    root, problems = read_json(folder / PACKAGE_FILE)
    if root is None:
        return None, problems
    package = _package(root)
    _note_missing_parts(root, package)
    return (None if problems else package), problems


def _package(root: JsonNode) -> Package:
    hub = root["hub"]
    return Package(
        name=root["name"].text(),
        title=root["title"].text(),
        description=root["description"].text(),
        version=root["version"].text(),
        created=root["created"].day(),
        hub=Hub(iso3=hub["iso3"].text(r"[A-Z]{3}"), name=hub["name"].text(), capital=hub["capital"].text()),
        tables=tuple(_table(resource) for resource in root["resources"].items()),
    )


def _table(resource: JsonNode) -> Table:
    schema = resource["schema"]
    foreign = dict(_foreign_key(key) for key in schema["foreignKeys"].items(optional=True))
    return Table(
        name=resource["name"].text(),
        title=resource["title"].text(),
        description=resource["description"].text(),
        path=resource["path"].text(_FILE_NAME),
        columns=tuple(_column(field, foreign) for field in schema["fields"].items()),
        primary_key=schema["primaryKey"].texts(),
    )


def _column(field: JsonNode, foreign: dict[str, str]) -> Column:
    limits = field["constraints"]
    name = field["name"].text()
    references = field["references"].text(default=foreign.get(name, ""))
    return Column(
        name=name,
        type=field["type"].choice(_TYPES),
        title=field["title"].text(),
        description=field["description"].text(),
        required=limits["required"].flag(),
        unique=limits["unique"].flag(),
        pattern=limits["pattern"].pattern(),
        enum=limits["enum"].texts(),
        minimum=limits["minimum"].number(),
        maximum=limits["maximum"].number(),
        max_length=limits["maxLength"].count(),
        categories=tuple(
            (item["value"].text(), item["label"].text()) for item in field["categories"].items(optional=True)
        ),
        separator=field["list"].text(default=""),
        references=tuple(references.split("|")) if references else (),
        partial_date=field["partialDate"].flag(),
        locator=field["locator"].text(default=""),
        is_url=name == "url" or field["format"].text(default="") == "uri",
    )


def _foreign_key(key: JsonNode) -> tuple[str, str]:
    # Only keys of one column occur; a list has no standard form, hence `references`.
    columns, target = key["fields"].texts(), key["reference"]
    return "".join(columns[:1]), f"{target['resource'].text()}.{''.join(target['fields'].texts()[:1])}"


def _note_missing_parts(root: JsonNode, package: Package) -> None:
    shapes = {
        f"{table.name}.{column.name}": column.shape for table in package.tables for column in table.columns
    }
    for table, columns in RELIED_ON.items():
        for shape, names in columns.items():
            for where in (f"{table}.{name}" for name in names.split()):
                if shapes.get(where) != shape:
                    root["resources"].fault(where, f"The atlas needs {where} of shape {shape}.")
    for described in package.tables:
        for column in described.columns:
            for target in set(column.references) - set(shapes) - {HUB, ISO3}:
                root["resources"].fault(
                    target, f"{described.name}.{column.name} refers to an unknown column."
                )


def build_frame_schema(table: Table, *, only: Collection[str]) -> pa.DataFrameSchema:
    """Build the pandera schema of a table as it is read: texts, with NA for an empty cell.

    Every check is vectorised and has its problem code as `error`; lazy validation gives all
    failures of a frame, with the index of each row.

    Parameters
    ----------
    table : Table
        Description of the columns.
    only : collection of str
        Columns the frame has; the others are left out.
    """
    return pa.DataFrameSchema(
        {
            column.name: _frame_column(column, is_key=table.primary_key == (column.name,))
            for column in table.columns
            if column.name in only
        }
    )


def _frame_column(column: Column, *, is_key: bool) -> pa.Column:
    return pa.Column(
        None,
        [pa.Check(check, error=code) for code, check in _cell_checks(column)],
        nullable=not column.required,
        unique=column.unique or is_key,
        report_duplicates="exclude_first",
    )


def _cell_checks(column: Column) -> Iterator[tuple[str, Callable[[pd.Series], pd.Series]]]:
    if column.enum:
        yield "unknown-code", lambda cells: cells.isin(column.enum)
    if column.pattern:
        yield "pattern-mismatch", lambda cells: cells.str.fullmatch(column.pattern)
    if (longest := column.max_length) is not None:
        yield "too-long", lambda cells: cells.str.len() <= longest
    if column.is_url:
        yield "bad-url", lambda cells: cells.str.fullmatch(_URL)
    if column.type == "number":
        yield "not-a-number", lambda cells: cells.str.fullmatch(_DECIMAL)
    if column.type == "integer":
        yield "not-an-integer", lambda cells: cells.str.fullmatch(_INTEGER)
    if column.type != "string":
        yield "out-of-range", lambda cells: _is_in_range(cells, column)


def _is_in_range(cells: pd.Series, column: Column) -> pd.Series:
    # What is no number at all has a code of its own, so NaN passes here.
    numbers = pd.to_numeric(cells.where(cells.str.fullmatch(_DECIMAL)), errors="coerce").astype(float)
    low = -sys.float_info.max if column.minimum is None else column.minimum
    high = sys.float_info.max if column.maximum is None else column.maximum
    return ~(numbers < low) & ~(numbers > high)
