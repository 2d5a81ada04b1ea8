"""The profile page: whose it is, what the reader opened in it, what goes to paper."""

import zlib
from typing import Any, Final

import streamlit as st

from atlas.address import write_query
from atlas.live.callbacks import whole
from atlas.live.profile import show_profile
from atlas.model import Filters, View
from atlas.query import Selection, select_of
from atlas.ui.cached import catalog, profile
from atlas.ui.view import current_view, set_filters, set_focus, set_record
from atlas.views.profile import DOMAIN, build_part, build_print
from atlas.views.text import entity_name
from atlas.words import gettext

_OPENED: Final = "profile_opened"
_PRINT: Final = "profile_print"
_RECORD: Final = "profile_record"


def profile_title(view: View) -> str:
    """Return what the page is called: the name in focus, or that it is the overview of the hub."""
    if view.focus:
        return entity_name(catalog(), view.focus)
    return gettext("Overview of {hub}").format(hub=entity_name(catalog(), catalog().hub.iso3))


def select_profile(chosen: Selection, view: View) -> Selection:
    """Return the records the profile is about: those of the entity in focus, or all in view."""
    return select_of(chosen, view.focus) if view.focus else chosen


def show_whole_profile(chosen: Selection, view: View) -> None:
    """Show the profile of the entity in focus, of the hub if there is none, with what the reader opened."""
    code = view.focus or catalog().hub.iso3
    shown: dict[str, Any] = dict(profile(view.filters, code))
    shown["view"] = f"{zlib.crc32(repr(view).encode()):08x}"
    shown["part"] = _part(chosen, view, code)
    token = st.session_state.pop(_PRINT, None)
    shown["print"] = build_print(chosen, code) | {"token": token} if token is not None else None
    triggers = {"select": set_focus, "record": _ask_record, "open": _open, "print": _print}
    show_profile(catalog(), shown, triggers=triggers)


def show_way_out(own: Selection, view: View) -> None:
    """Offer to take the filters away if they leave nothing of the entity in focus but something of others."""
    if view.focus and view.filters.active() and not own.mask.any():
        st.button(
            gettext("Reset all filters"), key="profile_loosen", on_click=whole(set_filters), args=(Filters(),)
        )


def go_to_record(view: View) -> None:
    """Leave for the page of records if the reader chose one of the records."""
    if st.session_state.pop(_RECORD, False) and view.record:
        st.switch_page("pages/records.py", query_params=write_query(view))


def _part(chosen: Selection, view: View, code: str) -> dict[str, Any] | None:
    """Return the part opened last; the largest domain until then, nothing for the overview."""
    of, key, first = st.session_state.get(_OPENED, (None, "", 0))
    if of is not None and of.focus == view.focus:
        part = build_part(chosen, code, key, first if of == view else 0)
        if part is not None:
            return part
    domains = profile(view.filters, code)["domains"]
    return build_part(chosen, code, DOMAIN + domains[0][0], 0) if view.focus and domains else None


def _open(asked: object) -> None:
    if not isinstance(asked, dict):
        return
    key, first = asked.get("key"), asked.get("first")
    if isinstance(key, str) and isinstance(first, int) and first >= 0:
        st.session_state[_OPENED] = (current_view(), key, first)


def _print(token: object) -> None:
    if isinstance(token, int):
        st.session_state[_PRINT] = token


def _ask_record(record: object) -> None:
    set_record(record)
    st.session_state[_RECORD] = True
