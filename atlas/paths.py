"""Where things are: the only module that knows folder names."""

import os
import re
from pathlib import Path
from typing import Final

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


_ADDRESS: Final = re.compile(r"https?://([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?(/[\w.~-]+)*/?", re.ASCII)


def public_address() -> str:
    """Return where readers find the atlas: `ATLAS_ADDRESS` without a slash at its end, '' if not set.

    Raises
    ------
    SystemExit
        If it is no address: one line that says so.
    """
    address = os.environ.get("ATLAS_ADDRESS", "")
    if address and not _ADDRESS.fullmatch(address):
        raise SystemExit(f"ATLAS_ADDRESS must be http(s)://HOST[:PORT][/PATH], not {address!r}")
    return address.rstrip("/")
