"""Streamlit's own scripts that a page of the atlas asks for only once its first element has come.

Streamlit splits its script into many files, whose names carry their hashes. The shell names those that every
app needs; what shows an element is fetched when the first of its kind arrives, and what that needs after it.
"""

import functools
import importlib.util
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_FOLDER: Final = "static/js"
_KINDS: Final = ("BidiComponent", "Html")
_IMPORT: Final = re.compile(r"""(?:from|import)["']\./([\w.-]+\.js)["']""")


@functools.cache
def late_chunks() -> tuple[str, ...]:
    """Return the addresses of the scripts for what the atlas shows, in order of need, without the shell's."""
    spec = importlib.util.find_spec("streamlit")
    places = spec.submodule_search_locations if spec else None
    folder = Path(*list(places or ())[:1], "static", _FOLDER)
    shell = _reach(folder, (path.name for path in folder.glob("index.*.js")))
    wanted = [path.name for kind in _KINDS for path in sorted(folder.glob(f"{kind}.*.js"))]
    return tuple(f"{_FOLDER}/{name}" for name in _reach(folder, wanted) if name not in shell)


def _reach(folder: Path, names: Iterable[str]) -> dict[str, None]:
    """Return the scripts of these names and all that they import, each before what it imports."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        path = folder / name
        if name not in found and path.is_file():
            found[name] = None
            waiting += _IMPORT.findall(path.read_text(encoding="utf-8"))
    return found
