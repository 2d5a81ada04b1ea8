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


def embedding_sites() -> str:
    """Return who may show an `embed=true` page in a frame: `ATLAS_EMBED_SITES` if set, else every site."""
    return os.environ.get("ATLAS_EMBED_SITES", "*")
