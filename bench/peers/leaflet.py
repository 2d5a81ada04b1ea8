"""Leaflet served from the app's own folder, and how a Leaflet map in a frame is read and clicked."""

from pathlib import Path
from typing import Final

import xstatic.pkg.leaflet as leaflet_package
from playwright.sync_api import Frame, Page

from bench.peers.navigation import OTHER_READER
from bench.subject import Act, click_shape

SCRIPT: Final = "/app/static/leaflet.js"
STYLE: Final = "/app/static/leaflet.css"

FILES: Final = {
    name: (Path(leaflet_package.BASE_DIR) / name).read_bytes() for name in ("leaflet.js", "leaflet.css")
}

# Every country carries its code and its number of records as a class, so that the probe can see it.
READER: Final = rf"""(() => {{
  const path = document.querySelector("path.c-USA");
  return {{
    filter: path && path.getAttribute("class").match(/\bn-(\d+)/)[1],
    panel: window === top ? document.querySelector("h3")?.textContent : null,
    other: {OTHER_READER},
  }};
}})()"""


def click_country(iso3: str) -> Act:
    """Return the act of clicking a country of the map in the frame."""
    return lambda page: click_shape(page, _map_frame(page), f'document.querySelector("path.c-{iso3}")')


def _map_frame(page: Page) -> Frame:
    return next(frame for frame in page.frames if frame.query_selector("path.c-USA"))
