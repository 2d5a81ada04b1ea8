"""The matrix: partner by domain, partner by kind, domain by era."""

import streamlit as st

from atlas.ui.foot import show_foot, source_box
from atlas.ui.frame import show_sentence, show_title
from atlas.ui.matrix import ask_shape, ask_sort, show_matrix, show_picked
from atlas.ui.view import current_view
from atlas.words import gettext

view = current_view()
show_title(gettext("Matrix"))
selection = show_sentence(view)
with st.container(horizontal=True, vertical_alignment="bottom"):
    shape = ask_shape()
    sort = ask_sort()
st.caption(
    gettext(
        "A number is tied to these participants; “+ number” is said of all partners at once, and hatched."
    )
)
show_picked(selection, shape)
show_matrix(selection, shape, sort)
show_foot(source_box(selection))
