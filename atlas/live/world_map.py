"""The world map on the page."""

from collections.abc import Callable, Mapping
from typing import Any

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import ASSETS, Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.export.pictures import map_script
from atlas.live.component import (
    build_component,
    build_module,
    build_style,
    mount,
    unseen_title,
)
from atlas.paths import DISPUTED_LINES, LEAFLET, VIEWS, WORLD
from atlas.views.world_map import MAP_NAME
from atlas.words import gettext, language

_HTML = '<div id="atlas-map" class="atlas-map"></div>'


def show_world_map(catalog: Catalog, state: Mapping[str, Any], *, on_select: Callable[[Any], None]) -> None:
    """Show the map in a given state.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    state : mapping
        From `views.world_map.build_map_state`.
    on_select : callable
        Called with the id the reader chose, '' for none; unchecked.
    """
    mount(_component(catalog, language()), "map", data=world_map_data(state), triggers={"select": on_select})


def world_map_data(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is sent of a state from `views.world_map.build_map_state`."""
    return {name: value for name, value in state.items() if value}


@keep_with_catalog()
def map_assets(catalog: Catalog, spoken: str) -> dict[str, Asset]:  # noqa: ARG001, the key of the cache
    """Return the files the map needs, `module` being its script.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of the texts in the script, ISO 639-1.
    """
    assets = {
        "style": build_style(),
        "leafletStyle": ASSETS.add("leaflet.css", (LEAFLET / "leaflet.css").read_bytes()),
        "leaflet": ASSETS.add("leaflet.js", (LEAFLET / "leaflet.js").read_bytes()),
        "geometry": ASSETS.add("world.geojson", WORLD.read_bytes()),
        "disputed": ASSETS.add("disputed_lines.geojson", DISPUTED_LINES.read_bytes()),
    }
    view = [(VIEWS / name).read_text(encoding="utf-8") for name in ("map_controls.js", "world_map.js")]
    addresses = {name: asset.address for name, asset in assets.items()} | {"element": MAP_NAME}
    constants = {"addresses": addresses}
    return assets | {
        "module": build_module("world_map", *view, map_script(catalog), constants=constants, of=catalog)
    }


@keep_with_catalog()
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    html = unseen_title(gettext("World map")) + _HTML
    return build_component(f"atlas_map_{spoken}", map_assets(catalog, spoken)["module"], html)
