"""What stands around every page: navigation, notices, the describing sentence, the border line."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from atlas.address import Rejected, write_query
from atlas.live.table import show_table
from atlas.model import Filters, View
from atlas.query import Selection
from atlas.ui.cached import catalog, selection
from atlas.ui.filters import show_nothing_found
from atlas.ui.view import set_focus
from atlas.views.text import describe, describe_rejected, escape
from atlas.views.twins import build_entity_table, build_source_table, describe_sources
from atlas.words import gettext, ngettext

_NAMED = 5
"""How many values left out of an address a notice names."""


def show_navigation(pages: Sequence[StreamlitPage], view: View) -> None:
    """Show links to all pages, each an address of its own with filters and focus, without what is open."""
    query = write_query(replace(view, record="", compared=()))
    with st.container(horizontal=True, gap="small", key="pages"):
        for page in pages:
            st.page_link(page, query_params=query, width="content")


def show_notices(rejected: Sequence[Rejected]) -> None:
    """Name every value of the address that was left out."""
    if rejected:
        texts = [describe_rejected(value) for value in rejected[:_NAMED]]
        if more := len(rejected) - len(texts):
            texts.append(ngettext("And {number} more.", "And {number} more.", more).format(number=more))
        lines = "<br>".join(escape(text) for text in texts)
        st.html(f'<div class="atlas-notice" role="status">{lines}</div>')


def show_title(title: str) -> None:
    """Show what the page is called, as its first heading."""
    st.html(f'<h1 class="atlas-title">{escape(title)}</h1>')


def show_sentence(view: View) -> Selection:
    """Show what is seen in one sentence, with a way out if it is nothing; return the records in view."""
    chosen = selection(view.filters)
    show_described(chosen)
    if not chosen.mask.any():
        show_nothing_found(view.filters, _leaves(view))
    return chosen


def show_described(chosen: Selection) -> None:
    """Show in one sentence what is seen."""
    st.html(f'<p class="atlas-sentence" aria-live="polite">{escape(describe(chosen))}</p>')


def show_twin(chosen: Selection, view: View) -> None:
    """Offer the picture above as a table; it is made only when opened."""
    box = st.expander(gettext("The same as a table"), key="twin", on_change="rerun")
    if box.open:
        with box:
            page = st.session_state.get("twin_page", 1)
            triggers = {"pick": set_focus, "page": _page_of("twin_page")}
            show_table(build_entity_table(chosen, view.focus), "twin_table", page=page, triggers=triggers)


def show_sources(chosen: Selection) -> None:
    """Say how many sources stand behind the view; list them when asked."""
    box = st.expander(describe_sources(chosen), key="sources", on_change="rerun")
    if box.open:
        with box:
            page = st.session_state.get("sources_page", 1)
            triggers = {"page": _page_of("sources_page")}
            show_table(build_source_table(chosen), "source_table", page=page, triggers=triggers)


def _page_of(key: str) -> Callable[[object], None]:
    def turn(page: object) -> None:
        if isinstance(page, int):
            st.session_state[key] = page

    return turn


def show_footer() -> None:
    """Show the border policy and where the data come from, in a line each."""
    policy = gettext(
        "Boundaries follow the United Nations as far as openly licensed geometry allows; dashed lines are "
        "not settled. They imply no opinion on the legal status of any territory."
    )
    data = gettext("Data version {version}, CC BY 4.0. Not documented here does not mean there was none.")
    st.html(f'<p class="atlas-policy">{escape(policy)} {escape(data.format(version=catalog().version))}</p>')


def _leaves(view: View) -> dict[str, int]:
    filters = view.filters
    without = {name: replace(filters, **{name: getattr(Filters(), name)}) for name in filters.active()}
    leaves = {name: int(selection(looser).mask.sum()) for name, looser in without.items()}
    return dict(sorted(((name, n) for name, n in leaves.items() if n), key=lambda item: -item[1]))
