"""Writers: from a view of the data set to the bytes of a file. No Streamlit, no Starlette, no disk."""
