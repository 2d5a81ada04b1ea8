"""The panel beside map and network."""

import streamlit as st

from atlas.live.panel import show_panel
from atlas.model import View
from atlas.ui.cached import catalog, panel
from atlas.ui.view import set_focus
from atlas.views.panel import PAGE_ROWS

_MOST_ROWS = 5_000


def show_focus(view: View) -> None:
    """Show the panel of the entity in focus, of the hub if there is none."""
    if st.session_state.get("panel_of") != view.focus:
        st.session_state["panel_of"] = view.focus
        st.session_state["panel_rows"] = PAGE_ROWS
    rows = st.session_state["panel_rows"]
    shown = panel(view.filters, view.focus, rows)
    show_panel(catalog(), shown, on_select=set_focus, on_more=_show_more)


def _show_more(shown: object) -> None:
    # The browser says how many it shows; a forged number may not make the answer larger than a step.
    rows = st.session_state.get("panel_rows", PAGE_ROWS)
    if isinstance(shown, int) and shown <= rows:
        st.session_state["panel_rows"] = min(rows + 4 * PAGE_ROWS, _MOST_ROWS)
