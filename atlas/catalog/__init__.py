"""From a folder of CSV files to a checked, typed, immutable `Catalog`."""

from atlas.catalog.catalog import Catalog, Entity, UnknownEntityError, load_catalog
from atlas.catalog.check import check_folder
from atlas.catalog.kept import keep_with_catalog
from atlas.catalog.package import Hub
from atlas.catalog.problems import CODES, DataError, Problem
from atlas.catalog.typed import Citation

__all__ = [
    "CODES",
    "Catalog",
    "Citation",
    "DataError",
    "Entity",
    "Hub",
    "Problem",
    "UnknownEntityError",
    "check_folder",
    "keep_with_catalog",
    "load_catalog",
]
