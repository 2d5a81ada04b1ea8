"""The panel of the entity in focus, on the page."""

import functools
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import ASSETS, Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.paths import LIVE
from atlas.views.panel import build_entries
from atlas.words import gettext, language

_BLOCK: Final = 256
"""Records in a file of texts: a view of few needs few files, and no file is large."""

_HTML = '<section id="atlas-panel" class="atlas-panel" tabindex="0"></section>'


def show_panel(
    catalog: Catalog,
    panel: Mapping[str, Any],
    *,
    on_select: Callable[[Any], None],
    on_more: Callable[[Any], None],
) -> None:
    """Show the panel; what travels of a record is its position, its text is fetched once, by blocks.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    panel : mapping
        From `views.panel.build_panel`.
    on_select : callable
        Called with the id of an entity the reader chose, '' to leave the focus; unchecked.
    on_more : callable
        Called with the number of records shown when the reader asks for more; unchecked.
    """
    data = panel_data(catalog, panel)
    mount(_component(language()), "panel", data=data, triggers={"select": on_select, "more": on_more})


def panel_data(catalog: Catalog, panel: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is sent of a panel from `views.panel.build_panel`."""
    numbers = sorted({position // _BLOCK for position in panel["records"]})
    blocks = {str(number): entry_block(catalog, language(), number).address for number in numbers}
    # Names of fields repeated a hundred times would be half of what is sent at a click.
    lists = [
        [part["label"], [[item.get("id", ""), item["label"], item["number"]] for item in part["items"]]]
        for part in panel["lists"]
    ]
    return {**panel, "lists": lists, "blocks": blocks}


@keep_with_catalog()
def entry_block(catalog: Catalog, spoken: str, number: int) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the texts of `_BLOCK` records, from position `number` times `_BLOCK` on.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of the words around the texts, ISO 639-1.
    number : int
        Which block, from 0.
    """
    entries = build_entries(catalog, number * _BLOCK, (number + 1) * _BLOCK)
    return ASSETS.add(
        "records.json", json.dumps(entries, ensure_ascii=False, separators=(",", ":")), of=catalog
    )


@functools.cache
def panel_module(spoken: str) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of the panel.

    Parameters
    ----------
    spoken : str
        Language of its words, ISO 639-1.
    """
    constants = {
        "addresses": {"style": build_style().address},
        "blockSize": _BLOCK,
        "words": {"close": gettext("Leave the focus"), "shut": gettext("Close")},
    }
    entries = (LIVE / "entries.js").read_text(encoding="utf-8")
    return build_module("panel", entries, constants=constants)


@functools.cache
def _component(spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_panel_{spoken}", panel_module(spoken), _HTML)
