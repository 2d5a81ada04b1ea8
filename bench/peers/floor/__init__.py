"""An empty Streamlit script: the least any answer can cost."""
