"""One checkbox, one text, two pages: nothing of ours in it."""

import streamlit as st


def home() -> None:
    """Show the checkbox and the text that changes with it."""
    chosen = st.checkbox("Cyber security")
    st.text("on" if chosen else "off")


def other() -> None:
    """Show a text."""
    st.text("other page")


st.navigation([st.Page(home, title="Home", default=True), st.Page(other, title="Other")]).run()
