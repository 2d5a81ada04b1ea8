"""The player of years on the page."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from streamlit.components.v2.types import ComponentRenderer

from atlas.assets import Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.live.component import build_component, build_module, build_style, mount
from atlas.views.player import player_options
from atlas.words import language

_HTML: Final = '<div id="atlas-player" class="atlas-player"></div>'


def show_player(catalog: Catalog, state: Mapping[str, Any], *, on_years: Callable[[Any], None]) -> None:
    """Show the player in a given state.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    state : mapping
        From `views.player.build_player_state`.
    on_years : callable
        Called at every step with the years it leaves and reaches, as `from` and `to`; unchecked.
    """
    mount(_component(catalog, language()), "player", data=state, triggers={"years": on_years})


@keep_with_catalog()
def player_module(catalog: Catalog, spoken: str) -> Asset:  # noqa: ARG001, the key of the cache
    """Return the script of the player.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    spoken : str
        Language of its words, ISO 639-1.
    """
    constants = {"addresses": {"style": build_style().address}, "options": player_options(catalog)}
    return build_module("player", constants=constants, of=catalog)


@keep_with_catalog()
def _component(catalog: Catalog, spoken: str) -> ComponentRenderer:
    return build_component(f"atlas_player_{spoken}", player_module(catalog, spoken), _HTML)
