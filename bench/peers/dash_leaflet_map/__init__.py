"""Dash with dash-leaflet: the peer that is not Streamlit."""
