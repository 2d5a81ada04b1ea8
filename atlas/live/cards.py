"""Formats and organisations as cards, on the page."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import ASSETS, Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.paths import DISPUTED_LINES, LIVE, VIEWS, WORLD
from atlas.views.cards import build_cards
from atlas.words import gettext, language

_HTML: Final = '<div id="atlas-cards" class="atlas-cards" style="min-height:80dvh"></div>'


def show_cards(
    catalog: Catalog, state: Mapping[str, Any], *, triggers: Mapping[str, Callable[[Any], None]]
) -> None:
    """Show the cards.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    state : mapping
        From `views.cards.build_cards_state`.
    triggers : mapping of str to callable
        `select` gets the id of an entity, '' to leave the focus; `record` that of a record; both unchecked.
    """
    mount(_component(catalog, language()), "cards", data=state, triggers=triggers)


@keep_with_catalog()
def cards_assets(catalog: Catalog, spoken: str) -> dict[str, Asset]:  # noqa: ARG001, the key of the cache
    """Return the files the cards need, `module` being their script.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of the texts in the files, ISO 639-1.
    """
    assets = {
        "style": build_style(),
        "geometry": ASSETS.add("world.geojson", WORLD.read_bytes()),
        "disputed": ASSETS.add("disputed_lines.geojson", DISPUTED_LINES.read_bytes()),
        "base": ASSETS.add("cards.json", json.dumps(build_cards(catalog), ensure_ascii=False), of=catalog),
    }
    paths = (LIVE / "entries.js", VIEWS / "rhythm.js", VIEWS / "small_map.js")
    parts = [path.read_text(encoding="utf-8") for path in paths]
    constants = {"addresses": {name: asset.address for name, asset in assets.items()}, "words": _words()}
    return assets | {"module": build_module("cards", *parts, constants=constants, of=catalog)}


@keep_with_catalog()
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_cards_{spoken}", cards_assets(catalog, spoken)["module"], _HTML)


def _words() -> dict[str, str]:
    return {
        "put": gettext("Focus"),
        "leave": gettext("In focus"),
        "focus": gettext("Focus on {name}"),
        "formats": gettext("Map of the members of {name}; they are named below it."),
        "organisations": gettext("Map of the countries in the records of {name}; they are named below it."),
        "lands": gettext("Countries in its records ({number})"),
        "sources": gettext("Sources"),
        "records": gettext("Records"),
        "collective": gettext("{number} of them said of several formats or all partners at once"),
        "context": gettext("{number} of context apart"),
        "contextOnly": gettext("Only context in view ({number}), nothing that counts as cooperation."),
        "none": gettext("No record in view. Not documented here does not mean there was none."),
        "span": gettext("From – to"),
        "met": gettext("Met"),
        "notMet": gettext("no visit or consultation documented in view"),
        "level": gettext("Level"),
        "exercises": gettext("Exercises"),
        "signed": gettext("Signed or adopted"),
        "tasks": gettext("Said of several formats, or of all partners, at once"),
        "ministry": gettext("How the ministry describes it"),
        "others": gettext("What other sources say of all partners at once"),
        "intro": gettext(
            "These statements are about the cooperation as a whole, or about all partners at once: its "
            "methods, aims, areas and size. They name no country and no format, so they count with none of "
            "them. They stand in summary, by document and paragraph."
        ),
        "noneSaid": gettext("Nothing that is said of all partners at once is in view."),
        "paragraph": gettext("Paragraph {number}"),
        "besides": gettext("Besides"),
        "contents": gettext("On this page"),
    }
