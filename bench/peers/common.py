"""What all Streamlit peers share: one filter, one panel, a second page."""

from collections.abc import Callable

import streamlit as st

from atlas.catalog import Catalog
from atlas.query import Selection
from bench.peers.records import (
    DOMAIN_LABEL,
    OTHER,
    count_records,
    panel_texts,
    read_catalog,
    select_domain,
)


@st.cache_resource
def catalog() -> Catalog:
    """Return the data set."""
    return read_catalog()


def ask_selection() -> Selection:
    """Show the filter; return the records that pass."""
    return select_domain(catalog(), chosen=st.checkbox(DOMAIN_LABEL))


@st.cache_data(hash_funcs={Selection: lambda selection: selection.filters.domain})
def count_partners(selection: Selection) -> dict[str, int]:
    """Return ISO 3166-1 alpha-3 → records in the selection."""
    return count_records(selection)


def show_panel(selection: Selection, iso3: str) -> None:
    """Show a partner's first records."""
    name, size, rows = panel_texts(selection, iso3)
    st.subheader(name)
    if size:
        st.caption(size)
    for heading, text in rows:
        st.markdown(f"**{heading}**\n\n{text}")


def run_pages(show: Callable[[], None]) -> None:
    """Show the peer on its first page; the second has only a text."""
    st.set_page_config(layout="wide")
    first = st.Page(show, title="Home", default=True)
    st.navigation([first, st.Page(_show_other, title="Other", url_path="other")]).run()


def _show_other() -> None:
    st.text(OTHER)
