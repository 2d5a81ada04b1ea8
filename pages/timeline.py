"""The timeline: what happened when, side by side in lanes, and playing through the years."""

import streamlit as st

from atlas.ui.foot import show_foot, source_box
from atlas.ui.frame import show_sentence, show_title
from atlas.ui.player import show_years_player
from atlas.ui.timeline import ask_lanes, show_records_in_time, timeline_box
from atlas.ui.view import current_view
from atlas.words import gettext

view = current_view()
show_title(gettext("Timeline"))
selection = show_sentence(view)
with st.container(horizontal=True, gap="small", key="timeline_tools"):
    lanes = ask_lanes()
    show_years_player(view)
show_records_in_time(selection, view, lanes)
show_foot(timeline_box(selection, view), source_box(selection))
