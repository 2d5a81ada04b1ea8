"""A pyvis network as HTML in an iframe, the way every tutorial puts it into Streamlit."""
