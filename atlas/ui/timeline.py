"""The timeline: its lanes, the record opened in it, the way from there."""

from dataclasses import replace

import streamlit as st

from atlas.live.table import show_table
from atlas.live.timeline import show_timeline
from atlas.model import View
from atlas.query import Selection
from atlas.ui.cached import catalog, selection
from atlas.ui.view import current_view, set_record, set_view
from atlas.views.records import USUAL_COLUMNS, Sorting, build_record_table, order_records
from atlas.views.timeline import LANES, build_timeline_state, lane_label
from atlas.words import gettext

_TWIN_PAGE = "timeline_twin_page"


def ask_lanes() -> str:
    """Show what the lanes can stand for; return what the reader chose."""
    chosen: str | None = st.segmented_control(
        gettext("Lanes"),
        LANES,
        default=LANES[0],
        required=True,
        format_func=lane_label,
        key="timeline_lanes",
        label_visibility="collapsed",
        persist_state="session",
    )
    return chosen or LANES[0]


def show_records_in_time(chosen: Selection, view: View, lanes: str) -> None:
    """Show the records in view on the timeline; what is clicked there opens or gets the focus."""
    wider = selection(replace(view.filters, years=None))
    state = build_timeline_state(chosen, wider, lanes=lanes, focus=view.focus, record=view.record)
    show_timeline(catalog(), state, triggers={"open": set_record, "select": _focus_beside_record})


def show_timeline_twin(chosen: Selection, view: View) -> None:
    """Offer the records of the timeline as a table in time order; it is made only when opened."""
    box = st.expander(gettext("The same as a table"), key="timeline_twin", on_change="rerun")
    if not box.open:
        return
    sorting = Sorting("date", descending=False)
    table = build_record_table(
        chosen, order_records(chosen, sorting), USUAL_COLUMNS, sorting, marked=view.record
    )
    with box:
        page = st.session_state.get(_TWIN_PAGE, 1)
        show_table(table, "timeline_table", page=page, triggers={"pick": set_record, "page": _turn})


def _focus_beside_record(focus: object) -> None:
    """Change the focus and keep the record open that named it."""
    if isinstance(focus, str) and (not focus or focus in catalog().entities):
        set_view(replace(current_view(), focus=focus))


def _turn(page: object) -> None:
    if isinstance(page, int):
        st.session_state[_TWIN_PAGE] = page
