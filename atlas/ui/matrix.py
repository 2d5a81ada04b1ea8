"""The matrix page: what is asked, and the records behind a cell."""

from typing import Final

import streamlit as st

from atlas.live.panel import show_panel
from atlas.live.table import show_table
from atlas.query import Selection
from atlas.ui.cached import catalog, matrix
from atlas.ui.view import set_focus
from atlas.views.matrix import (
    SEPARATOR,
    SHAPES,
    SORTS,
    build_matrix_table,
    describe_cell,
    select_cell,
)
from atlas.views.panel import PAGE_ROWS, build_cell_panel
from atlas.words import gettext

_PICKED: Final = "matrix_cell"
_SORT: Final = "matrix_sort"
_PAGE: Final = "matrix_page"
_ROWS: Final = "matrix_rows"


def ask_shape() -> str:
    """Return which matrix to show: one of `SHAPES`."""
    labels = {
        "partner-domain": gettext("Partner by domain"),
        "partner-kind": gettext("Partner by kind"),
        "domain-era": gettext("Domain by era"),
    }
    chosen = st.segmented_control(
        gettext("Rows and columns"),
        list(SHAPES),
        default="partner-domain",
        required=True,
        format_func=labels.__getitem__,
        key="matrix_shape",
        on_change=_forget,
    )
    return str(chosen)


def ask_sort() -> str:
    """Return how the rows are sorted: one of `SORTS`, or the column the reader last clicked."""
    labels = {
        "records": gettext("Most records"),
        "name": gettext("Name"),
        "group": gettext("Region or group"),
    }
    chosen = st.segmented_control(
        gettext("Sort rows by"),
        list(SORTS),
        default="records",
        required=True,
        format_func=labels.__getitem__,
        key="matrix_order",
        on_change=lambda: st.session_state.pop(_SORT, None),
    )
    return str(st.session_state.get(_SORT, chosen))


def show_matrix(selection: Selection, shape: str, sort: str) -> None:
    """Show the matrix; a cell opens its records, a partner comes into focus."""
    table = build_matrix_table(
        selection,
        matrix(selection.filters, shape),
        sort=sort,
        picked=st.session_state.get(_PICKED, ""),
    )
    triggers = {"pick": _pick, "sort": _sort, "page": _turn}
    show_table(table, "matrix", page=st.session_state.get(_PAGE, 1), triggers=triggers)


def show_picked(selection: Selection, shape: str) -> None:
    """Show the records behind the picked cell, if there is one."""
    picked = st.session_state.get(_PICKED, "")
    behind = select_cell(selection, shape, picked) if picked else None
    if behind is None:
        return
    panel = build_cell_panel(
        behind, picked, describe_cell(selection, shape, picked), rows=st.session_state.get(_ROWS, PAGE_ROWS)
    )
    show_panel(catalog(), panel, on_select=_leave, on_more=_more)


def _pick(cell: object) -> None:
    if not isinstance(cell, str):
        return
    if cell in catalog().entities:
        set_focus(cell)
    elif SEPARATOR in cell:
        st.session_state[_PICKED] = cell
        st.session_state[_ROWS] = PAGE_ROWS


def _sort(column: object) -> None:
    if isinstance(column, str):
        st.session_state[_SORT] = column


def _turn(page: object) -> None:
    if isinstance(page, int):
        st.session_state[_PAGE] = page


def _more(_: object) -> None:
    st.session_state[_ROWS] = st.session_state.get(_ROWS, PAGE_ROWS) + 4 * PAGE_ROWS


def _leave(code: object) -> None:
    """Close the records of the cell for '', else put an entity in focus."""
    if code == "":
        _forget()
    else:
        set_focus(code)


def _forget() -> None:
    for key in (_PICKED, _SORT, _PAGE):
        st.session_state.pop(key, None)
