"""What all peers share: the records and borders of the atlas, one filter, one panel."""

import functools
import json
from typing import Any, Final

import streamlit as st

from atlas.catalog import Catalog, load_catalog
from atlas.model import Filters
from atlas.paths import WORLD, data_folder
from atlas.query import Selection, count_members, select_of, select_records
from atlas.views.text import entity_name
from atlas.views.theme import STEPS

DOMAIN: Final = "cyber-security"
DOMAIN_LABEL: Final = "Cyber security"

_RAMP: Final = ("#e6e3dc", "#d3e0ee", "#b0c9e4", "#86abd4", "#5c8cc0", "#376ca6", "#1d4f86")
_ROWS: Final = 10


@st.cache_resource
def catalog() -> Catalog:
    """Return the data set."""
    return load_catalog(data_folder())


@functools.cache
def world() -> dict[str, Any]:
    """Return the borders of the atlas as GeoJSON, EPSG:4326; properties `iso3` and `name`."""
    read: dict[str, Any] = json.loads(WORLD.read_text(encoding="utf-8"))
    return read


def ask_selection() -> Selection:
    """Show the filter; return the records that pass."""
    chosen = st.checkbox(DOMAIN_LABEL)
    return select_records(catalog(), Filters(domain=(DOMAIN,) if chosen else ()))


@st.cache_data(hash_funcs={Selection: lambda selection: selection.filters.domain})
def count_partners(selection: Selection) -> dict[str, int]:
    """Return ISO 3166-1 alpha-3 → records in the selection."""
    return {code: count.records for code, count in count_members(selection, "partners").items()}


def shade(records: int) -> str:
    """Return the colour of a country."""
    return _RAMP[sum(records >= step for step in STEPS)]


def show_panel(selection: Selection, iso3: str) -> None:
    """Show a partner's first records."""
    if iso3 not in catalog().entities:
        st.subheader("No partner chosen")
        return
    own = select_of(selection, iso3)
    st.subheader(entity_name(catalog(), iso3))
    st.caption(f"{own.size} records")
    for row in own.rows(0, _ROWS):
        st.markdown(f"**{row['date']} {row['title']}**\n\n{row['summary']}")
