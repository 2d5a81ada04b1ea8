"""The timeline: what happened when, side by side in lanes, and playing through the years."""

import streamlit as st

from atlas.ui.frame import show_footer, show_sentence, show_sources, show_title
from atlas.ui.player import show_years_player
from atlas.ui.timeline import ask_lanes, show_records_in_time, show_timeline_twin
from atlas.ui.view import current_view
from atlas.words import gettext

view = current_view()
show_title(gettext("Timeline"))
selection = show_sentence(view)
with st.container(horizontal=True, gap="small", key="timeline_tools"):
    lanes = ask_lanes()
    show_years_player(view)
show_records_in_time(selection, view, lanes)
show_timeline_twin(selection, view)
show_sources(selection)
show_footer()
