"""The profile of an entity: what there is to say of it, and what the reader opens in it, a part at a time."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from atlas.catalog import Catalog
from atlas.index import index_of
from atlas.query import Selection, count_column, count_members, select_of
from atlas.views.panel import build_entry, describe_kind
from atlas.views.record import build_sources
from atlas.views.rhythm import build_rhythm, count_rhythm
from atlas.views.summary import describe_entity
from atlas.views.text import describe_number, describe_years, entity_name
from atlas.views.thin import describe_thin
from atlas.words import gettext

PAGE_ROWS: Final = 5
"""Records or disagreements sent at once; the reader asks for more."""

MOST_PRINTED: Final = 150
"""A printed profile holds no more records than this; it says how many it leaves out."""

DOMAIN: Final = "domain:"
"""Before the id of a domain: the key of the part with its records, as `live/profile.js` has it."""

OTHERS: Final = "others"
CONFLICTS: Final = "conflicts"

_OTHERS: Final = 10
"""Partners in the table until the reader asks for all."""


def build_profile(selection: Selection, code: str) -> dict[str, Any]:
    """Return what stands in a profile before anything is opened: a few kilobytes of plain text and numbers.

    Parameters
    ----------
    selection : Selection
        The records in view.
    code : str
        Id of the entity; that of the hub for the overview.

    Raises
    ------
    KeyError
        If `code` is no entity of the data set.
    """
    catalog = selection.catalog
    own = select_of(selection, code)
    others = _others(own, code)
    return {
        "code": code,
        "kind": describe_kind(catalog, code),
        "about": _about(catalog, code),
        "summary": describe_entity(own, code),
        "thin": describe_thin(own, code),
        "rhythm": build_rhythm(catalog, count_rhythm(own)) if own.mask.any() else None,
        "domains": list(count_column(own, "domain").items()),
        "tied": [part for part in _tied(own, code) if part["items"]],
        "others": {"label": _others_label(catalog, code), "rows": others[:_OTHERS], "number": len(others)},
        "conflicts": len(_conflicts(own)),
    }


def build_part(selection: Selection, code: str, key: str, first: int) -> dict[str, Any] | None:
    """Return a part of a profile the reader opened, from its row `first` on.

    Parameters
    ----------
    selection : Selection
        The records in view.
    code : str
        Id of the entity.
    key : str
        `DOMAIN` and the id of a domain, `OTHERS` or `CONFLICTS`.
    first : int
        How many rows the reader has already.

    Returns
    -------
    dict or None
        `key`, `first`, `rows`, and `number` of rows there are in all; None if there is no such part.
        Records come newest first.
    """
    own = select_of(selection, code)
    last = first + PAGE_ROWS
    if key == OTHERS:
        rows: Sequence[Any] = _others(own, code)
        return {"key": key, "first": 0, "rows": rows, "number": len(rows)}
    if key == CONFLICTS:
        conflicts = _conflicts(own)
        rows = [_conflict(own.catalog, conflict) for conflict in conflicts[first:last]]
        return {"key": key, "first": first, "rows": rows, "number": len(conflicts)}
    domain = key.removeprefix(DOMAIN)
    if domain == key or domain not in count_column(own, "domain"):
        return None
    inside = _of_domain(own, domain)
    number = int(inside.mask.sum())
    newest = reversed(inside.rows(max(number - last, 0), max(number - first, 0)))
    rows = [build_entry(own.catalog, row) for row in newest]
    return {"key": key, "first": first, "rows": rows, "number": number}


def build_print(selection: Selection, code: str) -> dict[str, Any]:
    """Return what a printed profile holds beside the rest: each record once, others, disagreements.

    The overview of the hub goes without: there it would be the whole data set.
    """
    own = select_of(selection, code)
    most = 0 if own.catalog.entities[code].kind == "hub" else MOST_PRINTED
    left = int(own.mask.sum()) - most
    more = gettext("{number} more records are left out here; the page of records lists them.")
    if not most:
        more = gettext("The {number} records are left out here; the page of records lists them.")
    return {
        "records": [build_entry(own.catalog, row) for row in own.rows(0, most)],
        "more": more.format(number=describe_number(left)) if left > 0 else "",
        "others": _others(own, code),
        "conflicts": [_conflict(own.catalog, conflict) for conflict in _conflicts(own)[:most]],
    }


def _about(catalog: Catalog, code: str) -> dict[str, Any] | None:
    """Return what the sources say a format or an organisation is for."""
    table = {"format": "formats", "organisation": "organisations"}.get(catalog.entities[code].kind)
    if table is None:
        return None
    row = catalog.rows(table)[code]
    return {"text": gettext(row["summary"]), "sources": build_sources(catalog, row["sources"])}


def _tied(own: Selection, code: str) -> list[dict[str, Any]]:
    """Return members, formats and organisations, each to be clicked, with its records in view."""
    catalog = own.catalog
    kind = catalog.entities[code].kind
    counts = {table: count_members(own, table) for table in ("formats", "organisations")}
    formats = {other: n.direct for other, n in counts["formats"].items() if n.direct and other != code}
    if kind == "partner":
        # What is said of several formats at once names the partners of all of them.
        shared = (other for other in counts["formats"] if code in catalog.rows("formats")[other]["members"])
        formats = {other: counts["formats"][other].records for other in shared}
    members = catalog.members(code) if kind == "format" else ()
    others = {other: n.records for other, n in counts["organisations"].items() if n.records and other != code}
    return [
        _chips(catalog, gettext("Members"), dict.fromkeys(members, 0)),
        _chips(catalog, gettext("Formats"), formats),
        _chips(catalog, gettext("Organisations"), others),
    ]


def _chips(catalog: Catalog, label: str, counts: Mapping[str, int]) -> dict[str, Any]:
    items = [{"id": code, "label": entity_name(catalog, code), "number": n} for code, n in counts.items()]
    return {"label": label, "items": items}


def _others_label(catalog: Catalog, code: str) -> str:
    kind = catalog.entities[code].kind
    if kind == "partner":
        return gettext("Other partners it shares records with")
    return gettext("Partners in its records")


def _others(own: Selection, code: str) -> list[list[str | int]]:
    """Return id, name, records, direct records and years of each other partner, most direct ones first."""
    counts = {other: n for other, n in count_members(own, "partners").items() if other != code and n.records}
    ordered = sorted(counts.items(), key=lambda item: (-item[1].direct, -item[1].records, item[0]))
    return [
        [
            other,
            entity_name(own.catalog, other),
            count.records,
            count.direct,
            describe_years((count.first_year, count.last_year)),
        ]
        for other, count in ordered
    ]


def _of_domain(own: Selection, domain: str) -> Selection:
    index = index_of(own.catalog)
    return Selection(own.catalog, own.filters, own.mask & index.facets["domain"].having([domain], index.size))


def _conflicts(own: Selection) -> list[dict[str, Any]]:
    """Return the rows of `conflicts` about a selected record."""
    ids = set(own.catalog.tables["records"].index[own.mask])
    return [row for row in own.catalog.rows("conflicts").values() if not ids.isdisjoint(row["records"])]


def _conflict(catalog: Catalog, conflict: Mapping[str, Any]) -> dict[str, Any]:
    titles = catalog.tables["records"]["title"]
    field = catalog.package.table("records").column(conflict["field"]).title
    return {
        "about": [str(titles[record]) for record in conflict["records"]],
        "field": gettext(field),
        "what": conflict["what"],
        "sources": build_sources(catalog, conflict["sources"]),
    }
