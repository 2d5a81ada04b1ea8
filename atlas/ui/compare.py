"""Comparing: who is chosen, what is suggested, and where a click leads."""

import functools
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from atlas.address import write_address
from atlas.live.callbacks import whole
from atlas.live.links import show_links
from atlas.live.rhythms import show_rhythms
from atlas.live.table import show_table
from atlas.model import MAX_COMPARED, View
from atlas.query import Selection
from atlas.ui.cached import catalog
from atlas.ui.foot import Box
from atlas.ui.view import current_view, set_view
from atlas.views.compare import (
    PARTS,
    build_facts_table,
    build_part_table,
    part_label,
)
from atlas.views.compare_rhythms import build_rhythm_table, build_rhythms
from atlas.views.compare_words import describe_shared, suggest_compared
from atlas.views.text import entity_name, escape
from atlas.words import gettext, join_words

_CHOICE = "compared"
_PAGE = "compare_page"


def ask_compared(view: View) -> None:
    """Show a search-as-you-type choice of two to five entities; it mirrors the address."""
    if tuple(st.session_state.get(_CHOICE, ())) != view.compared:
        st.session_state[_CHOICE] = list(view.compared)
    codes = [code for code in catalog().entities if code != catalog().hub.iso3]
    st.multiselect(
        gettext("Compare two to five"),
        sorted(codes, key=lambda code: entity_name(catalog(), code)),
        key=_CHOICE,
        format_func=_label,
        on_change=whole(_change_compared),
        max_selections=MAX_COMPARED,
        placeholder=gettext("Find countries, formats, organisations"),
        select_all=False,
    )


def show_suggestions(selection: Selection, view: View) -> None:
    """Offer what could be compared, as links."""
    links = [
        (
            join_words([entity_name(catalog(), code) for code in codes]),
            write_address(replace(view, page="compare", compared=codes)),
        )
        for codes in suggest_compared(selection, view.compared, view.focus)
    ]
    if links:
        show_links(gettext("For instance:"), links, "suggestions")


def show_comparison(selection: Selection, codes: Sequence[str]) -> None:
    """Show what the compared share, their facts, their rhythms, and one part in detail."""
    lines = "<br>".join(escape(line) for line in describe_shared(selection, codes))
    st.html(f'<p class="atlas-compare-shared">{lines}</p>')
    with st.container(key="compare_facts"):
        show_table(build_facts_table(selection, codes), "facts_table")
    st.html(f'<h2 class="atlas-part">{escape(gettext("Records by the year they began"))}</h2>')
    show_rhythms(build_rhythms(selection, codes))
    _show_part(selection, codes)


def rhythm_box(selection: Selection, codes: Sequence[str]) -> Box:
    """Return the bars as a table."""
    build = functools.partial(build_rhythm_table, selection, codes)
    return Box("rhythm_twin", gettext("The bars as a table"), build)


def _show_part(selection: Selection, codes: Sequence[str]) -> None:
    st.html(f'<h2 class="atlas-part">{escape(gettext("In detail"))}</h2>')
    part = st.segmented_control(
        gettext("What to compare"),
        PARTS,
        default=PARTS[0],
        required=True,
        format_func=part_label,
        key="compare_part",
        label_visibility="collapsed",
        persist_state="session",
    )
    table = build_part_table(selection, codes, part or PARTS[0])
    page = st.session_state.get(_PAGE, 1)
    show_table(table, "part_table", page=page, triggers={"page": _turn})


def _change_compared() -> None:
    set_view(replace(current_view(), compared=tuple(st.session_state[_CHOICE])))


def _turn(page: object) -> None:
    if isinstance(page, int):
        st.session_state[_PAGE] = page


def _label(code: str) -> str:
    name = entity_name(catalog(), code)
    return name if name == code else f"{name} · {code}"
