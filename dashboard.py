"""The frame of every page: configuration, navigation, filters, notices."""

import streamlit as st

from atlas.ui.cached import catalog
from atlas.ui.filters import ask_filters
from atlas.ui.focus import ask_focus
from atlas.ui.frame import show_navigation, show_notices
from atlas.ui.view import current_view, rejected_values
from atlas.ui.widgets import note_widgets
from atlas.views.text import escape
from atlas.words import gettext

st.set_page_config(page_title=gettext(catalog().title), page_icon="🌐", layout="wide")

pages = [
    st.Page("pages/map.py", title=gettext("Map"), icon=":material/public:", default=True),
    st.Page("pages/network.py", title=gettext("Network"), icon=":material/hub:", url_path="network"),
    st.Page("pages/timeline.py", title=gettext("Timeline"), icon=":material/timeline:", url_path="timeline"),
    st.Page("pages/profile.py", title=gettext("Profile"), icon=":material/badge:", url_path="profile"),
    st.Page("pages/formats.py", title=gettext("Formats"), icon=":material/groups:", url_path="formats"),
    st.Page("pages/matrix.py", title=gettext("Matrix"), icon=":material/grid_on:", url_path="matrix"),
    st.Page("pages/compare.py", title=gettext("Compare"), icon=":material/compare:", url_path="compare"),
    st.Page("pages/records.py", title=gettext("Records"), icon=":material/list_alt:", url_path="records"),
    st.Page("pages/about.py", title=gettext("About"), icon=":material/info:", url_path="about"),
]
page = st.navigation(pages, position="hidden")
view = current_view()
with st.sidebar:
    st.html(f'<p class="atlas-brand">{escape(gettext(catalog().title))}</p>')
    ask_focus(view.focus)
    ask_filters(view)
show_navigation(pages, view)
show_notices(rejected_values())
page.run()
note_widgets()
