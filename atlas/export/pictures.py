"""What map and network run on, on the live page and on saved ones: scripts, geometry, styles."""

import functools
import json
import re
from typing import Any, Final

import shapely

from atlas.catalog import Catalog
from atlas.geography.borders import label_points, read_world
from atlas.graph import build_graph, place_nodes
from atlas.model import Filters
from atlas.paths import DISPUTED_LINES, EXPORT, LEAFLET, VIEWS, VIS_NETWORK, WORLD
from atlas.query import Selection, select_of, select_records
from atlas.views.relation_network import build_network_state, build_relation_network, network_options
from atlas.views.theme import build_page_css
from atlas.views.world_map import build_map_state, build_world_map

_STYLES: Final = (VIEWS / "world_map.css", VIEWS / "relation_network.css", EXPORT / "page.css")
_SCRIPTS: Final = (
    VIEWS / "map_controls.js",
    VIEWS / "world_map.js",
    VIEWS / "relation_network.js",
    EXPORT / "pictures.js",
)
# Leaflet names pictures for controls the atlas does not use; a saved page has no file beside it.
_FILES_OF_LEAFLET: Final = re.compile(r"[\w-]+:\s*url\([^)]*\);?")
_SOURCE_MAP: Final = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def map_script(catalog: Catalog) -> str:
    """Return folium's script of the map as a function `buildMap(L, atlasGeometry, atlasDisputed)`."""
    countries = read_world()
    points = label_points(countries)
    world = build_world_map(
        catalog,
        {row.iso3: (row.geometry.x, row.geometry.y) for row in points.itertuples() if row.iso3},
        dict(zip(countries["iso3"], shapely.area(countries.geometry) ** 0.5, strict=True)),
    )
    figure: Any = world.get_root()
    figure.render()
    script = figure.script.render()
    return f"function buildMap(L, atlasGeometry, atlasDisputed) {{\n{script}\nreturn atlas_countries;\n}}"


def network_base(catalog: Catalog) -> dict[str, Any]:
    """Return pyvis's nodes and edges of all records, and the options of the network's script."""
    graph = build_graph(select_records(catalog, Filters()))
    network = build_relation_network(catalog, graph, place_nodes(catalog, graph))
    return {"nodes": network.nodes, "edges": network.edges, "options": network_options(catalog)}


def build_states(selection: Selection, focus: str) -> dict[str, Any]:
    """Return what map and network have to show for a view, and for any entity chosen in it.

    Parameters
    ----------
    selection : Selection
        The records in view.
    focus : str
        Id of the entity in focus, or ''.

    Returns
    -------
    dict
        `focus`; `map`, `network`: from `build_map_state` and `build_network_state`; `chosen`: id of an entity
        with a record in view → what of the map's state changes when it is chosen.
    """
    catalog = selection.catalog
    full = build_graph(select_records(catalog, Filters()))
    codes = [code for code in catalog.entities if select_of(selection, code).mask.any()]
    return {
        "focus": focus,
        "map": build_map_state(selection, focus),
        "network": build_network_state(selection, full, build_graph(selection), focus),
        "chosen": {code: _chosen(selection, code) for code in codes},
    }


@functools.cache
def read_geometry() -> dict[str, Any]:
    """Return `world`, the territories, and `lines`, those not settled, as GeoJSON (EPSG:4326)."""
    paths = {"world": WORLD, "lines": DISPUTED_LINES}
    return {name: json.loads(path.read_text(encoding="utf-8")) for name, path in paths.items()}


@functools.cache
def read_styles() -> str:
    """Return every style of a page with map and network, colours first; it names no other file."""
    leaflet = (LEAFLET / "leaflet.css").read_text(encoding="utf-8").replace("\r\n", "\n")
    own = [path.read_text(encoding="utf-8") for path in _STYLES]
    return "\n".join([_FILES_OF_LEAFLET.sub("", leaflet), build_page_css(), *own])


@functools.cache
def read_libraries() -> dict[str, str]:
    """Return the scripts of Leaflet and vis-network by name."""
    paths = {"leaflet": LEAFLET / "leaflet.js", "vis-network": VIS_NETWORK}
    return {name: _SOURCE_MAP.sub("", path.read_text(encoding="utf-8")) for name, path in paths.items()}


def build_script(catalog: Catalog) -> str:
    """Return the atlas's own script of map and network, which offers `atlasPictures`."""
    return "\n".join([*(path.read_text(encoding="utf-8") for path in _SCRIPTS), map_script(catalog)])


def _chosen(selection: Selection, code: str) -> dict[str, Any]:
    state = build_map_state(selection, code)
    return {name: state[name] for name in ("picked", "focus", "members", "seat")}
