"""The formats page: the cards, the way from them to a record, the same as a table."""

import functools
from typing import Final

import streamlit as st

from atlas.address import write_query
from atlas.live.cards import show_cards
from atlas.model import View
from atlas.query import Selection
from atlas.ui.cached import cards, catalog
from atlas.ui.foot import Box
from atlas.ui.view import set_focus, set_record
from atlas.views.card_table import build_card_table
from atlas.words import gettext

_RECORD: Final = "formats_record"


def show_formats(view: View) -> None:
    """Show every format and organisation with what the view has of it."""
    state = {**cards(view.filters), "focus": view.focus}
    show_cards(catalog(), state, triggers={"select": set_focus, "record": _ask_record})


def formats_box(chosen: Selection, view: View) -> Box:
    """Return the cards as a table."""
    label = gettext("The same as a table")
    build = functools.partial(build_card_table, chosen, cards(view.filters), view.focus)
    return Box("formats_twin", label, build, {"pick": set_focus})


def go_to_record(view: View) -> None:
    """Leave for the page of records if the reader chose one of the titles."""
    if st.session_state.pop(_RECORD, False) and view.record:
        st.switch_page("pages/records.py", query_params=write_query(view))


def _ask_record(record: object) -> None:
    set_record(record)
    st.session_state[_RECORD] = True
