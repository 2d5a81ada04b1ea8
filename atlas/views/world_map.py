"""The world map, authored with folium: one object for the live page and for a saved file."""

from collections.abc import Mapping
from typing import Any, Final

import folium
from folium.map import Layer
from folium.template import Template

from atlas.catalog import Catalog
from atlas.query import Count, Selection, count_members
from atlas.views.text import entity_name, record_forms
from atlas.views.theme import STEPS
from atlas.words import cldr_locale, gettext

MAP_NAME: Final = "atlas_map"
"""Name of the map's element and variable in the page; one map a page."""

HOME: Final = [[-38.0, -128.0], [68.0, 150.0]]
"""South-west and north-east of what the map shows at first, as [latitude, longitude]."""

_NARROW: Final = 520
"""Below this width in CSS pixels the map starts with the hub's part of the world."""

_BOUNDS: Final = [[-70.0, -230.0], [84.5, 230.0]]
LABEL_ZOOM: Final = 3.75
"""Zoom from which on all names of partners are shown."""

SMALL: Final = 1.8
"""Extent in degrees below which a country gets a dot as well."""


class QuietMap(folium.Map):
    """A folium map without tiles, attribution or scripts from elsewhere; Leaflet is brought by the page."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012, as folium declares it
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def get_name(self) -> str:
        """Return the fixed name, so that the same map always gives the same script."""
        return MAP_NAME


class CountryLayer(Layer):
    """Countries that are drawn once and restyled by data.

    The script calls `atlasCountries` of `world_map.js` with two variables of the surrounding page,
    `atlasGeometry` and `atlasDisputed` (GeoJSON, EPSG:4326).

    Parameters
    ----------
    options : mapping
        `hub`, `names`, `points`, `steps`, `words`, `labelZoom`: what does not change with the view.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = atlasCountries(
            {{ this._parent.get_name() }}, atlasGeometry, atlasDisputed, {{ this.country_options|tojson }}
        );
        {% endmacro %}
        """
    )

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__(name="countries", control=False)
        self._name = "CountryLayer"
        self.country_options = dict(options)

    def get_name(self) -> str:
        """Return the fixed variable name."""
        return "atlas_countries"

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # noqa: ANN401, as in folium
        """Render without the `addTo` that folium adds to its own layers: ours adds itself."""
        super(Layer, self).render(**kwargs)  # type: ignore[no-untyped-call]


def build_world_map(
    catalog: Catalog, label_points: Mapping[str, tuple[float, float]], sizes: Mapping[str, float]
) -> folium.Map:
    """Return the map of a data set, with no view applied yet.

    Parameters
    ----------
    catalog : Catalog
        Gives the hub and the names.
    label_points : mapping of str to (float, float)
        Where a country's name stands: ISO 3166-1 alpha-3 → (longitude, latitude), degrees, WGS 84.
    sizes : mapping of str to float
        Extent of each country in degrees, the square root of its area; a small one gets a dot to click.

    Returns
    -------
    folium.Map
        With one `CountryLayer`; its script, rendered, is all the live page needs.
    """
    world = QuietMap(
        location=None,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        zoom_delta=0.75,
        wheel_px_per_zoom_level=90,
        min_zoom=0,
        max_zoom=7,
        max_bounds=False,
    )
    world.options["maxBounds"] = _BOUNDS
    world.options["maxBoundsViscosity"] = 0.8
    CountryLayer(_options(catalog, label_points, sizes)).add_to(world)
    return world


def build_map_state(selection: Selection, focus: str) -> dict[str, Any]:
    """Return what the map has to show for a view: a few kilobytes of JSON.

    Parameters
    ----------
    selection : Selection
        The records in view.
    focus : str
        Id of the entity in focus, or ''.

    Returns
    -------
    dict
        `countries`: ISO 3166-1 alpha-3 → [records, drawn, first year, last year if it is another], where
        drawn is `d` (direct), `c` (collective only) or `x` (context only); `picked`: the id in focus;
        `focus`: the same if it is a country, else ''; `members`: countries lit up by a format; `seat`:
        [latitude, longitude] of an organisation's seat, or None.
    """
    catalog = selection.catalog
    counts = count_members(selection, "partners")
    countries = {
        code: [count.records, _drawn(count), *dict.fromkeys((count.first_year, count.last_year))]
        for code, count in counts.items()
    }
    state: dict[str, Any] = {
        "countries": countries,
        "picked": focus,
        "focus": "",
        "members": [],
        "seat": None,
    }
    if not focus:
        return state
    kind = catalog.entities[focus].kind
    if kind in ("hub", "partner"):
        state["focus"] = focus
    elif kind == "format":
        state["members"] = list(catalog.members(focus))
    elif kind == "organisation":
        state["seat"] = _seat(catalog, focus)
    else:
        raise ValueError(f"unknown kind of entity {kind!r} of {focus!r}")
    return state


def near_box(catalog: Catalog) -> list[list[float]]:
    """Return south-west and north-east of the hub's part of the world, as [latitude, longitude]."""
    home = catalog.rows("places")[catalog.hub.capital]
    lat, lon = float(home["lat"]), float(home["lon"])
    return [[lat - 30, lon - 55], [lat + 20, lon + 45]]


def _options(
    catalog: Catalog, label_points: Mapping[str, tuple[float, float]], sizes: Mapping[str, float]
) -> dict[str, Any]:
    codes = [catalog.hub.iso3, *catalog.partners["iso3"]]
    return {
        "hub": catalog.hub.iso3,
        "names": {code: entity_name(catalog, code) for code in codes},
        "points": {
            code: [round(label_points[code][1], 2), round(label_points[code][0], 2)]
            for code in codes
            if code in label_points
        },
        "small": [code for code in codes if sizes.get(code, SMALL) < SMALL and code in label_points],
        "steps": list(STEPS),
        "labelZoom": LABEL_ZOOM,
        "home": HOME,
        "near": near_box(catalog),
        "narrow": _NARROW,
        "language": cldr_locale().replace("_", "-"),
        "words": {
            "legend": gettext("Records in view"),
            "collective": gettext("only named for all partners at once"),
            "hub": gettext("the hub: {name}").format(name=entity_name(catalog, catalog.hub.iso3)),
            "none": gettext("no record in view"),
            "records": record_forms(),
            "context": gettext("context only"),
            "zoomIn": gettext("Zoom in"),
            "zoomOut": gettext("Zoom out"),
            "reset": gettext("Whole map"),
        },
    }


def _drawn(count: Count) -> str:
    if count.direct:
        return "d"
    return "c" if count.collective else "x"


def _seat(catalog: Catalog, organisation: str) -> list[float] | None:
    seat = catalog.rows("organisations")[organisation]["seat"]
    if not seat:
        return None
    place = catalog.rows("places")[seat]
    return [float(place["lat"]), float(place["lon"])]
