"""Where things are: the only module that knows folder names."""

import importlib.util
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GEO = ROOT / "geo"
WORLD = GEO / "world.geojson"
DISPUTED_LINES = GEO / "disputed_lines.geojson"
LOCALE = ROOT / "atlas" / "locale"
LIVE = ROOT / "atlas" / "live"
VIEWS = ROOT / "atlas" / "views"
EXPORT = ROOT / "atlas" / "export"
TEMPLATES = EXPORT / "templates"


def _package(name: str) -> Path:
    """Return the folder of an installed package, which is not imported for it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"not installed: {name}", name=name)
    return Path(spec.submodule_search_locations[0])


LEAFLET = _package("xstatic.pkg.leaflet") / "data"
VIS_NETWORK = _package("pyvis") / "templates/lib/vis-9.1.2/vis-network.min.js"


def data_folder() -> Path:
    """Return the data folder: `ATLAS_DATA` if set, else `data/` of this checkout."""
    return Path(os.environ.get("ATLAS_DATA") or ROOT / "data").resolve()
