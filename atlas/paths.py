"""Where things are, and what the environment says: the only module that knows folder names and variables."""

import importlib.util
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
PAGES = ROOT / "pages"
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

_ADDRESS: Final = re.compile(r"https?://([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?(/[\w.~-]+)*/?", re.ASCII)


def data_folder() -> Path:
    """Return the data folder: `ATLAS_DATA` if set, else `data/` of this checkout."""
    return Path(os.environ.get("ATLAS_DATA") or ROOT / "data").resolve()


class SettingError(SystemExit):
    """A variable of the environment that makes no sense; ends the process with one line that says so."""


def poll_seconds() -> float:
    """Return how often the data folder is looked at, 0 for never: `ATLAS_POLL`, by default 5 seconds."""
    return _read_seconds("ATLAS_POLL", 5.0)


def drain_seconds() -> float:
    """Return how long it goes on serving after it was told to stop: `ATLAS_DRAIN`, by default 0 seconds."""
    return _read_seconds("ATLAS_DRAIN", 0.0)


def ends_with_bad_data() -> bool:
    """Return whether a start with a bad data set ends: `ATLAS_BAD_DATA`, `wait` (default) or `exit`."""
    return _read_choice("ATLAS_BAD_DATA", ("wait", "exit")) == "exit"


def log_requests() -> bool:
    """Return whether each request is a line of JSON in the log: `ATLAS_LOG`, `json` or `off` (default)."""
    return _read_choice("ATLAS_LOG", ("off", "json")) == "json"


def metrics_for() -> str:
    """Return who may read `/metrics`: `ATLAS_METRICS`, `off` (default), `loopback` or `all`."""
    return _read_choice("ATLAS_METRICS", ("off", "loopback", "all"))


def public_address() -> str:
    """Return where readers find the atlas: `ATLAS_ADDRESS` without a slash at its end, '' if not set.

    Raises
    ------
    SettingError
        If it is no address: one line that says so.
    """
    address = os.environ.get("ATLAS_ADDRESS", "")
    if address and not _ADDRESS.fullmatch(address):
        raise SettingError(f"ATLAS_ADDRESS must be http(s)://HOST[:PORT][/PATH], not {address!r}")
    return address.rstrip("/")


def embedding_sites() -> str:
    """Return who may show an `embed=true` page in a frame: `ATLAS_EMBED_SITES` if set, else every site."""
    return os.environ.get("ATLAS_EMBED_SITES", "*")


def _read_seconds(name: str, usual: float) -> float:
    text = os.environ.get(name) or str(usual)
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise SettingError(f"{name} must be a number of seconds from 0 to 3600, not {text!r}")
    return seconds


def _read_choice(name: str, allowed: tuple[str, ...]) -> str:
    text = os.environ.get(name) or allowed[0]
    if text not in allowed:
        raise SettingError(f"{name} must be one of {', '.join(allowed)}, not {text!r}")
    return text
