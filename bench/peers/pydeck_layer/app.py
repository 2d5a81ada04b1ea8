"""A world map with a filter and a panel."""

import pydeck as pdk
import streamlit as st

from bench.peers.common import ask_selection, count_partners, run_pages, show_panel
from bench.peers.records import shade, world


def build_countries(counts: dict[str, int]) -> list[dict[str, object]]:
    """Return the countries with `records` and `colour` (red, green, blue) as properties."""
    features = []
    for feature in world()["features"]:
        records = counts.get(feature["properties"]["iso3"], 0)
        colour = list(bytes.fromhex(shade(records)[1:]))
        properties = feature["properties"] | {"records": records, "colour": colour}
        features.append({**feature, "properties": properties})
    return features


def show() -> None:
    """Show filter, map and panel."""
    selection = ask_selection()
    picture, panel = st.columns([2, 1])
    with picture:
        countries = pdk.Layer(
            "GeoJsonLayer",
            build_countries(count_partners(selection)),
            id="countries",
            pickable=True,
            auto_highlight=True,
            get_fill_color="properties.colour",
            get_line_color=[255, 255, 255],
            line_width_min_pixels=0.6,
        )
        deck = pdk.Deck(
            countries,
            map_provider=None,
            initial_view_state=pdk.ViewState(latitude=35, longitude=45, zoom=1),
            tooltip={"text": "{name}"},
        )
        seen = st.pydeck_chart(deck, height=600, key="map", on_select="rerun")
    with panel:
        clicked = seen["selection"]["objects"].get("countries")
        show_panel(selection, clicked[0]["properties"]["iso3"] if clicked else "")


run_pages(show)
