"""The cards of formats and organisations as one table."""

from collections.abc import Mapping
from typing import Any

from atlas.catalog import Catalog
from atlas.query import Selection
from atlas.views.levels import level_label
from atlas.views.table import Cell, Column, Table
from atlas.views.text import entity_name
from atlas.words import gettext


def build_card_table(selection: Selection, state: Mapping[str, Any], focus: str) -> Table:
    """Return every format and organisation in view: members, records, meetings and their level, exercises.

    Parameters
    ----------
    selection : Selection
        The records in view.
    state : mapping
        From `views.cards.build_cards_state`.
    focus : str
        Id of the entity in focus, whose row is marked; '' for none.
    """
    catalog = selection.catalog
    codes = list(state["cards"])
    columns = [
        Column("name", gettext("Name")),
        Column("members", gettext("Members, or countries in its records")),
        Column("records", gettext("Records"), numeric=True),
        Column("direct", gettext("Direct"), numeric=True),
        Column("span", gettext("From – to")),
        Column("met", gettext("Met"), numeric=True),
        Column("level", gettext("Level")),
        Column("exercises", gettext("Exercises"), numeric=True),
    ]
    rows = [_row(catalog, code, state["cards"][code]) for code in codes]
    marked = codes.index(focus) if focus in codes else -1
    return Table(gettext("Formats and organisations in view"), columns, rows, marked)


def _row(catalog: Catalog, code: str, card: Mapping[str, Any]) -> list[Cell]:
    records, direct, *_ = card["records"]
    members = card.get("lands") or (catalog.members(code) if code in catalog.rows("formats") else ())
    return [
        {"text": entity_name(catalog, code), "pick": code},
        ", ".join(entity_name(catalog, member) for member in members),
        records,
        direct,
        " – ".join(dict.fromkeys(card["span"])),
        sum(card["met"].values()),
        ", ".join(f"{level_label(level)} {number}" for level, number in card["levels"].items()),
        len(card["exercises"]),
    ]
