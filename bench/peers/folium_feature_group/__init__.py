"""streamlit-folium with `feature_group_to_add`, its own way to change a map without building it anew."""
