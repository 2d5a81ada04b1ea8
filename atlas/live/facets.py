"""The filters with a list of values, each with the number of records it would leave."""

import functools
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from streamlit.components.v2.types import ComponentRenderer

from atlas.address import LISTS, allowed_values
from atlas.assets import Asset
from atlas.catalog import Catalog
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.model import Filters
from atlas.views.text import value_label
from atlas.words import gettext, language

_HTML = '<div id="atlas-facets" class="atlas-facets"></div>'


def show_facets(
    catalog: Catalog,
    filters: Filters,
    *,
    counts: Mapping[str, Mapping[str, int]],
    turn: int | None,
    on_change: Callable[[Any], None],
) -> None:
    """Show the filters.

    Parameters
    ----------
    catalog : Catalog
        Gives the values and their names.
    filters : Filters
        What is chosen.
    counts : mapping of str to mapping of str to int
        From `query.count_facets`.
    turn : int or None
        Number of the reader's change this answers; None if the choice came from elsewhere.
    on_change : callable
        Called with `{"turn": int, "chosen": {parameter: [id]}}`, unchecked.
    """
    data = {
        "selected": {name: list(getattr(filters, name)) for name in LISTS},
        "counts": {name: [counts[name][value] for value in allowed_values(name, catalog)] for name in LISTS},
        "turn": turn,
    }
    mount(_component(catalog, language()), "facets", data=data, triggers={"change": on_change})


@functools.cache
def facets_module(catalog: Catalog, spoken: str) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of the filters, all values and their names in it.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of the names, ISO 639-1.
    """
    labels = {
        "domain": gettext("Domain"),
        "era": gettext("Era"),
        "kind": gettext("Kind of record"),
        "region": gettext("Region of the partner"),
        "scope": gettext("Said of whom"),
        "confidence": gettext("Confidence"),
        "mark": gettext("Marked"),
    }
    facets = [
        {
            "parameter": name,
            "label": label,
            "open": name in ("domain", "era"),
            "usual": list(getattr(Filters(), name)),
            "groups": _groups(catalog, name),
            "ids": list(allowed_values(name, catalog)),
        }
        for name, label in labels.items()
    ]
    constants = {"facets": facets, "addresses": {"style": build_style().address}}
    return build_module("facets", constants=constants)


@functools.cache
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_facets_{spoken}", facets_module(catalog, spoken), _HTML)


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
