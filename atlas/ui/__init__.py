"""The Streamlit layer: what asks the reader and what shows the answer."""
