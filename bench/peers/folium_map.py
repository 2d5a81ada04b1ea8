"""The map both folium peers show, without anything from another host."""

from typing import Any

import folium

from bench.peers.leaflet import SCRIPT, STYLE
from bench.peers.records import shade, world


class OfflineMap(folium.Map):
    """A folium map whose Leaflet comes from the app's own folder."""

    default_js = [("leaflet", SCRIPT)]  # noqa: RUF012, as folium declares it
    default_css = [("leaflet_css", STYLE)]  # noqa: RUF012


def build_map() -> folium.Map:
    """Return the empty map."""
    return OfflineMap([35, 45], zoom_start=2, tiles=None, attribution_control=False)


def build_countries(counts: dict[str, int]) -> folium.GeoJson:
    """Return the countries, coloured by their records."""

    def style(feature: dict[str, Any]) -> dict[str, Any]:
        iso3 = feature["properties"]["iso3"]
        records = counts.get(iso3, 0)
        return {
            "fillColor": shade(records),
            "color": "#ffffff",
            "weight": 0.6,
            "fillOpacity": 1,
            "className": f"c-{iso3 or 'none'} n-{records}",
        }

    return folium.GeoJson(world(), style_function=style, tooltip=folium.GeoJsonTooltip(["name"]))
