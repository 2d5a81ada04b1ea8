"""What is made once: the data set of a run, and per filter set what is made of it."""

import contextlib
import functools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, Concatenate, ParamSpec, TypeVar

import networkx as nx
from streamlit.runtime.scriptrunner import get_script_run_ctx

from atlas.catalog import Catalog, keep_with_catalog
from atlas.current import current_catalog
from atlas.graph import build_graph
from atlas.model import Filters
from atlas.query import Selection, count_facets, count_years, select_records
from atlas.views.cards import build_cards_state
from atlas.views.matrix import Matrix, count_matrix
from atlas.views.panel import build_panel
from atlas.views.profile import build_profile
from atlas.views.relation_network import build_network_state
from atlas.views.world_map import build_map_state

# Filter sets kept; a selection is a mask of a byte a record, so this bounds the memory too.
_FILTER_SETS = 512


P = ParamSpec("P")
R = TypeVar("R")

_begun_with: ContextVar[tuple[object, Catalog] | None] = ContextVar("begun_with", default=None)
_held: ContextVar[Catalog | None] = ContextVar("held", default=None)


@contextlib.contextmanager
def holding(data: Catalog) -> Iterator[None]:
    """Have everything here made of `data`, where no page runs."""
    token = _held.set(data)
    try:
        yield
    finally:
        _held.reset(token)


def catalog() -> Catalog:
    """Return the data set of this run of the page: the one that was current at its first question.

    The current one may be replaced at any moment. A run that saw both would put records of one into places of
    the other.
    """
    if (held := _held.get()) is not None:
        return held
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return current_catalog()
    # Streamlit makes these anew for every run, and no sooner.
    run = context.parallel_coordinator
    begun = _begun_with.get()
    if begun is None or begun[0] is not run:
        begun = (run, current_catalog())
        _begun_with.set(begun)
    return begun[1]


def _of_this_run(make: Callable[Concatenate[Catalog, P], R]) -> Callable[P, R]:
    """Give `make` the data set of this run, and keep what it returns as long as that."""
    kept = keep_with_catalog(maxsize=_FILTER_SETS)(make)

    @functools.wraps(make)
    def find(*arguments: P.args, **named: P.kwargs) -> R:
        return kept(catalog(), *arguments, **named)

    return find


@_of_this_run
def selection(data: Catalog, filters: Filters) -> Selection:
    """Return the records that pass `filters`."""
    return select_records(data, filters)


@_of_this_run
def facets(data: Catalog, filters: Filters) -> dict[str, dict[str, int]]:
    """Return the counts beside the filter values."""
    return count_facets(data, filters)


@_of_this_run
def matrix(data: Catalog, filters: Filters, shape: str) -> Matrix:  # noqa: ARG001, the key of the cache
    """Return the counts of a matrix over the records that pass `filters`."""
    return count_matrix(selection(filters), shape)


@_of_this_run
def graph(data: Catalog, filters: Filters) -> "nx.Graph[str]":  # noqa: ARG001
    """Return the relationship graph of the records that pass `filters`."""
    return build_graph(selection(filters))


@_of_this_run
def year_counts(data: Catalog, filters: Filters) -> tuple[int, ...]:
    """Return how many records touch each year of the data, whatever years `filters` ask for."""
    return tuple(count_years(data, filters).tolist())


@_of_this_run
def profile(data: Catalog, filters: Filters, code: str) -> dict[str, Any]:  # noqa: ARG001
    """Return the profile of an entity over the records that pass `filters`; not to be written to."""
    return build_profile(selection(filters), code)


@_of_this_run
def cards(data: Catalog, filters: Filters) -> dict[str, Any]:  # noqa: ARG001
    """Return the cards of formats and organisations over the records that pass `filters`, no focus."""
    return build_cards_state(selection(filters), "")


@_of_this_run
def map_state(data: Catalog, filters: Filters, focus: str) -> dict[str, Any]:  # noqa: ARG001
    """Return what the map shows of the records that pass `filters`; not to be written to."""
    return build_map_state(selection(filters), focus)


@_of_this_run
def network_state(data: Catalog, filters: Filters, focus: str) -> dict[str, Any]:  # noqa: ARG001
    """Return what the network shows of the records that pass `filters`; not to be written to."""
    return build_network_state(selection(filters), graph(Filters()), graph(filters), focus)


@_of_this_run
def panel(data: Catalog, filters: Filters, focus: str, rows: int) -> dict[str, Any]:  # noqa: ARG001
    """Return the panel of an entity over the records that pass `filters`; not to be written to."""
    return build_panel(selection(filters), focus, rows=rows)
