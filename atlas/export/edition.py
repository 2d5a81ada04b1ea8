"""A data set together with what stands beside its tables: description, licence, list of changes."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from atlas.catalog import Catalog
from atlas.catalog.notes import read_notes

DESCRIPTOR: Final = "datapackage.json"
CHANGES: Final = "CHANGELOG.md"

_URL: Final = re.compile(r"https?://[^\s<>\"]+")
_UNSTATED: Final = "licence not stated"


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms the data are given under: short name, title, address ('' if there is none)."""

    name: str
    title: str
    url: str

    def __str__(self) -> str:
        return f"{self.name}, {self.url}" if self.url else self.name


@dataclass(frozen=True, eq=False)
class Edition:
    """One version of the data set, ready to be published.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    descriptor : mapping
        Its `datapackage.json` as it stands in the file. Not to be written to.
    changes : str
        Its `CHANGELOG.md`, Markdown; '' if there is none.
    digest : str
        Hexadecimal hash of all its files: equal if and only if nothing differs.
    """

    catalog: Catalog
    descriptor: Mapping[str, Any]
    changes: str
    digest: str

    @property
    def licence(self) -> Licence:
        """The first licence the description names."""
        return _read_licence(self.descriptor.get("licenses"))


def read_edition(catalog: Catalog, folder: Path) -> Edition:
    """Return the edition of a data set.

    Parameters
    ----------
    catalog : Catalog
        The data set.
    folder : Path
        The folder it was loaded from.

    Raises
    ------
    ValueError
        If the folder holds another data set, or another version of it.
    """
    descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    found = (descriptor["name"], descriptor["version"])
    wanted = (catalog.package.name, catalog.version)
    if found != wanted:
        raise ValueError(f"the folder should hold {wanted}, holds {found}")
    notes = read_notes(folder, [CHANGES])
    return Edition(catalog, descriptor, notes.get(CHANGES, ""), _hash_files(catalog, folder))


def _hash_files(catalog: Catalog, folder: Path) -> str:
    total = hashlib.sha256()
    for name in [DESCRIPTOR, CHANGES, *(table.path for table in catalog.package.tables)]:
        path = folder / name
        total.update(f"\0{name}\0".encode())
        total.update(path.read_bytes() if path.is_file() else b"")
    return total.hexdigest()


def _read_licence(licences: object) -> Licence:
    first = licences[0] if isinstance(licences, list) and licences else None
    if not isinstance(first, dict):
        return Licence(_UNSTATED, _UNSTATED, "")
    name, title, path = (str(first.get(key) or "") for key in ("name", "title", "path"))
    return Licence(name or title or _UNSTATED, title or name, path if _URL.fullmatch(path) else "")
