"""A world map with a filter and a panel."""

import pandas as pd
import plotly.express as px
import streamlit as st

from bench.peers.common import ask_selection, count_partners, run_pages, show_panel
from bench.peers.records import world


def show() -> None:
    """Show filter, map and panel."""
    selection = ask_selection()
    picture, panel = st.columns([2, 1])
    with picture:
        counts = count_partners(selection)
        codes = [feature["properties"]["iso3"] for feature in world()["features"]]
        countries = pd.DataFrame({"iso3": codes, "records": [counts.get(code, 0) for code in codes]})
        figure = px.choropleth(
            countries,
            geojson=world(),
            locations="iso3",
            featureidkey="properties.iso3",
            color="records",
            color_continuous_scale="Blues",
            height=600,
        )
        figure.update_geos(visible=False)
        seen = st.plotly_chart(
            figure,
            key="map",
            on_select="rerun",
            selection_mode="points",
            config={"topojsonURL": "/app/static/topojson/"},
        )
    with panel:
        points = seen["selection"]["points"]
        show_panel(selection, points[0]["location"] if points else "")


run_pages(show)
