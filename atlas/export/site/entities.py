"""Pages of partners, formats and organisations."""

from typing import Any

from atlas.export.citation import cite_view, write_plain
from atlas.export.site.addresses import public_address
from atlas.export.site.site import Site
from atlas.query import Selection, count_members, select_of
from atlas.views.panel import build_panel, describe_kind
from atlas.views.rhythm import build_rhythm, count_rhythm
from atlas.views.summary import describe_entity
from atlas.views.text import describe_years, entity_name
from atlas.words import gettext


def build_entity_page(site: Site, code: str) -> bytes:
    """Return the page of a partner, a format or an organisation."""
    catalog = site.catalog
    own = select_of(site.selection, code)
    path = site.paths[code]
    panel = build_panel(site.selection, code, rows=0)
    extract = site.extract(focus=code)
    work = cite_view(extract)
    return site.render(
        "entity.html",
        path,
        heading=entity_name(catalog, code),
        about=panel["line"],
        kind=describe_kind(catalog, code),
        summary=describe_entity(own, code),
        note=panel["note"],
        lists=panel["lists"],
        rhythm=build_rhythm(catalog, count_rhythm(own)) if own.mask.any() else None,
        records=_entries(site, own),
        citation=write_plain(work).replace(extract.address, public_address(site.base, path))
        if site.base
        else write_plain(work),
    )


def list_entities(site: Site, kind: str) -> dict[str, Any]:
    """Return the table of partners, formats or organisations, most records first.

    Returns
    -------
    dict
        `columns`: label and whether it is a number; `rows`: id of an entity, its name, then a cell a column.
    """
    catalog = site.catalog
    counts = count_members(site.selection, kind)
    without = [code for code in site.tables[kind].index if code not in counts]
    rows = []
    for code in [*counts, *without]:
        count = counts.get(code)
        years = describe_years((count.first_year, count.last_year)) if count else ""
        numbers = [count.records, count.direct, count.collective] if count else [0, 0, 0]
        rows.append([code, entity_name(catalog, code), describe_kind(catalog, code), *numbers, years])
    columns = [
        (gettext("Name"), False),
        (gettext("What"), False),
        (gettext("Records"), True),
        (gettext("Direct"), True),
        (gettext("Of all partners"), True),
        (gettext("Years"), True),
    ]
    return {"folder": kind, "columns": columns, "rows": rows}


def _entries(site: Site, own: Selection) -> list[dict[str, Any]]:
    return [site.entries[row["id"]] for row in own.rows(0, int(own.mask.sum()))]
