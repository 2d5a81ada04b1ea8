"""Builders: tables in, map, network or text out. No Streamlit, no files."""
