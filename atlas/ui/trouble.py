"""What a reader sees when a page raises: a sentence, and nothing of what went wrong."""

from collections.abc import Callable

import streamlit as st

from atlas.views.text import escape
from atlas.words import gettext


def show_trouble(error: Exception, *, note: Callable[[Exception], None] | None = None) -> bool:
    """Show that the page could not be finished.

    Parameters
    ----------
    error : Exception
        What was raised; Streamlit has logged it.
    note : callable, optional
        Told of the error, too.

    Returns
    -------
    bool
        True: Streamlit has nothing to add.
    """
    if note is not None:
        note(error)
    text = gettext("This page could not be shown whole. Please load it again, or go to another.")
    st.html(f'<div class="atlas-notice" role="alert">{escape(text)}</div>')
    return True
