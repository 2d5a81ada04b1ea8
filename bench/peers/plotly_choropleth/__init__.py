"""Plotly's choropleth with the borders of the atlas."""
