"""What each page is called, and what a view is called."""

from typing import Final

from atlas.catalog import Catalog
from atlas.model import View
from atlas.views.text import entity_name
from atlas.words import gettext, join_words

PAGES: Final = (
    "",
    "network",
    "timeline",
    "profile",
    "formats",
    "matrix",
    "compare",
    "records",
    "about",
)
"""Every page by its address, the map first."""


def page_label(page: str) -> str:
    """Return what a page is called, as in the navigation.

    Raises
    ------
    KeyError
        If there is no such page.
    """
    return {
        "": gettext("Map"),
        "network": gettext("Network"),
        "timeline": gettext("Timeline"),
        "profile": gettext("Profile"),
        "formats": gettext("Formats"),
        "matrix": gettext("Matrix"),
        "compare": gettext("Compare"),
        "records": gettext("Records"),
        "about": gettext("About"),
    }[page]


def view_name(catalog: Catalog, view: View) -> str:
    """Return whom or what a view is about: record, compared entities or the one in focus; '' for all."""
    if view.record:
        return str(catalog.records.at[view.record, "title"])
    if view.compared:
        return join_words([entity_name(catalog, code) for code in view.compared])
    return entity_name(catalog, view.focus) if view.focus else ""


def describe_page(view: View) -> str:
    """Return the page a view stands on, '' where its name or the atlas's own says it all."""
    if view.record or view.compared or not view.page:
        return ""
    return "" if view.page == "profile" and view.focus else page_label(view.page)
