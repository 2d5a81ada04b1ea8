"""A view as one HTML file: map, network, records, sources. It works from a disk and asks nobody for anything.

The map is the folium map and the network the pyvis network of the live pages, with everything they need
inside, patched once with the state of the view.
"""

import base64
import functools
import hashlib
from itertools import groupby
from typing import Any, Final

from markupsafe import Markup

from atlas.catalog import Catalog
from atlas.export.citation import cite_view, write_bibtex, write_plain
from atlas.export.extract import Extract
from atlas.export.json_file import encode_json
from atlas.export.pictures import (
    build_script,
    build_states,
    network_base,
    read_geometry,
    read_libraries,
    read_styles,
)
from atlas.export.template import describe_edition, guard_script, render_page
from atlas.paths import EXPORT
from atlas.query import Selection, select_of, select_records
from atlas.views.panel import build_entry, build_panel
from atlas.views.text import describe, name_filters
from atlas.views.twins import build_source_table, describe_sources
from atlas.views.world_map import MAP_NAME
from atlas.words import language

PAGE_POLICY: Final = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page in one file may do. Leaflet and vis-network set styles by script, so these are not listed."""

Years = list[tuple[int, list[tuple[dict[str, Any], str]]]]


def write_page(extract: Extract) -> bytes:
    """Return the page of a view.

    Parameters
    ----------
    extract : Extract
        The view. An entity in focus is opened, as on the live page; the other records stay in the file.
    """
    selection = _select_seen(extract)
    focus = extract.view.focus
    scripts = _scripts(extract.edition.catalog, language())
    work = cite_view(extract)
    text = render_page(
        "one_file.html",
        page=describe_edition(extract.edition),
        # With somebody in focus the extract speaks of their records alone; the page holds all.
        sentence=describe(selection) if focus and not extract.view.record else extract.sentence,
        filters=name_filters(selection),
        shown="" if focus == selection.catalog.hub.iso3 else focus,
        panels=_build_panels(selection, focus),
        years=_list_years(selection),
        sources=build_source_table(selection),
        sources_line=describe_sources(selection),
        citation=write_plain(work),
        bibtex=write_bibtex(work),
        address=extract.address,
        styles=Markup(read_styles()),  # noqa: S704, our own files
        geometry=Markup(_geometry()),  # noqa: S704, JSON without a sign of markup
        data=Markup(_data(selection, focus)),  # noqa: S704, as above
        scripts=[Markup(script) for script in scripts],  # noqa: S704, guarded
        policy_of_content=PAGE_POLICY.format(scripts=" ".join(map(_hash_source, scripts))),
    )
    return text.encode()


def _select_seen(extract: Extract) -> Selection:
    """Return the records the live page would show: those of the filters, whatever is in focus."""
    view = extract.view
    if view.record or view.compared:
        return extract.selection
    return select_records(extract.edition.catalog, view.filters)


def _build_panels(selection: Selection, focus: str) -> list[dict[str, Any]]:
    """Return the overview, then what is said of each entity in view and of the one in focus."""
    catalog = selection.catalog
    codes = [code for code in catalog.entities if code != catalog.hub.iso3]
    shown = [code for code in codes if code == focus or select_of(selection, code).mask.any()]
    return [build_panel(selection, code, rows=0) for code in ("", *shown)]


def _list_years(selection: Selection) -> Years:
    """Return the records in time order by the year they began, each with the entities it concerns."""
    catalog = selection.catalog
    rows = selection.rows(0, int(selection.mask.sum()))
    listed = [(int(row["first_year"]), (build_entry(catalog, row), _concerned(row))) for row in rows]
    return [(year, [entry for _, entry in group]) for year, group in groupby(listed, lambda item: item[0])]


def _concerned(row: dict[str, Any]) -> str:
    return " ".join((*row["partners"], *row["formats"], *row["organisations"]))


def _data(selection: Selection, focus: str) -> str:
    states = build_states(selection, focus)
    return encode_json({"states": states, "base": network_base(selection.catalog), "element": MAP_NAME})


@functools.cache
def _geometry() -> str:
    return encode_json(read_geometry())


@functools.lru_cache(maxsize=4)
def _scripts(catalog: Catalog, spoken: str) -> list[str]:  # noqa: ARG001, the key of the cache
    """Return the scripts of the page in order, each as it stands in its element."""
    own = (EXPORT / "one_file.js").read_text(encoding="utf-8")
    scripts = [*read_libraries().values(), build_script(catalog), own]
    return [guard_script(script.replace("\r\n", "\n")) for script in scripts]


def _hash_source(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
