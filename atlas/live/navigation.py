"""The links to all pages: real addresses, each with the filters and the focus of the view."""

import functools
from collections.abc import Sequence
from typing import Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import Asset
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.words import gettext, language

_HTML: Final = '<nav id="atlas-pages" class="atlas-pages"></nav>'


def show_pages(pages: Sequence[tuple[str, str]], here: str) -> None:
    """Show a link to every page; the query they carry comes from the sidebar.

    Parameters
    ----------
    pages : sequence of (str, str)
        Title and path of each, '' for the first page.
    here : str
        Path of the page that is open.
    """
    mount(_component(language(), tuple(pages)), "pages", data={"here": here}, triggers={})


@functools.cache
def navigation_module(spoken: str, pages: tuple[tuple[str, str], ...]) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of the links.

    Parameters
    ----------
    spoken : str
        Language of its words, ISO 639-1.
    pages : tuple of (str, str)
        As for `show_pages`.
    """
    constants = {
        "addresses": {"style": build_style().address},
        "label": gettext("Pages of the atlas"),
        "pages": [list(page) for page in pages],
    }
    return build_module("navigation", constants=constants)


@functools.cache
def _component(spoken: str, pages: tuple[tuple[str, str], ...]) -> ComponentRenderer:
    return build_component(f"atlas_pages_{spoken}", navigation_module(spoken, pages), _HTML)
