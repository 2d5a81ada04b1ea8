"""A world map with a filter and a panel."""

import streamlit as st
from streamlit_folium import st_folium

from bench.peers.common import ask_selection, count_partners, run_pages, show_panel
from bench.peers.folium_map import build_countries, build_map


def show() -> None:
    """Show filter, map and panel."""
    selection = ask_selection()
    picture, panel = st.columns([2, 1])
    with picture:
        world_map = build_map()
        build_countries(count_partners(selection)).add_to(world_map)
        seen = st_folium(
            world_map,
            key="map",
            use_container_width=True,
            height=600,
            returned_objects=["last_active_drawing"],
        )
    with panel:
        clicked = seen["last_active_drawing"]
        show_panel(selection, clicked["properties"]["iso3"] if clicked else "")


run_pages(show)
