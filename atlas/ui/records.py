"""The list of records and the record opened from it."""

from dataclasses import replace
from typing import Any

import streamlit as st

from atlas.live.callbacks import whole
from atlas.live.record import show_record
from atlas.live.table import show_table
from atlas.model import Filters, View
from atlas.query import Selection, select_of
from atlas.ui.cached import catalog, selection
from atlas.ui.view import current_view, set_filters, set_focus, set_record, set_view
from atlas.views.record import build_record
from atlas.views.records import (
    COLUMNS,
    USUAL_COLUMNS,
    Positions,
    Sorting,
    build_record_table,
    column_label,
    is_sortable,
    order_records,
    place_of,
)
from atlas.views.table import PAGE_ROWS
from atlas.views.text import count_records, describe_number, entity_name, escape
from atlas.words import gettext

_SORTING = "records_sorting"
_PAGE = "records_page"
_LISTED = "records_listed"
_LAST = "records_last"


def listed_records(view: View) -> Selection:
    """Return the records the list holds: those of the view, of the entity in focus if there is one."""
    chosen = selection(view.filters)
    return select_of(chosen, view.focus) if view.focus else chosen


def show_list(own: Selection, view: View) -> None:
    """Show the records of the view, fifty a page, and what they can be narrowed and sorted by."""
    columns = _show_tools(own, view)
    if not own.mask.any():
        _show_nothing_of(view)
        return
    sorting = _sorting()
    _start_anew((view.filters, view.focus, sorting))
    table = build_record_table(
        own, order_records(own, sorting), columns, sorting, marked=st.session_state.get(_LAST, "")
    )
    triggers = {"pick": _open, "sort": _sort, "page": _turn}
    with st.container(key="records"):
        show_table(table, "records_table", page=st.session_state[_PAGE], triggers=triggers)


def show_opened(own: Selection, view: View) -> None:
    """Show the record the address names, and the way to those before and after it in the list."""
    order = order_records(own, _sorting())
    place = place_of(catalog(), order, view.record)
    if place < 0:
        _show_unlisted(view)
    way = _way(order, place) | {"moved": st.session_state.get(_LAST) == view.record}
    show_record(build_record(catalog(), view.record, view.focus), way, on_open=_open, on_select=set_focus)


def _show_tools(own: Selection, view: View) -> list[str]:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="records_tools"):
        if view.focus and view.focus != catalog().hub.iso3:
            _show_restriction(own, view)
        with st.popover(gettext("Columns"), icon=":material/view_column:"):
            columns: list[str] = st.multiselect(
                gettext("Columns shown beside the title"),
                COLUMNS,
                default=USUAL_COLUMNS,
                key="records_columns",
                format_func=column_label,
                persist_state="session",
            )
    return columns


def _show_restriction(own: Selection, view: View) -> None:
    line = gettext("Only records of {name}: {number} of {all}.").format(
        name=entity_name(catalog(), view.focus),
        number=describe_number(int(own.mask.sum())),
        all=describe_number(int(selection(view.filters).mask.sum())),
    )
    st.html(f'<p class="atlas-restriction" role="status">{escape(line)}</p>', width="content")
    st.button(
        gettext("List all records"),
        key="records_all",
        on_click=whole(set_focus),
        args=("",),
        help=gettext("Takes the focus away; Back brings it again."),
    )


def _show_nothing_of(view: View) -> None:
    if not view.focus or not selection(view.filters).mask.any():
        return  # the frame has said it
    with st.container(border=True):
        line = gettext(
            "No record of {name} passes these filters. That is not proof that there was none."
        ).format(name=entity_name(catalog(), view.focus))
        st.text(line)
        if view.filters.active():
            st.button(
                gettext("Reset all filters"),
                key="records_loosen",
                on_click=whole(set_filters),
                args=(Filters(),),
            )


def _show_unlisted(view: View) -> None:
    """Say that the list of this view leaves the open record out, and offer the list that has it."""
    scope = str(catalog().tables["records"].at[view.record, "scope"])
    usual = Filters().scope
    wide = Filters(scope=usual if scope in usual else (*usual, scope))
    with st.container(horizontal=True, vertical_alignment="center", key="records_unlisted"):
        line = gettext("This record is not in the list: the filters or the focus leave it out.")
        st.html(f'<p class="atlas-restriction" role="status">{escape(line)}</p>', width="content")
        number = count_records(int(selection(wide).mask.sum()))
        st.button(
            gettext("List it among all {records}").format(records=number),
            key="records_widen",
            on_click=whole(set_view),
            args=(replace(view, filters=wide, focus=""),),
        )


def _way(order: Positions, place: int) -> dict[str, Any]:
    ids = catalog().tables["records"].index
    last = len(order) - 1
    known = gettext("{place} of {all}").format(
        place=describe_number(place + 1), all=describe_number(len(order))
    )
    return {
        "place": known if place >= 0 else "",
        "previous": str(ids[order[place - 1]]) if place > 0 else "",
        "next": str(ids[order[place + 1]]) if 0 <= place < last else "",
    }


def _sorting() -> Sorting:
    sorting: Sorting = st.session_state.get(_SORTING, Sorting())
    return sorting


def _start_anew(listed: object) -> None:
    """Go to the first page when the list is another one than at the last run."""
    if st.session_state.get(_LISTED) != listed:
        st.session_state[_LISTED] = listed
        st.session_state[_PAGE] = 1


def _open(record: object) -> None:
    before = current_view()
    set_record(record)
    opened = current_view().record
    if opened:
        st.session_state[_LAST] = opened
    elif before.record:
        _come_back(before)


def _come_back(view: View) -> None:
    """Turn the list to the page that holds the record the reader comes back from."""
    order = order_records(listed_records(view), _sorting())
    place = place_of(catalog(), order, view.record)
    st.session_state[_LAST] = view.record
    st.session_state[_LISTED] = (view.filters, view.focus, _sorting())
    st.session_state[_PAGE] = max(place, 0) // PAGE_ROWS + 1


def _sort(column: object) -> None:
    if is_sortable(column):
        st.session_state[_SORTING] = _sorting().by(str(column))


def _turn(page: object) -> None:
    if isinstance(page, int):
        st.session_state[_PAGE] = page
