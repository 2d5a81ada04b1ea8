"""The timeline on the page."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import ASSETS, Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.paths import VIEWS
from atlas.views.timeline import build_timeline_base, timeline_words
from atlas.words import cldr_locale, language

_PARTS: Final = ("timeline_layout.js", "timeline_parts.js", "timeline.js")
_HEIGHT: Final = "height:clamp(440px,calc(100dvh - 235px),1100px)"
_HTML: Final = f'<div id="atlas-timeline" class="atlas-timeline" style="{_HEIGHT}"></div>'


def show_timeline(
    catalog: Catalog, state: Mapping[str, Any], *, triggers: Mapping[str, Callable[[Any], None]]
) -> None:
    """Show the timeline in a given state.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    state : mapping
        From `views.timeline.build_timeline_state`.
    triggers : mapping of str to callable
        `open` gets the id of the record the reader chose, '' to close it; `select` that of an entity, '' for
        none. Both unchecked.
    """
    mount(_component(catalog, language()), "timeline", data=state, triggers=triggers)


@keep_with_catalog()
def timeline_assets(catalog: Catalog, spoken: str) -> dict[str, Asset]:  # noqa: ARG001, the key of the cache
    """Return the files the timeline needs, `module` being its script.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of the texts in the files, ISO 639-1.
    """
    base = json.dumps(build_timeline_base(catalog), ensure_ascii=False, separators=(",", ":"))
    assets = {"style": build_style(), "base": ASSETS.add("timeline.json", base, of=catalog)}
    constants = {
        "addresses": {name: asset.address for name, asset in assets.items()},
        "words": timeline_words(),
        "locale": cldr_locale().replace("_", "-"),
    }
    parts = [(VIEWS / name).read_text(encoding="utf-8") for name in _PARTS]
    return assets | {"module": build_module("timeline", *parts, constants=constants, of=catalog)}


@keep_with_catalog()
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_timeline_{spoken}", timeline_assets(catalog, spoken)["module"], _HTML)
