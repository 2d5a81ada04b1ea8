"""Files the browser fetches, each under an address that holds the hash of its content.

Whatever may be cached for a year has an address that changes when it does. The bytes are kept in memory,
compressed once.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
    """The files of one process, by the name their content has now."""

    def __init__(self, assets: Iterable[Asset] = ()) -> None:
        self._assets = {asset.name: asset for asset in assets}

    def add(self, name: str, content: bytes | str) -> Asset:
        """Return the asset of `content`, kept from now on.

        Parameters
        ----------
        name : str
            File name without the hash, such as `world.geojson`.
        content : bytes or str
            What it holds; text is encoded as UTF-8.
        """
        body = content.encode() if isinstance(content, str) else content
        stem, dot, ending = name.rpartition(".")
        hashed = f"{stem}-{hashlib.sha256(body).hexdigest()[:12]}{dot}{ending}"
        if hashed not in self._assets:
            # mtime=0: the same content gives the same bytes in every process.
            packed = gzip.compress(body, 9, mtime=0)
            self._assets[hashed] = Asset(hashed, media_type(name), body, packed)
        return self._assets[hashed]

    def __iter__(self) -> Iterator[Asset]:
        return iter(list(self._assets.values()))

    def find(self, name: str) -> Asset | None:
        """Return the asset with this hashed name, or None."""
        return self._assets.get(name)


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
