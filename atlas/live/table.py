"""A table on the page: a real one, small, that a keyboard and a screen reader can walk."""

import functools
from collections.abc import Callable, Mapping
from typing import Any, Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import Asset
from atlas.live.component import build_component, build_module, build_style, mount, write_constants
from atlas.paths import LIVE
from atlas.views.table import Table
from atlas.views.theme import STEPS
from atlas.words import gettext, language

_HTML: Final = '<div class="atlas-table"></div>'


def show_table(
    table: Table, key: str, *, page: int = 1, triggers: Mapping[str, Callable[[Any], None]] | None = None
) -> None:
    """Show one page of a table.

    Parameters
    ----------
    table : Table
        From a builder in `views`.
    key : str
        Key of the component in the page.
    page : int, default 1
        Which page, from 1; a page that is not there becomes the nearest.
    triggers : mapping of str to callable, optional
        `pick`, `sort` and `page`: what to do when the reader picks a cell, a column or a page; the value
        comes from the browser, unchecked.
    """
    handlers = {"pick": _ignore, "sort": _ignore, "page": _ignore} | dict(triggers or {})
    mount(_component(language()), key, data=table.page(page), triggers=handlers)


@functools.cache
def table_module(spoken: str) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of all tables.

    Parameters
    ----------
    spoken : str
        Language of its words, ISO 639-1.
    """
    return build_module("table", grid_script(), constants={"addresses": {"style": build_style().address}})


def grid_script() -> str:
    """Return the script that builds a table, `atlasGrid`, with its words; other scripts use it too."""
    words = {
        "previous": gettext("Previous"),
        "next": gettext("Next"),
        "pages": gettext("Pages"),
        "page": gettext("Page"),
    }
    grid = (LIVE / "grid.js").read_text(encoding="utf-8")
    return "\n".join([*write_constants({"gridWords": words, "gridSteps": list(STEPS)}), grid])


@functools.cache
def _component(spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_table_{spoken}", table_module(spoken), _HTML)


def _ignore(_: object) -> None:
    """Do nothing: this table has no such choice."""
