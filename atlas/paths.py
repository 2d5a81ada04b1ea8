"""Where things are: the only module that knows folder names."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GEO = ROOT / "geo"
WORLD = GEO / "world.geojson"
DISPUTED_LINES = GEO / "disputed_lines.geojson"
LOCALE = ROOT / "atlas" / "locale"
LIVE = ROOT / "atlas" / "live"
VIEWS = ROOT / "atlas" / "views"


def data_folder() -> Path:
    """Return the data folder: `ATLAS_DATA` if set, else `data/` of this checkout."""
    return Path(os.environ.get("ATLAS_DATA") or ROOT / "data").resolve()
