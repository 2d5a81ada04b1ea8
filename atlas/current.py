"""The data set that is served now: one for the whole process, replaced as a whole."""

from threading import Lock

from atlas.catalog import Catalog, load_catalog
from atlas.paths import data_folder

_lock = Lock()
_current: Catalog | None = None


def current_catalog() -> Catalog:
    """Return the data set served now; the first call loads it, if nothing else has.

    Raises
    ------
    DataError
        If it has problems.
    """
    global _current
    with _lock:
        if _current is None:
            _current = load_catalog(data_folder())
        return _current


def use_catalog(catalog: Catalog | None) -> None:
    """Serve this data set from now on; None to load it anew at the next call."""
    global _current
    with _lock:
        _current = catalog
