"""How this peer is used."""

import itertools
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from bench.peers.canvas import CANVAS_SETUP
from bench.peers.navigation import BACK, LEAVE, OTHER_READER
from bench.peers.records import world
from bench.subject import Act, Input, Subject, click_at, click_label

# How ECharts lays out a map by itself: degrees of longitude this much narrower than those of latitude, the
# whole in the middle and, in the direction that is short of room, over this part of the canvas.
_NARROWER, _PART = 0.75, 0.8

_READER = f"""(() => ({{
  filter: document.querySelector("canvas[data-drawn]")?.dataset.drawn.match(/: (\\d+)$/)?.[1],
  panel: document.querySelector("h3")?.textContent,
  other: {OTHER_READER},
}}))()"""


def _places(part: list) -> Iterator[tuple[float, float]]:  # type: ignore[type-arg]
    if isinstance(part[0], list):
        yield from itertools.chain.from_iterable(map(_places, part))
    else:
        yield part[0], part[1]


def _country(longitude: float, latitude: float) -> Act:
    def point(page: Page) -> Input:
        box = page.locator("canvas[data-drawn]").bounding_box()
        if box is None:
            raise LookupError("the map is not visible")
        places = [place for one in world()["features"] for place in _places(one["geometry"]["coordinates"])]
        (west, east), (south, north) = ((min(axis), max(axis)) for axis in zip(*places, strict=True))
        width, height = (east - west) * _NARROWER, north - south
        scale = _PART * min(box["width"] / width, box["height"] / height)
        right = (longitude - (west + east) / 2) * _NARROWER * scale
        below = ((south + north) / 2 - latitude) * scale
        return click_at(page, box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + below)

    return point


SUBJECTS = [
    Subject(
        name="echarts-map",
        label="streamlit-echarts, map",
        app=Path(__file__).with_name("app.py"),
        reader=_READER,
        setup=CANVAS_SETUP,
        toggle=click_label("Cyber security"),
        choose={"PAK": _country(68, 29), "TUR": _country(34, 39)},
        leave=LEAVE,
        back=BACK,
    )
]
