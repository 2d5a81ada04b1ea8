"""The browser that everything is measured and drawn in."""

import shutil
import sys
from typing import Final

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def find_chromium() -> str:
    """Return the path of Chromium; end with a word about it if there is none."""
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    if found is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    return found
