"""The frame of every page: configuration, navigation, filters, notices."""

import streamlit as st

from atlas.ui.cached import catalog
from atlas.ui.filters import ask_view
from atlas.ui.frame import show_navigation, show_notices
from atlas.ui.share import is_embedded, offer_share
from atlas.ui.view import current_view, rejected_values
from atlas.ui.widgets import note_widgets
from atlas.words import gettext

st.set_page_config(page_title=gettext(catalog().title), page_icon="🌐", layout="wide")

pages = [
    st.Page("pages/map.py", title=gettext("Map"), default=True),
    st.Page("pages/network.py", title=gettext("Network"), url_path="network"),
    st.Page("pages/timeline.py", title=gettext("Timeline"), url_path="timeline"),
    st.Page("pages/profile.py", title=gettext("Profile"), url_path="profile"),
    st.Page("pages/formats.py", title=gettext("Formats"), url_path="formats"),
    st.Page("pages/matrix.py", title=gettext("Matrix"), url_path="matrix"),
    st.Page("pages/compare.py", title=gettext("Compare"), url_path="compare"),
    st.Page("pages/records.py", title=gettext("Records"), url_path="records"),
    st.Page("pages/about.py", title=gettext("About"), url_path="about"),
]
page = st.navigation(pages, position="hidden")
view = current_view()
if not is_embedded():
    with st.sidebar:
        ask_view(view)
    show_navigation(pages, page)
show_notices(rejected_values())
page.run()
offer_share(view)
note_widgets()
