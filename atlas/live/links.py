"""A row of links to pages of the atlas, named by the data: a button would read their names as Markdown."""

import functools
from collections.abc import Sequence
from typing import Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import Asset
from atlas.live.component import build_component, build_module, build_style, mount

_HTML: Final = '<nav class="atlas-links"></nav>'


def show_links(label: str, links: Sequence[tuple[str, str]], key: str) -> None:
    """Show links side by side.

    Parameters
    ----------
    label : str
        What stands before them.
    links : sequence of (str, str)
        Text of each, and its address relative to where the atlas is mounted.
    key : str
        Key of the component in the page.
    """
    data = {"label": label, "links": [{"text": text, "page": page} for text, page in links]}
    mount(_component(), key, data=data, triggers={})


@functools.cache
def links_module() -> Asset:
    """Return the script of all rows of links."""
    return build_module("links", constants={"addresses": {"style": build_style().address}})


@functools.cache
def _component() -> ComponentRenderer:
    return build_component("atlas_links", links_module(), _HTML)
