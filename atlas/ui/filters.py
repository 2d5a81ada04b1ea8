"""The sidebar: whom to look at and every filter, and the way out when nothing passes."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from atlas.address import read_view
from atlas.live.callbacks import whole
from atlas.live.sidebar import show_sidebar
from atlas.model import Filters, View
from atlas.ui.cached import catalog, facets
from atlas.ui.view import current_view, set_filters, set_focus, set_lists
from atlas.views.text import count_records, filter_label
from atlas.words import gettext


def ask_view(view: View) -> None:
    """Show focus and filters as the address has them; a change goes to the address.

    Parameters
    ----------
    view : View
        What the reader sees.
    """
    triggers = {
        "focus": _change_focus,
        "words": _change_words,
        "years": _change_years,
        "lists": _change_lists,
        "reset": _reset,
    }
    show_sidebar(
        catalog(), view, counts=facets(view.filters), turn=st.session_state.get("turn"), triggers=triggers
    )


def show_nothing_found(filters: Filters, leaves: dict[str, int]) -> None:
    """Say that no record passes, and offer to loosen the filter that is in the way.

    Parameters
    ----------
    filters : Filters
        The filters nothing passes.
    leaves : dict of str to int
        Active filter → records left without it, most first.
    """
    with st.container(border=True):
        st.markdown("**" + gettext("No documented record passes these filters.") + "**")
        st.caption(gettext("That is not proof that there was none. Loosen a filter:"))
        for name, number in list(leaves.items())[:3]:
            st.button(
                gettext("Without “{filter}”: {records}").format(
                    filter=filter_label(name), records=count_records(number)
                ),
                key=f"loosen_{name}",
                on_click=whole(set_filters),
                args=(replace(filters, **{name: getattr(Filters(), name)}),),
            )
        st.button(
            gettext("Reset all filters"), key="loosen_all", on_click=whole(set_filters), args=(Filters(),)
        )


def _change_focus(sent: object) -> None:
    set_focus(_value(sent))


def _change_words(sent: object) -> None:
    words = _value(sent)
    if isinstance(words, str):
        asked, _ = read_view({"q": [words]}, catalog())
        set_filters(replace(current_view().filters, q=asked.filters.q))


def _change_years(sent: object) -> None:
    years = _value(sent)
    if isinstance(years, list):
        asked, rejected = read_view({"years": [str(year) for year in years[:3]]}, catalog())
        if not rejected:
            set_filters(replace(current_view().filters, years=asked.filters.years))


def _change_lists(sent: object) -> None:
    set_lists(_value(sent))


def _reset(sent: object) -> None:
    if _value(sent) is True:
        set_filters(Filters())


def _value(sent: object) -> object:
    """Return what the reader chose, and remember the number of this change; None for what is no change."""
    turn = sent.get("turn") if isinstance(sent, Mapping) else None
    if not isinstance(sent, Mapping) or not isinstance(turn, int):
        return None
    st.session_state["turn"] = max(turn, st.session_state.get("turn") or 0)
    return sent.get("value")
