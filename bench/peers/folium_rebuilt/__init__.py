"""streamlit-folium as its tutorials show it: the map is built anew at each rerun."""
