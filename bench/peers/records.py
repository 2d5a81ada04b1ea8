"""What all peers show: the records and borders of the atlas, without any server's way of showing them."""

import functools
import json
from typing import Any, Final

import networkx as nx

from atlas.catalog import Catalog, load_catalog
from atlas.graph import build_graph
from atlas.model import Filters
from atlas.paths import WORLD, data_folder
from atlas.query import Selection, count_members, select_of, select_records
from atlas.views.text import entity_name
from atlas.views.theme import STEPS

DOMAIN: Final = "cyber-security"
DOMAIN_LABEL: Final = "Cyber security"
NOBODY: Final = "No partner chosen"
OTHER: Final = "other page"

_RAMP: Final = ("#e6e3dc", "#d3e0ee", "#b0c9e4", "#86abd4", "#5c8cc0", "#376ca6", "#1d4f86")
_ROWS: Final = 10


def read_catalog() -> Catalog:
    """Return the data set."""
    return load_catalog(data_folder())


@functools.cache
def world() -> dict[str, Any]:
    """Return the borders of the atlas as GeoJSON, EPSG:4326; properties `iso3` and `name`."""
    read: dict[str, Any] = json.loads(WORLD.read_text(encoding="utf-8"))
    return read


def select_domain(catalog: Catalog, *, chosen: bool) -> Selection:
    """Return the records that pass the one filter."""
    return select_records(catalog, Filters(domain=(DOMAIN,) if chosen else ()))


def count_records(selection: Selection) -> dict[str, int]:
    """Return ISO 3166-1 alpha-3 → records in the selection."""
    return {code: count.records for code, count in count_members(selection, "partners").items()}


def build_named_graph(selection: Selection) -> "nx.Graph[str]":
    """Return the relationship graph, its nodes with `label` and in a fixed order."""
    graph = build_graph(selection)
    named: nx.Graph[str] = nx.Graph()
    for code in sorted(graph):
        named.add_node(code, **graph.nodes[code], label=entity_name(selection.catalog, code))
    named.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: edge[:2]))
    return named


def shade(records: int) -> str:
    """Return the colour of a country."""
    return _RAMP[sum(records >= step for step in STEPS)]


def panel_texts(selection: Selection, iso3: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return the name of a partner, a line below it, and heading and text of its first records."""
    catalog = selection.catalog
    if iso3 not in catalog.entities:
        return NOBODY, "", []
    own = select_of(selection, iso3)
    rows = [(f"{row['date']} {row['title']}", row["summary"]) for row in own.rows(0, _ROWS)]
    return entity_name(catalog, iso3), f"{own.size} records", rows
