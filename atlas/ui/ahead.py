"""The answer to a change of the view before the page has run.

What a page would send its picture, its panel and the sidebar, made by the same functions: the page follows
with the same letters, and changes nothing any more.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from atlas.address import encode_query, read_view
from atlas.catalog import Catalog
from atlas.live.component import encode
from atlas.live.panel import panel_data
from atlas.live.relation_network import network_data
from atlas.live.sidebar import sidebar_data
from atlas.live.world_map import world_map_data
from atlas.model import Filters
from atlas.ui.cached import facets, holding, map_state, network_state, panel
from atlas.views.panel import PAGE_ROWS

_DIGITS: Final = 9
Picture = Callable[[Catalog, Filters, str], Mapping[str, Any]]


def _map(_: Catalog, filters: Filters, focus: str) -> Mapping[str, Any]:
    return world_map_data(map_state(filters, focus))


def _network(data: Catalog, filters: Filters, focus: str) -> Mapping[str, Any]:
    return network_data(data, network_state(filters, focus))


_PICTURES: Final[Mapping[str, tuple[str, Picture]]] = {
    "": ("atlas-map", _map),
    "network": ("atlas-network", _network),
}


def foresee(data: Catalog, page: str, query: Mapping[str, Sequence[str]]) -> str | None:
    """Return what a page shows of a view, None for a page whose answer is not told ahead.

    Parameters
    ----------
    data : Catalog
        The data set.
    page : str
        Last part of its path, '' for the map.
    query : mapping of str to sequence of str
        The view, as in an address; what is not understood is left out. `turn` is the number of the
        sidebar's last change, which its part repeats.

    Returns
    -------
    str
        The canonical query, then a line for each part of the page: id of its element, a tab, JSON.
    """
    if page not in _PICTURES:
        return None
    element, picture = _PICTURES[page]
    turn = next(iter(query.get("turn", ())), "")
    with holding(data):
        view, _ = read_view(query, data)
        parts = {
            element: picture(data, view.filters, view.focus),
            "atlas-panel": panel_data(data, panel(view.filters, view.focus, PAGE_ROWS)),
            "atlas-sidebar": sidebar_data(data, view, counts=facets(view.filters), turn=_read_turn(turn)),
        }
        lines = [f"{name}\t{encode(said)}" for name, said in parts.items()]
        return "\n".join([encode_query(view), *lines])


def _read_turn(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) or None if is_number else None
