"""Files the browser fetches, each under an address that holds the hash of its content.

Whatever may be cached for a year has an address that changes when it does. The bytes are kept in memory,
compressed once.
"""

import gzip
import hashlib
import mimetypes
import weakref
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Final

PREFIX: Final = "assets"
"""First part of every address, relative to where the atlas is mounted."""

_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as the browser gets it.

    Parameters
    ----------
    name : str
        File name with the hash of its content: `leaflet-1a2b3c4d5e.js`.
    media_type : str
        Value of Content-Type.
    body, packed : bytes
        The content, plain and gzipped.
    """

    name: str
    media_type: str
    body: bytes
    packed: bytes

    @property
    def address(self) -> str:
        """Address relative to where the atlas is mounted, without a leading slash."""
        return f"{PREFIX}/{self.name}"


class AssetTable:
    """The files of one process, by the name their content has now.

    What was made from a data set goes when the data set has gone and a few more have come, so that a reader
    whose page is older than the data still gets what it names.

    Parameters
    ----------
    remembered : int
        How many of the latest data sets are remembered, whether or not they are still served.
    """

    def __init__(self, *, remembered: int = 3) -> None:
        self._lasting: dict[str, Asset] = {}
        self._made_of: weakref.WeakKeyDictionary[object, dict[str, Asset]] = weakref.WeakKeyDictionary()
        self._latest: deque[dict[str, Asset]] = deque(maxlen=remembered)
        self._lock = Lock()

    def __len__(self) -> int:
        return len({name for files in self._all() for name in files})

    def add(self, name: str, content: bytes | str, *, of: object | None = None) -> Asset:
        """Return the asset of `content`.

        Parameters
        ----------
        name : str
            File name without the hash, such as `world.geojson`.
        content : bytes or str
            What it holds; text is encoded as UTF-8.
        of : object, optional
            The data set it was made from. Without one it is kept for good.
        """
        body = content.encode() if isinstance(content, str) else content
        stem, dot, ending = name.rpartition(".")
        hashed = f"{stem}-{hashlib.sha256(body).hexdigest()[:12]}{dot}{ending}"
        asset = self.find(hashed)
        if asset is None:
            # mtime=0: the same content gives the same bytes in every process.
            asset = Asset(hashed, media_type(name), body, gzip.compress(body, 9, mtime=0))
        return self._files_of(of).setdefault(hashed, asset)

    def __iter__(self) -> Iterator[Asset]:
        return (asset for files in self._all() for asset in list(files.values()))

    def find(self, name: str) -> Asset | None:
        """Return the asset with this hashed name, or None."""
        return next((files[name] for files in self._all() if name in files), None)

    def _files_of(self, data_set: object | None) -> dict[str, Asset]:
        if data_set is None:
            return self._lasting
        with self._lock:
            if data_set not in self._made_of:
                self._made_of[data_set] = {}
                self._latest.append(self._made_of[data_set])
            return self._made_of[data_set]

    def _all(self) -> list[dict[str, Asset]]:
        with self._lock:
            return [self._lasting, *self._made_of.values(), *self._latest]


def media_type(name: str) -> str:
    """Return the Content-Type of a file name.

    Raises
    ------
    ValueError
        If its ending is unknown.
    """
    ending = "." + name.rpartition(".")[2]
    kind = _TYPES.get(ending) or mimetypes.types_map.get(ending)
    if kind is None:
        raise ValueError(f"no media type for {name!r}")
    return kind


ASSETS: Final = AssetTable()
"""The table of this process: `live` fills it, `server` serves it."""
