"""Sharing the view: the button on every page, and the reduced frame inside another page."""

import streamlit as st

from atlas.live.share import show_origin, show_share
from atlas.model import View
from atlas.ui.cached import catalog


def is_embedded() -> bool:
    """Return whether the atlas stands inside another page: `?embed=true` in the address."""
    return bool(st.context.is_embedded)


def offer_share(view: View) -> None:
    """Show what leads out of the page: the share button; inside another page, where the view comes from."""
    if is_embedded():
        show_origin(catalog(), view)
    else:
        show_share(catalog())
