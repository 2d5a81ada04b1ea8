"""Pages of records."""

from dataclasses import replace
from typing import cast

from atlas.catalog import Citation
from atlas.export.citation import cite_record, write_bibtex, write_plain
from atlas.export.site.addresses import page_path, public_address
from atlas.export.site.site import Site
from atlas.views.record import build_record


def build_record_page(site: Site, code: str) -> bytes:
    """Return the page of a record: every field, who took part, its sources, what is contested."""
    path = page_path("records", code)
    fact = build_record(site.catalog, code, "")
    work = cite_record(site.edition, code, site.base)
    if site.base:
        work = replace(work, address=public_address(site.base, path))
    order = list(site.entries)
    at = order.index(code)
    cited = cast("tuple[Citation, ...]", site.catalog.tables["records"].at[code, "sources"])
    ids = dict.fromkeys(citation.source for citation in cited)
    return site.render(
        "record.html",
        path,
        heading=fact["title"],
        about=fact["summary"] or fact["when"],
        fact=fact,
        sources=[
            (page_path("sources", name), source) for name, source in zip(ids, fact["sources"], strict=True)
        ],
        previous=order[at - 1] if at else "",
        following=order[at + 1] if at + 1 < len(order) else "",
        citation=write_plain(work),
        bibtex=write_bibtex(work),
    )
