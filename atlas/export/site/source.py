"""Pages of sources: what a document says of itself, and which records rest on it."""

from functools import lru_cache
from typing import Any

from atlas.catalog import Citation
from atlas.export.site.addresses import page_path
from atlas.export.site.site import Site
from atlas.query import count_sources
from atlas.views.record import build_sources
from atlas.views.text import describe_date, entity_name
from atlas.words import gettext


def build_source_page(site: Site, code: str) -> bytes:
    """Return the page of a source."""
    source = build_sources(site.catalog, [Citation(code, None)])[0]
    records = [site.entries[record] for record in _cited_by(site).get(code, [])]
    return site.render(
        "source.html",
        page_path("sources", code),
        heading=source["title"],
        about=f"{source['publisher']}: {source['detail']}",
        source=source,
        records=records,
        stands_behind=_stands_behind(site, code),
    )


def list_sources(site: Site) -> dict[str, Any]:
    """Return the table of sources, the one most cited first; see `list_entities`."""
    catalog = site.catalog
    counts = count_sources(site.selection)
    order = [*counts, *(code for code in site.tables["sources"].index if code not in counts)]
    rows = []
    for code in order:
        source = catalog.rows("sources")[code]
        kind = gettext(catalog.labels("sources", "kind")[source["kind"]])
        date = describe_date(source["date"]) if source["date"] else gettext("undated")
        rows.append([code, source["title"], source["publisher"], date, kind, counts.get(code, 0)])
    columns = [
        (gettext("Title"), False),
        (gettext("Publisher"), False),
        (gettext("Date"), False),
        (gettext("Kind"), False),
        (gettext("Records"), True),
    ]
    return {"folder": "sources", "columns": columns, "rows": rows}


@lru_cache(maxsize=2)
def _cited_by(site: Site) -> dict[str, list[str]]:
    """Return id of a source → ids of the records in view that cite it, in time order."""
    cited: dict[str, list[str]] = {}
    sources = site.catalog.tables["records"]["sources"]
    for record in site.entries:
        for name in dict.fromkeys(citation.source for citation in sources[record]):
            cited.setdefault(name, []).append(record)
    return cited


def _stands_behind(site: Site, code: str) -> dict[str, Any]:
    """Return the partners it lists and the formats and organisations it describes, to be linked."""
    catalog = site.catalog
    found = [
        row for row in site.tables["partners"].index if code in catalog.rows("partners")[row]["listed_in"]
    ]
    for table in ("formats", "organisations"):
        rows = catalog.rows(table)
        found += [
            row
            for row in site.tables[table].index
            if any(citation.source == code for citation in rows[row]["sources"])
        ]
    items = [{"id": row, "label": entity_name(catalog, row), "number": 0} for row in found]
    return {"label": gettext("Lists or describes"), "items": items}
