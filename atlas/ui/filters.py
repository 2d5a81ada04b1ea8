"""The sidebar: every filter, each with what it would leave, and a way back."""

from dataclasses import replace
from typing import Any

import streamlit as st

from atlas.live.callbacks import whole
from atlas.live.facets import show_facets
from atlas.model import MAX_QUERY, Filters, View
from atlas.ui.cached import catalog, facets
from atlas.ui.view import current_view, set_filters, set_lists
from atlas.views.text import count_records, filter_label
from atlas.words import gettext


def ask_filters(view: View) -> None:
    """Show the filters as the address has them; a change goes to the address.

    Parameters
    ----------
    view : View
        What the reader sees.
    """
    filters = view.filters
    _ask_words(filters)
    _ask_years(filters)
    show_facets(
        catalog(),
        filters,
        counts=facets(filters),
        turn=st.session_state.get("turn"),
        on_change=_change_lists,
    )
    st.button(
        gettext("Reset all filters"),
        key="reset",
        on_click=whole(set_filters),
        args=(Filters(),),
        disabled=not filters.active(),
        width="stretch",
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


def _ask_words(filters: Filters) -> None:
    if st.session_state.get("q") != filters.q:
        st.session_state["q"] = filters.q
    st.text_input(
        filter_label("q"),
        key="q",
        max_chars=MAX_QUERY,
        on_change=whole(_change_words),
        placeholder=gettext("agreement, exercise, place …"),
    )


def _ask_years(filters: Filters) -> None:
    span = (catalog().first_year, catalog().last_year)
    if span[0] == span[1]:
        return
    years = filters.years or span
    if st.session_state.get("years") != years:
        st.session_state["years"] = years
    st.slider(filter_label("years"), *span, key="years", on_change=whole(_change_years))


def _change_words() -> None:
    set_filters(replace(current_view().filters, q=" ".join(st.session_state["q"].split())))


def _change_years() -> None:
    first, last = st.session_state["years"]
    full = (first, last) == (catalog().first_year, catalog().last_year)
    set_filters(replace(current_view().filters, years=None if full else (first, last)))


def _change_lists(sent: Any) -> None:  # noqa: ANN401, it comes from the browser
    turn = sent.get("turn") if isinstance(sent, dict) else None
    st.session_state["turn"] = turn if isinstance(turn, int) else None
    set_lists(sent)
