"""pydeck's GeoJsonLayer in `st.pydeck_chart`, without a base map (its tiles come from another host)."""
