"""The server: Streamlit's pages and what is answered beside them."""

import functools

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from atlas import paths
from atlas.catalog import Catalog
from atlas.live.preload import first_assets
from atlas.server.ahead import ahead_route
from atlas.server.api import api_routes
from atlas.server.assets import asset_route
from atlas.server.beside import beside
from atlas.server.crawlers import crawler_routes
from atlas.server.front import Front, PresentMiddleware, PresentRoutes
from atlas.server.keeper import Keeper
from atlas.server.metrics import note_page_error
from atlas.server.observed import Observed, log_as_json
from atlas.server.page_head import PageHead, page_words
from atlas.server.preview import preview_routes
from atlas.server.probes import Probes
from atlas.server.security import secure
from atlas.server.sure_names import SureNames
from atlas.ui.ahead import foresee
from atlas.ui.frames import judge_frame
from atlas.ui.trouble import show_trouble


def _build_front(data: Catalog) -> Front:
    """Return what is answered beside the pages and around them, all that readers share made already."""
    words = page_words(data, first_assets(data))
    routes = [*api_routes(data), *preview_routes(data), *crawler_routes(data), ahead_route(data, foresee)]
    return Front(data, routes, [Middleware(PageHead, words=words)])


# Streamlit takes a folder `pages/` for a list of scripts to run without the frame, until the first session
# has called `st.navigation`. The first reader of a process may come to any page.
PagesManager.uses_pages_directory = False
if paths.log_requests():
    log_as_json()
keeper = Keeper(_build_front)
keeper.open()
_routes = [asset_route(), PresentRoutes(keeper.find)]
_headers, *_doors = secure(_routes, judge_frame)
_around = [Middleware(Observed), _headers, Middleware(Probes, keeper, metrics=paths.metrics_for()), *_doors]
_around += [Middleware(SureNames), Middleware(PresentMiddleware, keeper.find)]
_trouble = functools.partial(show_trouble, note=note_page_error)
app = st.App(
    "dashboard.py",
    routes=_routes,
    middleware=_around,
    lifespan=lambda _: beside(keeper),
    on_script_error=_trouble,
)
