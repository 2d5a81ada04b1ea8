"""What the panel says of an entity: a sentence, what it is tied to, its records with their sources."""

from collections.abc import Mapping
from typing import Any, Final, cast

from atlas.catalog import Catalog, Citation
from atlas.query import Selection, count_column, count_members, select_of
from atlas.views.text import (
    count_records,
    describe_date,
    describe_number,
    describe_when,
    describe_years,
    entity_name,
    value_label,
)
from atlas.words import gettext, ngettext

PAGE_ROWS: Final = 10
"""Records shown at once; the reader asks for more."""

_CHIPS: Final = 12


def build_panel(selection: Selection, focus: str, *, rows: int = PAGE_ROWS) -> dict[str, Any]:
    """Return the panel of an entity, of the hub if none is in focus.

    Parameters
    ----------
    selection : Selection
        The records in view.
    focus : str
        Id of the entity in focus, or '' for the overview of the hub.
    rows : int, default `PAGE_ROWS`
        How many records to show at most.

    Returns
    -------
    dict
        Plain text throughout; `records` are positions in the data, in time order: see `build_entries`.
    """
    catalog = selection.catalog
    code = focus or catalog.hub.iso3
    own = select_of(selection, code)
    return {
        "focus": focus,
        "title": entity_name(catalog, code),
        "kind": describe_kind(catalog, code),
        "line": _line(own),
        "note": _note(catalog, code, own),
        "lists": [part for part in _lists(own, code) if part["items"]],
        "records": own.positions(0, rows),
        "more": _more(int(own.mask.sum()) - rows),
    }


def build_cell_panel(own: Selection, cell: str, title: str, *, rows: int = PAGE_ROWS) -> dict[str, Any]:
    """Return the panel of a part of the selection that is no entity, such as a cell of the matrix.

    Parameters
    ----------
    own : Selection
        The records of the part.
    cell : str
        What the part was picked by; the keyboard goes back there when the panel is closed.
    title : str
        What the part is called.
    rows : int, default `PAGE_ROWS`
        How many records to show at most.
    """
    catalog = own.catalog
    return {
        "focus": "-",
        "cell": cell,
        "title": title,
        "kind": "",
        "line": _line(own),
        "note": "",
        "lists": [part for part in _lists(own, catalog.hub.iso3) if part["items"]],
        "records": own.positions(0, rows),
        "more": _more(int(own.mask.sum()) - rows),
    }


def describe_kind(catalog: Catalog, code: str) -> str:
    """Return what an entity is: of a partner its region and status, else its kind."""
    kind = catalog.entities[code].kind
    if kind == "hub":
        return gettext("The hub of this atlas")
    if kind == "partner":
        partner = catalog.rows("partners")[code]
        status = gettext(catalog.labels("partners", "status")[partner["status"]])
        return f"{gettext(catalog.labels('partners', 'region')[partner['region']])} · {status}"
    if kind == "format":
        return gettext(catalog.labels("formats", "kind")[catalog.rows("formats")[code]["kind"]])
    if kind == "organisation":
        kinds = catalog.labels("organisations", "kind")
        return gettext(kinds[catalog.rows("organisations")[code]["kind"]])
    raise ValueError(f"unknown kind of entity {kind!r} of {code!r}")


def _line(own: Selection) -> str:
    if not own.size and not own.context:
        return gettext("No record in this view. Not documented here does not mean there was none.")
    direct = own.size - count_column(own, "scope").get("collective", 0)
    sentence = count_records(own.size)
    if own.years:
        sentence += f", {describe_years(own.years)}"
    if direct != own.size:
        part = ngettext(
            "{number} of them says it of all partners at once",
            "{number} of them say it of all partners at once",
            own.size - direct,
        )
        sentence += "; " + part.format(number=describe_number(own.size - direct))
    if own.context:
        part = ngettext("{number} of context apart", "{number} of context apart", own.context)
        sentence += "; " + part.format(number=describe_number(own.context))
    return sentence + "."


def _note(catalog: Catalog, code: str, own: Selection) -> str:
    kind = catalog.entities[code].kind
    if kind == "format":
        return gettext(catalog.rows("formats")[code]["summary"])
    if kind == "organisation":
        return gettext(catalog.rows("organisations")[code]["summary"])
    if kind == "partner" and own.size and own.size == count_column(own, "scope").get("collective", 0):
        return gettext("Named by the ministry among its partners; no record of its own in this view.")
    return ""


def _lists(own: Selection, code: str) -> list[dict[str, Any]]:
    catalog = own.catalog
    domains = count_column(own, "domain").items()
    lists = [
        {
            "label": gettext("Domains"),
            "items": [
                {"label": value_label(catalog, "domain", value), "number": number}
                for value, number in list(domains)[:_CHIPS]
            ],
        }
    ]
    if catalog.entities[code].kind == "format":
        members = [member for member in catalog.members(code) if member != catalog.hub.iso3]
        return [*lists, _entities(catalog, gettext("Members"), dict.fromkeys(members, 0), code)]
    for table, label in (
        ("formats", gettext("Formats")),
        ("organisations", gettext("Organisations")),
        ("partners", gettext("Partners") if code == catalog.hub.iso3 else gettext("Together with")),
    ):
        counts = count_members(own, table)
        direct = sorted(counts.items(), key=lambda item: (-item[1].direct, item[0]))
        numbers = {other: count.direct for other, count in direct if count.direct}
        lists.append(_entities(catalog, label, numbers, code))
    return lists


def _entities(catalog: Catalog, label: str, counts: Mapping[str, int], code: str) -> dict[str, Any]:
    names = [(other, number) for other, number in counts.items() if other != code][:_CHIPS]
    items = [{"id": other, "label": entity_name(catalog, other), "number": number} for other, number in names]
    return {"label": label, "items": items}


def build_entries(catalog: Catalog, first: int, last: int) -> list[dict[str, Any]]:
    """Return the records at the positions `first` to `last` (not included) as they stand in a list."""
    rows = cast("list[dict[str, Any]]", catalog.tables["records"].iloc[first:last].to_dict("records"))
    return [build_entry(catalog, row) for row in rows]


def build_entry(catalog: Catalog, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record as it stands in a list, plain text throughout: when, what, how sure, from where.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    row : mapping
        Its row of `catalog.records`.
    """
    return {
        "id": row["id"],
        "when": describe_when(row["date"], row["end_date"], row["date_basis"]),
        "title": row["title"],
        "summary": row["summary"],
        "kind": value_label(catalog, "kind", row["kind"]),
        "domains": ", ".join(value_label(catalog, "domain", value) for value in row["domains"]),
        "marks": _marks(catalog, row),
        "sources": [_source(catalog, citation) for citation in row["sources"]],
        "conflicts": [
            gettext("Sources disagree: {what}").format(what=conflict["what"])
            for conflict in catalog.rows("conflicts").values()
            if row["id"] in conflict["records"]
        ],
    }


def _marks(catalog: Catalog, row: Mapping[str, Any]) -> list[str]:
    marks = []
    if row["scope"] == "collective":
        marks.append(gettext("said of all partners at once"))
    if row["scope"] == "context":
        marks.append(gettext("context, not counted"))
    if row["confidence"] != "high":
        label = value_label(catalog, "confidence", row["confidence"]).lower()
        marks.append(gettext("confidence {values}").format(values=label))
    return marks


def _source(catalog: Catalog, citation: Citation) -> dict[str, str]:
    source = catalog.rows("sources")[citation.source]
    parts = [describe_date(source["date"])] if source["date"] else []
    if citation.paragraph:
        parts.append(gettext("paragraph {number}").format(number=citation.paragraph))
    return {
        "publisher": source["publisher"],
        "title": source["title"],
        "url": source["url"],
        "detail": ", ".join(parts),
    }


def _more(hidden: int) -> str:
    if hidden <= 0:
        return ""
    return ngettext("Show {number} more record", "Show {number} more records", hidden).format(
        number=describe_number(hidden)
    )
