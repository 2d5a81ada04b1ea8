"""The machine surface described: for programs (OpenAPI 3.1) and for people (a plain page)."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from atlas.address import LISTS, PARAMETERS, allowed_values
from atlas.catalog import Catalog
from atlas.export.columns import partner_schemas, record_schemas
from atlas.export.edition import Edition
from atlas.export.extract import Extract
from atlas.export.files import FileKind
from atlas.export.json_file import encode_json
from atlas.export.snippet import build_snippets
from atlas.model import MAX_COMPARED, MAX_QUERY
from atlas.server.api_query import LONGEST_QUERY, PAGING, known_parameters
from atlas.views.text import escape

PREFIX: Final = "/api"
"""Where the machine surface begins."""

Part = dict[str, Any]

_MEANINGS: Final = {
    "domain": "Field of cooperation.",
    "era": "Named span of years.",
    "years": "First and last year, both included: `years=2014&years=2019`.",
    "kind": "Kind of record.",
    "region": "Region of a partner.",
    "confidence": "How sure the fact is.",
    "scope": "Said of these participants (`direct`), of all partners at once (`collective`), or bearing on "
    "the cooperation without being an act of it (`context`). Without it: `direct` and `collective`.",
    "mark": "Only records whose date was inferred (`inferred`) or whose sources disagree (`conflict`).",
    "q": f"Words to find, case- and accent-blind; all must occur. {MAX_QUERY} characters, gaps counted once.",
    "focus": "An entity: only the records that concern it; all of them for the hub.",
    "record": "A record: that one alone, whatever the filters.",
    "with": f"Up to {MAX_COMPARED} entities: the records that concern one of them, whatever the focus.",
    "limit": "How many rows to give at most. Without it: all.",
    "offset": "How many rows to pass over.",
}
_ERRORS: Final = {
    "304": "Nothing has changed since the answer with the tag in If-None-Match.",
    "400": "Something in the query was not understood; the answer says what would be.",
    "405": "Only GET, HEAD and OPTIONS are answered.",
    "414": f"The query is longer than {LONGEST_QUERY} bytes.",
    "503": "Too many answers are being made; Retry-After says when to come again.",
}
_TEXT: Final = {"type": "string"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: data for machines</title>
<style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}}
td,th{{text-align:left;vertical-align:top;padding:.3rem 1rem .3rem 0}}pre,code{{overflow-wrap:anywhere}}
pre{{white-space:pre-wrap}}
@media (prefers-color-scheme:dark){{body{{background:#15181c;color:#e9e7e2}}a{{color:#9cc3ee}}}}</style>
</head><body><h1>{title}: data for machines</h1>
<p>{sentence}</p>
<p>Data version {version}, {created}. Licence: {licence}.</p>
<h2>Addresses</h2>
<table>{addresses}</table>
<h2>Filters</h2>
<p>The same as in the address of a page. A parameter may be repeated: values of one are joined by “or”,
different ones by “and”. What is not understood gives status 400 and says what would be.</p>
<table>{parameters}</table>
{snippets}</body></html>
"""


def own_kinds(kinds: Mapping[str, FileKind]) -> dict[str, FileKind]:
    """Return the two files that describe all the others: `openapi.json`, and the page under ''."""

    def write_description(extract: Extract) -> list[bytes]:
        return [encode_json(build_openapi(extract.edition, kinds, extract.base)).encode() + b"\n"]

    def write_page(extract: Extract) -> list[bytes]:
        return [build_page(extract, {**kinds, description.name: description}).encode()]

    about = "This surface as an OpenAPI description."
    description = FileKind("openapi.json", "application/json", about, write_description, filtered=False)
    page = FileKind("", "text/html; charset=utf-8", "This page.", write_page)
    return {description.name: description, page.name: page}


def build_openapi(edition: Edition, kinds: Mapping[str, FileKind], base: str) -> Part:
    """Return the OpenAPI 3.1 description.

    Parameters
    ----------
    edition : Edition
        The data set: its ids are what the filters take.
    kinds : mapping of str to FileKind
        What is served.
    base : str
        Public address of the atlas, '' where it is not known.
    """
    catalog, licence = edition.catalog, edition.licence
    info = {"title": catalog.title, "description": catalog.description, "version": catalog.version}
    stated = {"name": licence.name} | ({"url": licence.url} if licence.url else {})
    return {
        "openapi": "3.1.0",
        "info": info | {"license": stated},
        "servers": [{"url": base or "/"}],
        "paths": {f"{PREFIX}/{kind.name}": {"get": _operation(kind)} for kind in kinds.values()},
        "components": {
            "parameters": {name: _parameter(name, catalog) for name in (*PARAMETERS, *PAGING)},
            "responses": {code: _error(code) for code in _ERRORS},
            "schemas": _schemas(catalog),
        },
    }


def build_page(extract: Extract, kinds: Mapping[str, FileKind]) -> str:
    """Return the page that lists every address, for the view it was asked with."""
    edition = extract.edition
    catalog = edition.catalog
    return _PAGE.format(
        title=escape(catalog.title),
        sentence=escape(extract.sentence),
        version=escape(catalog.version),
        created=catalog.created.isoformat(),
        licence=escape(str(edition.licence)),
        addresses="\n".join(_address_row(extract, kind) for kind in kinds.values()),
        parameters="\n".join(_parameter_row(name, catalog) for name in (*PARAMETERS, *PAGING)),
        snippets="\n".join(_snippets(extract)),
    )


def _operation(kind: FileKind) -> Part:
    parameters = [{"$ref": f"#/components/parameters/{name}"} for name in known_parameters(kind)]
    media_type = kind.media_type.partition(";")[0]
    answer = {
        "description": kind.about,
        "headers": {"ETag": {"required": True, "schema": _TEXT}, "Link": {"schema": _TEXT}},
        "content": {media_type: {"schema": _SCHEMA_OF.get(kind.name, {})}},
    }
    errors = {code: {"$ref": f"#/components/responses/{code}"} for code in _ERRORS}
    name = kind.name.replace("/", "-").replace(".", "-")
    return {
        "operationId": name,
        "summary": kind.about,
        "parameters": parameters,
        "responses": {"200": answer} | errors,
    }


def _parameter(name: str, catalog: Catalog) -> Part:
    repeated = {"style": "form", "explode": True} if name in (*LISTS, "years", "with") else {}
    where = {"name": name, "in": "query", "required": False, "description": _MEANINGS[name]}
    return where | repeated | {"schema": _parameter_schema(name, catalog)}


def _parameter_schema(name: str, catalog: Catalog) -> Part:
    if name in LISTS:
        return {"type": "array", "items": {"type": "string", "enum": list(allowed_values(name, catalog))}}
    if name in PAGING:
        least, largest = PAGING[name]
        return {"type": "integer", "minimum": least, "maximum": largest}
    match name:
        case "years":
            year = {"type": "integer", "minimum": catalog.first_year, "maximum": catalog.last_year}
            return {"type": "array", "items": year, "minItems": 2, "maxItems": 2}
        case "q":
            return _TEXT
        case "focus":
            return {"type": "string", "enum": list(catalog.entities)}
        case "record":
            return {"type": "string", "examples": catalog.records["id"].head(1).tolist()}
        case "with":
            codes = [code for code in catalog.entities if code != catalog.hub.iso3]
            return {"type": "array", "items": {"type": "string", "enum": codes}, "maxItems": MAX_COMPARED}
        case other:
            raise ValueError(f"no schema for the parameter {other!r}")


def _error(code: str) -> Part:
    if code == "304":
        return {"description": _ERRORS[code]}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {"description": _ERRORS[code], "content": content}


def _schemas(catalog: Catalog) -> dict[str, Part]:
    return {
        "Record": _object(record_schemas(catalog)),
        "Partner": _object(partner_schemas(catalog)),
        "Facet": _object({"parameter": _TEXT, "value": _TEXT, "label": _TEXT, "records": _COUNT}),
        "Node": _object({"id": _TEXT, "name": _TEXT, "kind": _TEXT, "records": _COUNT}),
        "Edge": _object({"source": _TEXT, "target": _TEXT, "kind": _TEXT, "records": _COUNT}),
        "Refusal": _object(
            {"error": _TEXT, "parameter": _TEXT, "value": _TEXT, "allowed": {"type": "array", "items": _TEXT}}
        ),
    }


def _object(properties: Part) -> Part:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(name: str) -> Part:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _envelope(items: Part) -> Part:
    filters = {"type": "object", "additionalProperties": {"type": "array", "items": _TEXT}}
    return _object({"data_version": _TEXT, "filters": filters, "count": _COUNT, "items": items})


_SCHEMA_OF: Final = {
    "records.json": _envelope(_list("Record")),
    "partners.json": _envelope(_list("Partner")),
    "facets.json": _envelope(_list("Facet")),
    "network.json": _envelope(_object({"nodes": _list("Node"), "edges": _list("Edge")})),
    "partners.geojson": _object({"type": {"const": "FeatureCollection"}, "features": {"type": "array"}}),
    "datapackage.json": _object({"name": _TEXT, "version": _TEXT, "resources": {"type": "array"}}),
}


def _address_row(extract: Extract, kind: FileKind) -> str:
    query = f"?{extract.query}" if kind.filtered and extract.query else ""
    link = escape(f"{PREFIX.strip('/')}/{kind.name}{query}")
    return f'<tr><th><a href="{link}">{escape(kind.name)}</a></th><td>{escape(kind.about)}</td></tr>'


def _parameter_row(name: str, catalog: Catalog) -> str:
    values = " ".join(allowed_values(name, catalog)) if name in LISTS else ""
    text = f"{escape(_MEANINGS[name])} <code>{escape(values)}</code>"
    return f"<tr><th>{escape(name)}</th><td>{text}</td></tr>"


def _snippets(extract: Extract) -> Iterator[str]:
    if extract.base:
        yield "<h2>Load this view</h2>"
        for text in build_snippets(extract).values():
            yield f"<pre>{escape(text)}</pre>"
