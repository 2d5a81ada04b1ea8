"""What is made once: per process for the data set, per filter set for its selection."""

import functools
from typing import Any

import networkx as nx

from atlas.catalog import Catalog, load_catalog
from atlas.graph import build_graph
from atlas.model import Filters
from atlas.paths import data_folder
from atlas.query import Selection, count_facets, count_years, select_records
from atlas.views.cards import build_cards_state
from atlas.views.matrix import Matrix, count_matrix
from atlas.views.profile import build_profile

# Filter sets kept; a selection is a mask of a byte a record, so this bounds the memory too.
_FILTER_SETS = 512


@functools.cache
def catalog() -> Catalog:
    """Return the data set of this process, checked at the first call."""
    return load_catalog(data_folder())


@functools.lru_cache(maxsize=_FILTER_SETS)
def selection(filters: Filters) -> Selection:
    """Return the records that pass `filters`."""
    return select_records(catalog(), filters)


@functools.lru_cache(maxsize=_FILTER_SETS)
def facets(filters: Filters) -> dict[str, dict[str, int]]:
    """Return the counts beside the filter values."""
    return count_facets(catalog(), filters)


@functools.lru_cache(maxsize=_FILTER_SETS)
def matrix(filters: Filters, shape: str) -> Matrix:
    """Return the counts of a matrix over the records that pass `filters`."""
    return count_matrix(selection(filters), shape)


@functools.lru_cache(maxsize=_FILTER_SETS)
def graph(filters: Filters) -> "nx.Graph[str]":
    """Return the relationship graph of the records that pass `filters`."""
    return build_graph(selection(filters))


@functools.lru_cache(maxsize=_FILTER_SETS)
def year_counts(filters: Filters) -> tuple[int, ...]:
    """Return how many records touch each year of the data, whatever years `filters` ask for."""
    return tuple(count_years(catalog(), filters).tolist())


@functools.lru_cache(maxsize=_FILTER_SETS)
def profile(filters: Filters, code: str) -> dict[str, Any]:
    """Return the profile of an entity over the records that pass `filters`; not to be written to."""
    return build_profile(selection(filters), code)


@functools.lru_cache(maxsize=_FILTER_SETS)
def cards(filters: Filters) -> dict[str, Any]:
    """Return the cards of formats and organisations over the records that pass `filters`, no focus."""
    return build_cards_state(selection(filters), "")
