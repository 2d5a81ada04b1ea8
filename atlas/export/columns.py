"""What the columns of the exported rows are: their names, what they mean, what they hold.

The columns of the data files are described in `datapackage.json` and nowhere else; here stands what an
export adds to them.
"""

from typing import Any, Final

from atlas.catalog import Catalog
from atlas.catalog.package import Column

Schema = dict[str, Any]
"""A JSON Schema."""

_TEXT: Final = {"type": "string"}
_TEXTS: Final = {"type": "array", "items": {"type": "string"}}
_NUMBER: Final = {"type": "number"}
_INTEGER: Final = {"type": "integer"}

_ADDED_TO_RECORDS: Final[dict[str, Schema]] = {
    "first_year": _INTEGER | {"description": "Year in which it began."},
    "last_year": _INTEGER | {"description": "Last year the sources vouch for."},
    "eras": _TEXTS | {"description": "Eras it touches, earliest first."},
    "conflicts": {
        "type": "array",
        "description": "Where sources disagree; both sides are kept.",
        "items": {
            "type": "object",
            "required": ["id", "field", "what"],
            "properties": {"id": _TEXT, "field": _TEXT, "what": _TEXT},
        },
    },
}

_ADDED_TO_PARTNERS: Final[dict[str, Schema]] = {
    "records": _INTEGER | {"description": "Records that count as cooperation: direct and collective."},
    "direct": _INTEGER | {"description": "Records tied to these participants."},
    "collective": _INTEGER | {"description": "Records said of all partners at once."},
    "context": _INTEGER | {"description": "Records that bear on cooperation; counted nowhere else."},
    "first_year": _INTEGER | {"description": "First year of the records."},
    "last_year": _INTEGER | {"description": "Last year of the records."},
    "domains": _TEXTS | {"description": "Fields of its records in the view, most records first."},
    "formats": _TEXTS | {"description": "Formats it is a member of that its records in the view name."},
}

PARTNER_FILE_COLUMNS: Final = ("iso3", "name", "region", "status", "capital_lat", "capital_lon")
"""Columns of `partners.csv` that stand in a row of counts."""

_FLAT_SOURCES: Final = ("sources", "source_references", "source_urls")


def record_columns(catalog: Catalog, *, flat: bool = False) -> list[str]:
    """Return the columns of a record, in order; `flat` as in tables, where sources take three."""
    names = list(record_schemas(catalog))
    if not flat:
        return names
    place = names.index("sources")
    return [*names[:place], *_FLAT_SOURCES, *names[place + 1 :]]


def partner_columns() -> list[str]:
    """Return the columns of a partner, in order."""
    return [*PARTNER_FILE_COLUMNS, *_ADDED_TO_PARTNERS]


def record_schemas(catalog: Catalog) -> dict[str, Schema]:
    """Return the columns of a record with what each holds."""
    columns = {column.name: _schema(column) for column in catalog.package.table("records").columns}
    columns["sources"] = {
        "type": "array",
        "description": columns["sources"]["description"],
        "items": _citation_schema(catalog),
    }
    return columns | _ADDED_TO_RECORDS


def partner_schemas(catalog: Catalog) -> dict[str, Schema]:
    """Return the columns of a partner with what each holds."""
    table = catalog.package.table("partners")
    return {name: _schema(table.column(name)) for name in PARTNER_FILE_COLUMNS} | _ADDED_TO_PARTNERS


def _citation_schema(catalog: Catalog) -> Schema:
    columns = {column.name: _schema(column) for column in catalog.package.table("sources").columns}
    columns["paragraph"] = {"type": ["integer", "null"], "description": "Which paragraph, counted from 1."}
    columns["reference"] = _TEXT | {"description": "The source in a line."}
    return {"type": "object", "required": list(columns), "properties": columns}


def _schema(column: Column) -> Schema:
    """Return what a column of a data file holds, as JSON; null where nothing is known."""
    described = {"title": column.title, "description": column.description}
    match column.shape:
        case "list" | "citations":
            return _TEXTS | described
        case "number":
            return _NUMBER | described if column.required else {"type": ["number", "null"], **described}
        case "integer":
            return _INTEGER | described if column.required else {"type": ["integer", "null"], **described}
        case "string" | "date":
            schema = _TEXT if column.required else {"type": ["string", "null"]}
            return (
                schema | described | ({"enum": list(column.enum)} if column.enum and column.required else {})
            )
        case other:
            raise ValueError(f"unknown shape of a column: {other!r}")
