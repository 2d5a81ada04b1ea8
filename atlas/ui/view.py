"""The view of this run: read from the address, written back to it.

The address is the only state. Widgets mirror it; a callback changes it and nothing else.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from atlas.address import LISTS, Rejected, read_view, write_query
from atlas.catalog import Catalog, keep_with_catalog
from atlas.model import Filters, View
from atlas.ui.cached import catalog

_NOW: Final = "address"
_BEFORE: Final = "address_before"
_PAGE: Final = "address_page"
_ON_ITS_WAY: Final = 10.0
"""Seconds for which a click may still carry an address left."""
_REMEMBERED: Final = 20
"""Addresses left that are remembered at most."""

Query = dict[str, list[str]]


def current_view() -> View:
    """Return what the reader sees."""
    return _read()[0]


def rejected_values() -> tuple[Rejected, ...]:
    """Return what in the address was not understood."""
    return _read()[1]


def _read() -> tuple[View, tuple[Rejected, ...]]:
    return _understood(catalog(), tuple((name, tuple(values)) for name, values in _query().items()))


@keep_with_catalog(maxsize=256)
def _understood(
    data: Catalog, query: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[View, tuple[Rejected, ...]]:
    return read_view(dict(query), data)


def set_view(view: View) -> None:
    """Make `view` what the reader sees, and its address the one in the browser."""
    _write(write_query(view))


def set_filters(filters: Filters) -> None:
    """Change the filters, keep the focus; an open record makes room for the list."""
    set_view(replace(current_view(), filters=filters, record=""))


def set_focus(focus: object) -> None:
    """Put an entity in focus, or none for ''; whatever else the browser sent is ignored."""
    if isinstance(focus, str) and (not focus or focus in catalog().entities):
        set_view(replace(current_view(), focus=focus, record=""))


def set_record(record: object) -> None:
    """Open a record, or none for ''; whatever else the browser sent is ignored."""
    if isinstance(record, str) and (not record or record in catalog().tables["records"].index):
        set_view(replace(current_view(), record=record))


def set_lists(chosen: object) -> None:
    """Change the filters with a list of values to what the browser sent, as far as it makes sense."""
    if not isinstance(chosen, Mapping) or not any(name in LISTS for name in chosen):
        return
    wanted = {name: _strings(chosen.get(name)) for name in LISTS}
    asked = read_view(wanted, catalog())[0].filters
    set_filters(replace(current_view().filters, **{name: getattr(asked, name) for name in LISTS}))


def _strings(values: Any) -> list[str]:  # noqa: ANN401, it comes from the browser
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def _query() -> Query:
    """Return the query of this run.

    A click made while the answer to one before is still on its way comes with the address the browser had by
    then. Taken at its word it would undo the earlier click, so an address that was left a moment ago counts
    as the present one, unless the reader went there with Back or by a link.
    """
    sent = {name: st.query_params.get_all(name) for name in st.query_params}
    now = st.session_state.get(_NOW)
    if now is None or sent == now:
        return sent
    if sent in _left() and not _went_there():
        # Only put right, not noted as a change: more messages with the same old address may be on their way.
        st.query_params.from_dict(now)
        return dict(now)
    st.session_state[_NOW] = sent
    st.session_state[_BEFORE] = ()
    return sent


def _left() -> list[Query]:
    """Return the addresses left so lately that a click may still carry them."""
    now = time.monotonic()
    return [query for query, when in st.session_state.get(_BEFORE, ()) if now - when < _ON_ITS_WAY]


def _went_there() -> bool:
    """Return whether the reader went to the address of this run: by Back, or to another page."""
    context = get_script_run_ctx()
    if context is None or context.is_history_navigation:
        return context is not None
    return bool(st.session_state.get(_PAGE, "") != context.page_script_hash)


def _write(query: Query) -> None:
    context = get_script_run_ctx()
    sent = {name: st.query_params.get_all(name) for name in st.query_params}
    left = (*st.session_state.get(_BEFORE, ()), (st.session_state.get(_NOW, sent), time.monotonic()))
    st.session_state[_BEFORE] = tuple(pair for pair in left if pair[0] != query)[-_REMEMBERED:]
    st.session_state[_PAGE] = context.page_script_hash if context else ""
    st.session_state[_NOW] = query
    if sent != query:
        st.query_params.from_dict(query)
