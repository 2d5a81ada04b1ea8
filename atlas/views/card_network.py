"""The network of a card: who is tied to whom in a view, where the page has them."""

import functools
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import networkx as nx

from atlas.catalog import Catalog
from atlas.graph import Position, build_graph, place_nodes
from atlas.model import Filters
from atlas.query import Selection, select_records
from atlas.views.drawing import Box, Pen, overlap
from atlas.views.text import entity_name
from atlas.views.theme import level_of
from atlas.words import gettext

_ROOM: Final = (110.0, 26.0)
"""Pixels left free beside and above the outermost nodes, for their names."""

_SIZES: Final = {"hub": 19.0, "format": 17.0, "organisation": 15.0, "partner": 16.0}
"""Size of the names by kind of node, in pixels."""


_LARGE: Final = 6.0


@dataclass(frozen=True, slots=True)
class _Node:
    code: str
    kind: str
    records: int
    at: Position
    radius: float


def draw_network(pen: Pen, box: Box, selection: Selection, centres: Collection[str]) -> None:
    """Draw the relationship network of the records in view into a box.

    Parameters
    ----------
    pen : Pen
        Draws into the card.
    box : (float, float, float, float)
        Where, in pixels.
    selection : Selection
        The records in view.
    centres : collection of str
        Ids whose neighbourhood stands out; the rest steps back. The hub alone stands for all.
    """
    catalog = selection.catalog
    graph = build_graph(selection)
    chosen = {code for code in centres if code in graph and code != catalog.hub.iso3}
    near = {catalog.hub.iso3, *chosen, *(other for code in chosen for other in graph[code])}
    nodes = _nodes(graph, _fit(_all_positions(catalog), box))
    ground = pen.group(stroke_linejoin="round")
    left, top, right, bottom = box
    ground.draw("rect", x=left, y=top, width=right - left, height=bottom - top, fill=pen.colour("sea"))
    _draw_ties(ground, graph, nodes, catalog.hub.iso3, chosen)
    for node in nodes.values():
        # The ground shines through what steps back, as on the page.
        faded = bool(chosen) and node.code not in near
        _draw_node(ground.group(opacity=0.35) if faded else ground, node, node.code in chosen)
    shown = [node for node in nodes.values() if not chosen or node.code in near]
    # No name hides a node that is large enough to be looked for.
    taken = [_around(node) for node in shown if node.radius >= _LARGE]
    taken.append(_draw_legend(ground, box))
    _draw_names(ground, catalog, _most_important(shown, chosen), box, taken)


@functools.lru_cache(maxsize=2)
def _all_positions(catalog: Catalog) -> Mapping[str, Position]:
    return place_nodes(catalog, build_graph(select_records(catalog, Filters())))


def _fit(positions: Mapping[str, Position], box: Box) -> dict[str, Position]:
    """Return the places in a box; across and down are stretched apart, for a card is wide."""
    half = [max((abs(at[axis]) for at in positions.values()), default=0) or 1 for axis in (0, 1)]
    room = ((box[2] - box[0]) / 2 - _ROOM[0], (box[3] - box[1]) / 2 - _ROOM[1])
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return {
        code: (middle[0] + x * room[0] / half[0], middle[1] + y * room[1] / half[1])
        for code, (x, y) in positions.items()
    }


def _nodes(graph: "nx.Graph[str]", places: Mapping[str, Position]) -> dict[str, _Node]:
    found = {}
    # Records of context may name an entity that no record of cooperation does: it has no place.
    for code in sorted(code for code in graph if code in places):
        kind, records = graph.nodes[code]["kind"], int(graph.nodes[code]["records"])
        radius = 15.0 if kind == "hub" else 3.5 + 1.3 * min(math.sqrt(records), 9)
        found[code] = _Node(code, kind, records, places[code], radius)
    return found


def _draw_ties(
    pen: Pen, graph: "nx.Graph[str]", nodes: Mapping[str, _Node], hub: str, chosen: Collection[str]
) -> None:
    for one, other in sorted(tuple(sorted(ends)) for ends in graph.edges):
        records = int(graph.edges[one, other]["records"])
        touching = one in chosen or other in chosen
        to_hub = hub in (one, other)
        is_member = "format" in (graph.nodes[one]["kind"], graph.nodes[other]["kind"])
        if one in nodes and other in nodes and (to_hub or touching or is_member):
            colour = "focus" if touching else "edge" if to_hub else "format"
            opacity = 0.9 if touching else 0.1 if chosen else 0.5 if to_hub else 0.35
            width = 0.6 + 0.5 * min(math.sqrt(records), 9)
            (x1, y1), (x2, y2) = nodes[one].at, nodes[other].at
            look: dict[str, str | float] = {"stroke": pen.colour(colour), "stroke_opacity": opacity}
            look |= {} if records else {"stroke_dasharray": "3 3"}
            pen.draw("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke_width=width, **look)


def _draw_node(pen: Pen, node: _Node, is_chosen: bool) -> None:
    fill = pen.colour(f"level-{level_of(node.records) or 1}" if node.kind == "partner" else node.kind)
    edge = {"stroke": pen.colour("focus" if is_chosen else "paper")}
    shape = _shape(node.kind, node.at, node.radius)
    pen.draw("path", d=shape, fill=fill, stroke_width=3 if is_chosen else 1, data_id=node.code, **edge)


def _shape(kind: str, at: Position, radius: float) -> str:
    """Return the outline of a node: star, dot, diamond or square, as on the page.

    Raises
    ------
    ValueError
        If no entity is of that kind.
    """
    x, y = at
    match kind:
        case "hub":
            tips = [(radius if tip % 2 == 0 else radius * 0.45, math.pi * tip / 5) for tip in range(10)]
            return _polygon([(x + far * math.sin(turn), y - far * math.cos(turn)) for far, turn in tips])
        case "partner":
            arc = f"a{radius:.1f},{radius:.1f} 0 1 0"
            return f"M{x - radius:.1f},{y:.1f}{arc} {2 * radius:.1f},0{arc} {-2 * radius:.1f},0Z"
        case "format":
            far = radius * 1.25
            return _polygon([(x, y - far), (x + far, y), (x, y + far), (x - far, y)])
        case "organisation":
            corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
            return _polygon([(x + radius * right, y + radius * down) for right, down in corners])
        case other:
            raise ValueError(f"no shape for {other!r}")


def _around(node: _Node) -> Box:
    x, y = node.at
    return (x - node.radius, y - node.radius, x + node.radius, y + node.radius)


def _polygon(corners: Sequence[Position]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in corners) + "Z"


def _most_important(nodes: Sequence[_Node], chosen: Collection[str]) -> list[_Node]:
    order = ("hub", "format", "organisation", "partner")

    def rank(node: _Node) -> tuple[bool, int, int, str]:
        return node.code not in chosen, order.index(node.kind), -node.records, node.code

    return sorted(nodes, key=rank)


def _draw_names(pen: Pen, catalog: Catalog, nodes: Sequence[_Node], box: Box, taken: list[Box]) -> None:
    """Write the names that find room, the most important first."""
    for node in nodes:
        name = node.code if node.kind == "organisation" else entity_name(catalog, node.code)
        size, bold = _SIZES[node.kind], node.kind == "hub"
        half = pen.measure(name, size, bold) / 2
        x, y = node.at
        base = y + node.radius + size * 0.9
        place = (x - half - 2, base - size * 0.7, x + half + 2, base + size * 0.2)
        inside = box[0] < place[0] and place[2] < box[2] and place[3] < box[3]
        if inside and not any(overlap(place, other) for other in taken):
            taken.append(place)
            pen.text(name, (x, base), size, bold=bold, anchor="middle", halo=True)


def _draw_legend(pen: Pen, box: Box) -> Box:
    """Draw what the shapes mean; return the box it takes."""
    rows = {
        "partner": gettext("partner"),
        "format": gettext("format"),
        "organisation": gettext("organisation"),
    }
    size = 15.0
    wide = max(pen.measure(text, size, False) for text in rows.values()) + 56
    high = 24.0 * len(rows) + 14
    left, top = 44.0, box[3] - high - 14
    pen.draw("rect", x=left, y=top, width=wide, height=high, rx=8, fill=pen.colour("paper"), opacity=0.92)
    for row, (kind, text) in enumerate(rows.items()):
        y = top + 19 + 24 * row
        _draw_node(pen, _Node(kind, kind, 5, (left + 22, y), 6), False)
        pen.text(text, (left + 40, y + 5), size)
    return (left, top, left + wide, top + high)
