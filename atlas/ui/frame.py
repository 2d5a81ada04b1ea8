"""What stands above every page: navigation, notices, the describing sentence."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from atlas.address import Rejected
from atlas.live.navigation import show_pages
from atlas.model import Filters, View
from atlas.query import Selection
from atlas.ui.cached import selection
from atlas.ui.filters import show_nothing_found
from atlas.views.text import describe, describe_rejected, escape
from atlas.words import ngettext

_NAMED = 5
"""How many values left out of an address a notice names."""


def show_navigation(pages: Sequence[StreamlitPage], here: StreamlitPage) -> None:
    """Show links to all pages, each an address of its own with filters and focus, without what is open."""
    show_pages([(page.title, page.url_path) for page in pages], here.url_path)


def show_notices(rejected: Sequence[Rejected]) -> None:
    """Name every value of the address that was left out."""
    if rejected:
        texts = [describe_rejected(value) for value in rejected[:_NAMED]]
        if more := len(rejected) - len(texts):
            texts.append(ngettext("And {number} more.", "And {number} more.", more).format(number=more))
        lines = "<br>".join(escape(text) for text in texts)
        st.html(f'<div class="atlas-notice" role="status">{lines}</div>')


def show_title(title: str) -> None:
    """Show what the page is called, as its first heading."""
    st.html(f'<h1 class="atlas-title">{escape(title)}</h1>')


def show_sentence(view: View) -> Selection:
    """Show what is seen in one sentence, with a way out if it is nothing; return the records in view."""
    chosen = selection(view.filters)
    show_described(chosen)
    if not chosen.mask.any():
        show_nothing_found(view.filters, _leaves(view))
    return chosen


def show_described(chosen: Selection) -> None:
    """Show in one sentence what is seen."""
    st.html(f'<p class="atlas-sentence" aria-live="polite">{escape(describe(chosen))}</p>')


def _leaves(view: View) -> dict[str, int]:
    filters = view.filters
    without = {name: replace(filters, **{name: getattr(Filters(), name)}) for name in filters.active()}
    leaves = {name: int(selection(looser).mask.sum()) for name, looser in without.items()}
    return dict(sorted(((name, n) for name, n in leaves.items() if n), key=lambda item: -item[1]))
