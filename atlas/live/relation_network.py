"""The relationship network on the page."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import ASSETS, Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.export.pictures import network_base
from atlas.live.component import (
    build_component,
    build_module,
    build_style,
    mount,
    unseen_title,
)
from atlas.paths import VIEWS, VIS_NETWORK
from atlas.views.relation_network import NETWORK_NAME
from atlas.words import gettext, language

_HTML = f'<div id="{NETWORK_NAME}" class="atlas-network"></div>'


def show_relation_network(
    catalog: Catalog, state: Mapping[str, Any], *, on_select: Callable[[Any], None]
) -> None:
    """Show the network in a given state.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    state : mapping
        From `views.relation_network.build_network_state`.
    on_select : callable
        Called with the id the reader chose, '' for none; unchecked.
    """
    data = network_data(catalog, state)
    mount(_component(catalog, language()), "network", data=data, triggers={"select": on_select})


def network_data(catalog: Catalog, state: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is sent of a state from `views.relation_network.build_network_state`.

    The script has every node; of each only its number of records is sent, 0 where it is not in view. The
    hub always is.
    """
    known = [node["id"] for node in _base(catalog)["nodes"]]
    return {**state, "nodes": [state["nodes"].get(code, 0) for code in known]}


@keep_with_catalog()
def _base(catalog: Catalog) -> dict[str, Any]:
    return network_base(catalog)


@keep_with_catalog()
def network_assets(catalog: Catalog, spoken: str) -> dict[str, Asset]:  # noqa: ARG001, the key of the cache
    """Return the files the network needs, `module` being its script.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of the texts in the files, ISO 639-1.
    """
    assets = {
        "style": build_style(),
        "vis": ASSETS.add("vis-network.js", VIS_NETWORK.read_bytes()),
        "base": ASSETS.add("network.json", json.dumps(_base(catalog), ensure_ascii=False), of=catalog),
    }
    view = (VIEWS / "relation_network.js").read_text(encoding="utf-8")
    constants = {"addresses": {name: asset.address for name, asset in assets.items()}}
    return assets | {"module": build_module("relation_network", view, constants=constants, of=catalog)}


@keep_with_catalog()
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    html = unseen_title(gettext("Network")) + _HTML
    return build_component(f"atlas_network_{spoken}", network_assets(catalog, spoken)["module"], html)
