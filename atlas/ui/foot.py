"""Below every view: its tables, made only when opened, and the line on borders and data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from atlas.live import foot
from atlas.model import View
from atlas.query import Selection
from atlas.ui.cached import catalog
from atlas.ui.view import set_focus
from atlas.views.table import Table
from atlas.views.twins import build_entity_table, build_source_table, describe_sources
from atlas.words import gettext


@dataclass(frozen=True)
class Box:
    """A table behind a line; it is made only when the reader opens it.

    Parameters
    ----------
    id : str
        Unique on the page; whether it is open is kept in the session under this name.
    label : str
        The line.
    build : callable
        Makes the table.
    triggers : mapping of str to callable
        `pick`, `sort`: what to do with what the reader does in the table; the value is unchecked.
    """

    id: str
    label: str
    build: Callable[[], Table]
    triggers: Mapping[str, Callable[[Any], None]] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether the reader has opened it."""
        return bool(st.session_state.get(self.id, False))

    def state(self) -> dict[str, Any]:
        """Return what the browser gets of it."""
        page = st.session_state.get(f"{self.id}_page", 1)
        table = self.build().page(page) if self.is_open else None
        return {"id": self.id, "label": self.label, "table": table}


def show_foot(*boxes: Box) -> None:
    """Show the boxes of a page and, below them, the line every page has."""
    known = {box.id: box for box in boxes}

    def turn(sent: object) -> None:
        box = _box_of(sent, known)
        if box is not None and isinstance(sent, Mapping) and isinstance(sent.get("open"), bool):
            st.session_state[box.id] = sent["open"]

    def act(sent: object) -> None:
        box = _box_of(sent, known)
        if box is None or not isinstance(sent, Mapping):
            return
        name, value = sent.get("name"), sent.get("value")
        if name == "page" and isinstance(value, int):
            st.session_state[f"{box.id}_page"] = value
        elif isinstance(name, str) and name in box.triggers:
            box.triggers[name](value)

    foot.show_foot(catalog(), [box.state() for box in boxes], triggers={"open": turn, "table": act})


def entity_box(chosen: Selection, view: View) -> Box:
    """Return the picture of a view as a table, a row an entity."""
    label = gettext("The same as a table")
    return Box("twin", label, lambda: build_entity_table(chosen, view.focus), {"pick": set_focus})


def source_box(chosen: Selection) -> Box:
    """Return the sources of a view, behind a line that says how many there are."""
    return Box("sources", describe_sources(chosen), lambda: build_source_table(chosen))


def _box_of(sent: object, known: Mapping[str, Box]) -> Box | None:
    name = sent.get("box") if isinstance(sent, Mapping) else None
    return known.get(name) if isinstance(name, str) else None
