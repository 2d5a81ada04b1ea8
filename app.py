"""The server: Streamlit's pages and what is answered beside them."""

import functools
import gc
import logging

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from atlas.catalog import DataError
from atlas.live.preload import first_assets
from atlas.server.api import api_routes
from atlas.server.assets import asset_route
from atlas.server.closed import Closed, describe_problems
from atlas.server.page_head import PageHead, build_head
from atlas.server.security import secure, with_headers
from atlas.ui.cached import catalog
from atlas.ui.frames import judge_frame
from atlas.ui.trouble import show_trouble


def _open() -> tuple[list[Route], list[Middleware]]:
    """Return what is answered beside the pages and around them, all that readers share made already."""
    data = catalog()
    heads = {
        path: functools.partial(build_head, data.title, data.description, assets)
        for path, assets in first_assets(data).items()
    }
    routes = [asset_route(), *api_routes(data)]
    # What was made so far stays for good: the collector need not look at it after every rerun.
    gc.collect()
    gc.freeze()
    return routes, [*secure(routes, judge_frame), Middleware(PageHead, heads=heads)]


def _open_or_closed() -> tuple[list[Route], list[Middleware]]:
    try:
        return _open()
    except DataError as error:
        logging.getLogger("atlas").error(describe_problems(error.problems))
        return [], [with_headers(), Middleware(Closed)]


# Streamlit takes a folder `pages/` for a list of scripts to run without the frame, until the first session
# has called `st.navigation`. The first reader of a process may come to any page.
PagesManager.uses_pages_directory = False
_routes, _middleware = _open_or_closed()
app = st.App("dashboard.py", routes=_routes, middleware=_middleware, on_script_error=show_trouble)
