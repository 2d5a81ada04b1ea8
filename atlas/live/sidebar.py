"""The sidebar: the entity in focus, every filter, each value with the number of records it would leave."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pandas as pd
from streamlit.components.v2.types import ComponentRenderer

from atlas.address import LISTS, allowed_values, encode_query
from atlas.assets import Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.index import spoken_names
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.live.relation_network import network_assets
from atlas.live.world_map import map_assets
from atlas.model import MAX_QUERY, Filters, View
from atlas.paths import LIVE
from atlas.views.text import entity_name, filter_label, value_label
from atlas.words import gettext, language

_HTML: Final = '<div id="atlas-sidebar" class="atlas-sidebar"></div>'
_PARTS: Final = ("chooser.js", "facets.js", "ahead.js")
_ORDER: Final = ("hub", "format", "organisation", "partner")


def show_sidebar(
    catalog: Catalog,
    view: View,
    *,
    counts: Mapping[str, Mapping[str, int]],
    turn: int | None,
    triggers: Mapping[str, Callable[[Any], None]],
) -> None:
    """Show the sidebar as the view has it, and tell the rest of the page the query of the view.

    Parameters
    ----------
    catalog : Catalog
        Gives the values and their names.
    view : View
        What is chosen.
    counts : mapping of str to mapping of str to int
        From `query.count_facets`.
    turn : int or None
        Number of the reader's change this answers; None if there was none in this session.
    triggers : mapping of str to callable
        `focus`, `words`, `years`, `lists`, `reset`: called with `{"turn": int, "value": …}`, unchecked.
        The value is an id, a text, two years, parameter → ids, or True.
    """
    data = sidebar_data(catalog, view, counts=counts, turn=turn)
    mount(_component(catalog, language()), "sidebar", data=data, triggers=triggers)


def sidebar_data(
    catalog: Catalog, view: View, *, counts: Mapping[str, Mapping[str, int]], turn: int | None
) -> dict[str, Any]:
    """Return what is sent of a view; the parameters are those of `show_sidebar`."""
    filters = view.filters
    return {
        "query": encode_query(view),
        "focus": view.focus,
        "words": filters.q,
        "years": filters.years,
        "selected": {name: list(getattr(filters, name)) for name in LISTS if getattr(filters, name)},
        "counts": {name: [counts[name][value] for value in allowed_values(name, catalog)] for name in LISTS},
        "active": bool(filters.active()),
        "turn": turn,
    }


@keep_with_catalog()
def sidebar_module(catalog: Catalog, spoken: str) -> Asset:
    """Return the script of the sidebar, all values and their names in it.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of the names, ISO 639-1.
    """
    parts = [(LIVE / name).read_text(encoding="utf-8") for name in _PARTS]
    constants = {"options": _options(catalog), "addresses": _addresses(catalog, spoken)}
    return build_module("sidebar", *parts, constants=constants, of=catalog)


@keep_with_catalog()
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_sidebar_{spoken}", sidebar_module(catalog, spoken), _HTML)


def _addresses(catalog: Catalog, spoken: str) -> dict[str, Any]:
    """Return the style, and what is loaded once the page is at rest, with the name it puts on the page."""
    world, network = map_assets(catalog, spoken), network_assets(catalog, spoken)
    later = [
        [network["vis"].address, "vis"],
        [network["module"].address, ""],
        [world["leaflet"].address, "L"],
        [world["module"].address, ""],
    ]
    return {"style": build_style().address, "later": later}


def _options(catalog: Catalog) -> dict[str, Any]:
    return {
        "title": gettext(catalog.title),
        "span": [catalog.first_year, catalog.last_year],
        "longest": MAX_QUERY,
        "entities": _entities(catalog),
        "facets": _facets(catalog),
        "words": {
            "focus": {
                "label": gettext("In focus"),
                "hint": gettext("Country, format, organisation"),
                "clear": gettext("Leave the focus"),
                "none": gettext("Nothing of this name"),
            },
            "words": filter_label("q"),
            "hint": gettext("agreement, exercise, place …"),
            "years": {
                "label": filter_label("years"),
                "ends": [gettext("Years — start"), gettext("Years — end")],
            },
            "reset": gettext("Reset all filters"),
            "skip": gettext("Skip to the page"),
        },
    }


def _entities(catalog: Catalog) -> list[list[str]]:
    """Return id, label and what it is found by, of every entity: the hub first, partners last."""
    names = {code: entity_name(catalog, code) for code in catalog.entities}
    spoken = spoken_names(catalog)
    kinds = {code: _ORDER.index(entity.kind) for code, entity in catalog.entities.items()}
    return [
        [code, name if name == code else f"{name} · {code}", spoken[code]]
        for code, name in sorted(names.items(), key=lambda item: (kinds[item[0]], item[1]))
    ]


def _facets(catalog: Catalog) -> list[dict[str, Any]]:
    return [
        {
            "parameter": name,
            "label": filter_label(name),
            "open": name in ("domain", "era"),
            "usual": list(getattr(Filters(), name)),
            "groups": _groups(catalog, name),
            "ids": list(allowed_values(name, catalog)),
        }
        for name in ("domain", "era", "kind", "region", "scope", "confidence", "mark")
    ]


def _groups(catalog: Catalog, parameter: str) -> list[dict[str, Any]]:
    values = allowed_values(parameter, catalog)
    if parameter != "domain":
        return [{"label": "", "options": [_option(catalog, parameter, value) for value in values]}]
    rows = catalog.rows("domains")
    return [
        {
            "label": gettext(label),
            "options": [
                _option(catalog, "domain", value) for value in values if rows[value]["group"] == group
            ],
        }
        for group, label in catalog.labels("domains", "group").items()
    ]


def _option(catalog: Catalog, parameter: str, value: str) -> dict[str, str]:
    label = value_label(catalog, parameter, value)
    if parameter == "domain":
        return {"id": value, "label": label, "hint": gettext(catalog.rows("domains")[value]["definition"])}
    if parameter == "era":
        era = catalog.rows("eras")[value]
        years = f"{era['first_year']}–{'' if pd.isna(era['last_year']) else era['last_year']}"
        return {"id": value, "label": f"{label} ({years})", "hint": gettext(era["why"])}
    return {"id": value, "label": label}
