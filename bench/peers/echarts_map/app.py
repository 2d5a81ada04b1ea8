"""A world map with a filter and a panel."""

import streamlit as st
from streamlit_echarts import Map, st_echarts

from bench.peers.common import ask_selection, count_partners, run_pages, show_panel
from bench.peers.records import world


def show() -> None:
    """Show filter, map and panel."""
    selection = ask_selection()
    counts = count_partners(selection)
    picture, panel = st.columns([2, 1])
    with picture:
        clicked = st_echarts(
            {
                "title": {"text": f"United States: {counts.get('USA', 0)}"},
                "tooltip": {},
                "visualMap": {"min": 0, "max": 100, "text": ["many", "none"]},
                "series": [
                    {
                        "type": "map",
                        "map": "world",
                        "nameProperty": "iso3",
                        "data": [{"name": code, "value": records} for code, records in counts.items()],
                    }
                ],
            },
            map=Map("world", world()),
            events={"click": "function(params) { return params.name }"},
            height="600px",
            key="map",
        )
    with panel:
        show_panel(selection, clicked.get("chart_event") or "")


run_pages(show)
