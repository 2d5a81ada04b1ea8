"""The timeline: its lanes, the record opened in it, the way from there."""

from dataclasses import replace

import streamlit as st

from atlas.live.timeline import show_timeline
from atlas.model import View
from atlas.query import Selection
from atlas.ui.cached import catalog, selection
from atlas.ui.foot import Box
from atlas.ui.view import current_view, set_record, set_view
from atlas.views.records import USUAL_COLUMNS, Sorting, build_record_table, order_records
from atlas.views.table import Table
from atlas.views.timeline import LANES, build_timeline_state, lane_label
from atlas.words import gettext


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


def timeline_box(chosen: Selection, view: View) -> Box:
    """Return the records of the timeline as a table in time order."""
    sorting = Sorting("date", descending=False)

    def build() -> Table:
        order = order_records(chosen, sorting)
        return build_record_table(chosen, order, USUAL_COLUMNS, sorting, marked=view.record)

    return Box("timeline_twin", gettext("The same as a table"), build, {"pick": set_record})


def _focus_beside_record(focus: object) -> None:
    """Change the focus and keep the record open that named it."""
    if isinstance(focus, str) and (not focus or focus in catalog().entities):
        set_view(replace(current_view(), focus=focus))
