"""Choosing an entity by its name: the way to the focus that needs no mouse."""

import streamlit as st

from atlas.live.callbacks import whole
from atlas.ui.cached import catalog, entities_by_name
from atlas.ui.view import set_focus
from atlas.views.text import entity_name
from atlas.words import gettext, language


def ask_focus(focus: str) -> None:
    """Show a search-as-you-type select of every entity.

    Parameters
    ----------
    focus : str
        Id of the entity in focus, or ''.
    """
    if st.session_state.get("focus") != (focus or None):
        st.session_state["focus"] = focus or None
    st.selectbox(
        gettext("In focus"),
        entities_by_name(language()),
        index=None,
        key="focus",
        format_func=_label,
        on_change=whole(_change_focus),
        placeholder=gettext("Country, format, organisation"),
    )


def _label(code: str) -> str:
    name = entity_name(catalog(), code)
    return name if name == code else f"{name} · {code}"


def _change_focus() -> None:
    set_focus(st.session_state["focus"] or "")
