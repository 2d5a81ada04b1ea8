"""What a reader sees when a page raises: a sentence, and nothing of what went wrong."""

import streamlit as st

from atlas.views.text import escape
from atlas.words import gettext


def show_trouble(error: Exception) -> bool:  # noqa: ARG001, Streamlit hands it over and has logged it
    """Show that the page could not be finished.

    Returns
    -------
    bool
        True: Streamlit has nothing to add.
    """
    text = gettext("This page could not be shown whole. Please load it again, or go to another.")
    st.html(f'<div class="atlas-notice" role="alert">{escape(text)}</div>')
    return True
