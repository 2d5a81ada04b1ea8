"""Every page of the static atlas, one after the other."""

from collections.abc import Iterator
from itertools import groupby

from atlas.catalog.notes import read_notes
from atlas.export.citation import cite_atlas, cite_view, write_bibtex, write_csl, write_plain, write_ris
from atlas.export.files import file_kinds
from atlas.export.json_file import encode_json
from atlas.export.pictures import build_states, network_base
from atlas.export.site.addresses import page_path
from atlas.export.site.entities import build_entity_page, list_entities
from atlas.export.site.record import build_record_page
from atlas.export.site.site import Site, mark_safe
from atlas.export.site.source import build_source_page, list_sources
from atlas.paths import GEO, data_folder
from atlas.views.about import BORDERS, CHANGES, CODING, FILES, GAPS, build_about
from atlas.views.text import describe, name_filters
from atlas.views.twins import describe_sources
from atlas.views.world_map import MAP_NAME
from atlas.words import gettext

Pages = Iterator[tuple[str, bytes]]


def build_pages(site: Site) -> Pages:
    """Yield path and content of every page."""
    yield "index.html", _start(site)
    for kind, heading in _headings().items():
        yield from _lists_and_rows(site, kind, heading)
    yield "about.html", _about(site)
    yield "data.html", _data(site)
    missing = gettext("There is no such page")
    yield "404.html", site.render("missing.html", "404.html", heading=missing, about=missing)


def count_pages(site: Site) -> int:
    """Return how many pages there will be."""
    lists = _headings()
    return 4 + len(lists) + sum(len(site.tables[kind]) for kind in lists)


def _headings() -> dict[str, str]:
    return {
        "partners": gettext("Partners"),
        "formats": gettext("Formats"),
        "organisations": gettext("Organisations"),
        "records": gettext("Records"),
        "sources": gettext("Sources"),
    }


def _lists_and_rows(site: Site, kind: str, heading: str) -> Pages:
    path = f"{kind}/index.html"
    if kind == "records":
        yield path, _records(site, path, heading)
        for code in site.entries:
            yield page_path(kind, code), build_record_page(site, code)
    elif kind == "sources":
        table = list_sources(site)
        about = describe_sources(site.selection)
        yield path, site.render("table.html", path, heading=heading, about=about, table=table)
        for code in site.tables[kind].index:
            yield page_path(kind, code), build_source_page(site, code)
    else:
        table = list_entities(site, kind)
        about = describe(site.selection)
        yield path, site.render("table.html", path, heading=heading, about=about, table=table)
        for code in site.tables[kind].index:
            yield page_path(kind, code), build_entity_page(site, code)


def _start(site: Site) -> bytes:
    states = {"states": build_states(site.selection, ""), "base": network_base(site.catalog)}
    data = encode_json({**states, "element": MAP_NAME, "pages": site.paths})
    return site.render(
        "start.html",
        "index.html",
        heading=gettext(site.catalog.title),
        about=site.catalog.description,
        sentence=describe(site.selection),
        filters=name_filters(site.selection),
        lists=[(kind, _headings()[kind], list_entities(site, kind)) for kind in _headings() if kind in _SIDE],
        data=mark_safe(data),
    )


_SIDE = ("partners", "formats", "organisations")


def _records(site: Site, path: str, heading: str) -> bytes:
    rows = site.selection.rows(0, int(site.selection.mask.sum()))
    years = [
        (year, [site.entries[row["id"]] for row in group])
        for year, group in groupby(rows, lambda row: int(row["first_year"]))
    ]
    about = describe(site.selection)
    return site.render("records.html", path, heading=heading, about=about, years=years)


def _about(site: Site) -> bytes:
    notes = read_notes(data_folder(), (CODING, GAPS, CHANGES, FILES))
    notes[BORDERS] = read_notes(GEO, (FILES,)).get(FILES, "")
    sections = build_about(site.catalog, notes)["sections"]
    heading, about = gettext("About"), site.catalog.description
    return site.render("about.html", "about.html", heading=heading, about=about, sections=sections)


def _data(site: Site) -> bytes:
    work = cite_atlas(site.edition, site.base)
    forms = {"BibTeX": write_bibtex(work), "RIS": write_ris(work), "CSL-JSON": write_csl(work)}
    return site.render(
        "data.html",
        "data.html",
        heading=gettext("Data"),
        about=gettext("Every record and table of this atlas as files, and how to cite them."),
        sentence=describe(site.selection),
        files=[(kind.name, kind.about) for kind in file_kinds(site.edition).values()],
        citation=write_plain(work),
        view=write_plain(cite_view(site.extract())) if site.extract().query else "",
        forms=forms,
    )
