"""What each page fetches first, made before the first reader comes."""

from atlas.assets import ASSETS, Asset
from atlas.catalog import Catalog, keep_with_catalog
from atlas.live.about import about_assets
from atlas.live.cards import cards_assets
from atlas.live.component import build_style, write_constants
from atlas.live.foot import foot_module
from atlas.live.panel import entry_block, panel_module
from atlas.live.player import player_module
from atlas.live.profile import profile_module
from atlas.live.record import record_module
from atlas.live.relation_network import network_assets
from atlas.live.rhythms import rhythms_module
from atlas.live.share import share_module
from atlas.live.sidebar import sidebar_module
from atlas.live.table import table_module
from atlas.live.timeline import timeline_assets
from atlas.live.world_map import map_assets
from atlas.paths import LIVE
from atlas.words import DEFAULT_LANGUAGE


@keep_with_catalog()
def _early(catalog: Catalog, picture: Asset) -> Asset:
    """Return the script that makes the picture of a page before its place is there."""
    parts = [*write_constants({"picture": picture.name}), (LIVE / "early.js").read_text(encoding="utf-8")]
    return ASSETS.add("early.js", "\n".join(parts), of=catalog)


def first_assets(catalog: Catalog) -> dict[str, list[Asset]]:
    """Return path of a page → what it fetches, in the order it is needed.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    """
    every = [
        build_style(),
        sidebar_module(catalog, DEFAULT_LANGUAGE),
        foot_module(catalog, DEFAULT_LANGUAGE),
    ]
    player = player_module(catalog, DEFAULT_LANGUAGE)
    panel = [panel_module(DEFAULT_LANGUAGE), entry_block(catalog, DEFAULT_LANGUAGE, 0)]
    frame = [*panel, player, *every]
    world_map = map_assets(catalog, DEFAULT_LANGUAGE)
    network = network_assets(catalog, DEFAULT_LANGUAGE)
    about = about_assets(catalog, DEFAULT_LANGUAGE)
    share = share_module(catalog, DEFAULT_LANGUAGE)
    pages = {
        "/": [*world_map.values(), *frame, _early(catalog, world_map["module"])],
        "/network": [*network.values(), *frame, _early(catalog, network["module"])],
        "/timeline": [*timeline_assets(catalog, DEFAULT_LANGUAGE).values(), player, *every],
        "/profile": [profile_module(catalog, DEFAULT_LANGUAGE), *every],
        "/formats": [*cards_assets(catalog, DEFAULT_LANGUAGE).values(), *every],
        "/matrix": [table_module(DEFAULT_LANGUAGE), *every],
        "/compare": [table_module(DEFAULT_LANGUAGE), rhythms_module(DEFAULT_LANGUAGE), *every],
        "/records": [
            table_module(DEFAULT_LANGUAGE),
            record_module(DEFAULT_LANGUAGE),
            *every,
        ],
        "/about": [*about.values(), *every],
    }
    return {path: [*assets, share] for path, assets in pages.items()}
