"""The relationship network, authored with pyvis: one object for the live page and for a saved file."""

from typing import Any, Final

import networkx as nx
from pyvis.network import Network

from atlas.catalog import Catalog
from atlas.graph import Position
from atlas.query import Selection
from atlas.views.text import count_records, describe_years, entity_name, record_forms
from atlas.views.theme import COLOURS, SHAPES, STEPS
from atlas.words import cldr_locale, gettext

NETWORK_NAME: Final = "atlas-network"

_LINE: Final = 11
"""Longest label in one line, in characters."""

_OPTIONS: Final = {
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "multiselect": False,
        "dragNodes": False,
        "tooltipDelay": 80,
        "zoomSpeed": 0.6,
        "keyboard": {"enabled": False},
    },
    "nodes": {"borderWidth": 1.5, "font": {"face": "system-ui, sans-serif", "size": 24, "strokeWidth": 6}},
    "edges": {"smooth": False, "selectionWidth": 0, "hoverWidth": 0},
}


def build_relation_network(
    catalog: Catalog, graph: "nx.Graph[str]", positions: dict[str, Position]
) -> Network:
    """Return the network of all records: every node and edge a view may show, where it always stands.

    Parameters
    ----------
    catalog : Catalog
        Gives the names.
    graph : networkx.Graph
        The full graph, from `graph.build_graph`.
    positions : dict of str to (float, float)
        From `graph.place_nodes`.

    Returns
    -------
    pyvis.network.Network
        Physics off; node and edge order is the order of ids, so the same data give the same network.
    """
    network = Network(height="100%", width="100%", cdn_resources="in_line")
    network.options = _OPTIONS
    for code in sorted(graph):
        kind = graph.nodes[code]["kind"]
        x, y = positions[code]
        name = entity_name(catalog, code)
        label = code if kind == "organisation" else _wrap(name)
        network.add_node(code, label=label, name=name, shape=SHAPES[kind], x=x, y=y, kind=kind)
    for one, other in sorted(tuple(sorted(edge)) for edge in graph.edges):
        network.add_edge(one, other, id=f"{one}~{other}")
    return network


def network_options(catalog: Catalog) -> dict[str, Any]:
    """Return what the network's script needs besides the network itself: hub, colours, words."""
    return {
        "hub": catalog.hub.iso3,
        "colours": COLOURS,
        "steps": list(STEPS),
        "vis": _OPTIONS,
        "language": cldr_locale().replace("_", "-"),
        "words": {
            "partner": gettext("partner"),
            "format": gettext("format"),
            "organisation": gettext("organisation"),
            "hub": gettext("hub"),
            "records": record_forms(),
            "none": gettext("no record in view"),
            "together": gettext("together"),
            "picture": gettext("Network of all ties; the table below says the same."),
            "legend": gettext("How to read it"),
            "size": gettext("larger, darker: more records"),
            "pale": gettext("pale: none in view"),
            "zoomIn": gettext("Zoom in"),
            "zoomOut": gettext("Zoom out"),
            "reset": gettext("Whole network"),
        },
    }


def build_network_state(
    selection: Selection, full: "nx.Graph[str]", view: "nx.Graph[str]", focus: str
) -> dict[str, Any]:
    """Return what the network has to show for a view.

    Parameters
    ----------
    selection : Selection
        The records in view.
    full, view : networkx.Graph
        The graph of all records and that of the view.
    focus : str
        Id of the entity in focus, or ''.

    Returns
    -------
    dict
        `nodes`: id → records in view, for nodes that have any; `edges`: for each edge of `full` in the order
        of ids its records in view, -1 for a membership without records, 0 where the view has nothing, and
        no more of those at the end.
    """
    nodes = {code: view.nodes[code]["records"] for code in sorted(view)}
    edges = [_weight(view, one, other) for one, other in sorted(tuple(sorted(edge)) for edge in full.edges)]
    while edges and not edges[-1]:
        edges.pop()
    years = selection.years
    line = count_records(selection.size) + (f", {describe_years(years)}" if years else "")
    return {"nodes": nodes, "edges": edges, "focus": focus, "hubLine": line}


def _wrap(name: str) -> str:
    """Return a long name in two lines, parted at the gap nearest to its middle."""
    gaps = [at for at, letter in enumerate(name) if letter in " –"]
    if len(name) <= _LINE or not gaps:
        return name
    at = min(gaps, key=lambda gap: abs(gap - len(name) // 2))
    return f"{name[:at]}{name[at].strip()}\n{name[at + 1 :]}"


def _weight(view: "nx.Graph[str]", one: str, other: str) -> int:
    if not view.has_edge(one, other):
        return 0
    return int(view.edges[one, other]["records"]) or -1
