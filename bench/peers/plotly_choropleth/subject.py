"""How this peer is used."""

import json
from pathlib import Path

from bench.peers.navigation import BACK, LEAVE, OTHER_READER
from bench.subject import Act, Subject, click_label, click_shape

_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
# Plotly asks for its own borders even if it is given others; an empty file spares it the way.
_NOTHING = {
    "type": "Topology",
    "objects": {layer: {"type": "GeometryCollection", "geometries": []} for layer in _LAYERS},
    "arcs": [],
}

_FIND = (
    """[...document.querySelectorAll(".choroplethlayer path")].find((path) => path.__data__?.loc === "%s")"""
)

_READER = f"""(() => {{
  const path = {_FIND % "USA"};
  return {{
    filter: path && path.__data__.z,
    panel: document.querySelector("h3")?.textContent,
    other: {OTHER_READER},
  }};
}})()"""


def _country(iso3: str) -> Act:
    return lambda page: click_shape(page, page.main_frame, _FIND % iso3)


SUBJECTS = [
    Subject(
        name="plotly-choropleth",
        label="plotly choropleth, own GeoJSON",
        app=Path(__file__).with_name("app.py"),
        static={"topojson/world_110m.json": json.dumps(_NOTHING).encode()},
        reader=_READER,
        toggle=click_label("Cyber security"),
        choose={code: _country(code) for code in ("PAK", "TUR")},
        leave=LEAVE,
        back=BACK,
    )
]
