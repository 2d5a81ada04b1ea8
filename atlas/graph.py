"""The relationship graph: who is tied to whom, by how many records, and where each node stands."""

import math
from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np

from atlas.catalog import Catalog
from atlas.index import index_of
from atlas.query import Selection, count_members

Position = tuple[float, float]

# Half axes of the ellipse the partners stand on, in the network's own units (CSS pixels at scale 1).
_OUTER = (740.0, 660.0)
# Neighbours on the ellipse alternate between rings, so that their labels do not touch.
_STAGGER = (1.0, 0.88, 0.77, 0.66)
_INNER = (0.5, 0.37, 0.25)


def build_graph(selection: Selection) -> "nx.Graph[str]":
    """Return the relationship graph of the records in view.

    Parameters
    ----------
    selection : Selection
        The records in view.

    Returns
    -------
    networkx.Graph
        Nodes: every entity of the data set that any record names, and the hub, with `name`, `kind` and the
        columns of a count (0 where the view has nothing). Edges, with `records`: hub–partner, hub–format,
        hub–organisation, format–member and organisation–partner. A format is a node of its own, so a
        trilateral is never three loose pairs. Only records that count as cooperation; away from the hub only
        `direct` ones, and 0 for a membership without any.

    Examples
    --------
    >>> from atlas.catalog import load_catalog
    >>> from atlas.model import Filters
    >>> from atlas.paths import data_folder
    >>> from atlas.query import select_records
    >>> graph = build_graph(select_records(load_catalog(data_folder()), Filters()))
    >>> graph.nodes["PAK"]["kind"]
    'partner'
    """
    catalog = selection.catalog
    graph: nx.Graph[str] = nx.Graph()
    hub = catalog.hub.iso3
    graph.add_node(hub, name=catalog.hub.name, kind="hub", records=selection.size)
    for table in ("partners", "formats", "organisations"):
        for code, count in count_members(selection, table).items():
            if count.records:
                graph.add_node(code, **_node(catalog, code), records=count.records)
                graph.add_edge(hub, code, records=count.records)
    for table in ("formats", "organisations"):
        for (group, partner), number in _count_together(selection, table).items():
            graph.add_edge(group, partner, records=number)
    for group, partner in _memberships(catalog):
        if graph.has_node(group) and graph.has_node(partner) and not graph.has_edge(group, partner):
            graph.add_edge(group, partner, records=0)
    return graph


def place_nodes(catalog: Catalog, graph: "nx.Graph[str]") -> dict[str, Position]:
    """Return where each node of the full graph stands: the same data, the same picture.

    Partners stand around the hub in the order of the bearing of their capital, so that west is left and
    north is up; formats and organisations stand between, in the direction of those they are tied to.

    Parameters
    ----------
    catalog : Catalog
        Gives the capitals, in degrees, WGS 84.
    graph : networkx.Graph
        The graph of all records, from `build_graph`.

    Returns
    -------
    dict of str to (float, float)
        x to the right, y downwards, the hub at the origin.
    """
    partners = [code for code in graph if graph.nodes[code]["kind"] == "partner"]
    groups = [code for code in graph if graph.nodes[code]["kind"] in ("format", "organisation")]
    bearings = _bearings(catalog)
    ordered = sorted(partners, key=lambda code: (bearings[code], code))
    angles = _spread(ordered)
    positions = {catalog.hub.iso3: (0.0, 0.0)}
    for place, code in enumerate(ordered):
        positions[code] = _on_ellipse(angles[code], _STAGGER[place % len(_STAGGER)])
    middles = {
        code: _middle([angles[near] for near in graph[code] if near in angles], code) for code in groups
    }
    spread = _spread(sorted(groups, key=lambda code: (middles[code], code)))
    for place, (code, angle) in enumerate(spread.items()):
        positions[code] = _on_ellipse(angle, _INNER[place % len(_INNER)])
    return positions


def _node(catalog: Catalog, code: str) -> dict[str, str]:
    entity = catalog.entities[code]
    return {"name": entity.name, "kind": entity.kind}


def _memberships(catalog: Catalog) -> Iterable[tuple[str, str]]:
    for code in catalog.formats["id"]:
        yield from ((code, member) for member in catalog.members(code) if member != catalog.hub.iso3)


def _count_together(selection: Selection, table: str) -> dict[tuple[str, str], int]:
    """Return (group, partner) → records of the selection that name both."""
    index = index_of(selection.catalog)
    # What is said of all formats or partners at once ties nobody to anybody in particular.
    chosen = selection.mask & index.cooperation & ~index.collective
    groups, partners = index.members[table], index.members["partners"]
    together: dict[tuple[str, str], int] = {}
    for group in groups.ids:
        numbers = partners.count(chosen & groups.having([group], index.size))
        together |= {(group, partners.ids[code]): int(numbers[code]) for code in numbers.nonzero()[0]}
    return together


def _bearings(catalog: Catalog) -> dict[str, float]:
    """Return the direction from the hub's capital to each partner's, in radians, north 0, clockwise."""
    home = catalog.rows("places")[catalog.hub.capital]
    partners = catalog.partners
    lat1, lat2 = math.radians(home["lat"]), np.radians(partners["capital_lat"].to_numpy(dtype=float))
    step = np.radians(partners["capital_lon"].to_numpy(dtype=float) - home["lon"])
    east = np.sin(step) * np.cos(lat2)
    north = math.cos(lat1) * np.sin(lat2) - math.sin(lat1) * np.cos(lat2) * np.cos(step)
    return dict(zip(partners["iso3"], np.arctan2(east, north).tolist(), strict=True))


def _spread(ordered: Sequence[str]) -> dict[str, float]:
    # The bearings run from -pi to pi, so the first of the order stands just right of south.
    step = 2 * math.pi / max(len(ordered), 1)
    return {code: -math.pi + step * (place + 0.5) for place, code in enumerate(ordered)}


def _on_ellipse(angle: float, share: float) -> Position:
    return round(share * _OUTER[0] * math.sin(angle), 1), round(-share * _OUTER[1] * math.cos(angle), 1)


def _middle(angles: Sequence[float], code: str) -> float:
    """Return the mean direction; for a group without partners one that depends on its id alone."""
    if not angles:
        return (sum(map(ord, code)) % 628) / 100 - math.pi
    return math.atan2(sum(map(math.sin, angles)), sum(map(math.cos, angles)))
