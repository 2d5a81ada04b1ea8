"""The timeline: every record where it lies in time, in the lanes a reader chose."""

import base64
import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import numpy as np

from atlas.address import allowed_values, write_address
from atlas.catalog import Catalog
from atlas.columns import Mask, Pairs
from atlas.index import index_of
from atlas.model import STILL_RUNNING, PartialDate, View
from atlas.query import Selection, select_of
from atlas.views.record import build_record
from atlas.views.text import describe_when, value_label
from atlas.words import gettext

LANES: Final = ("kind", "group", "domain", "region")
"""What the lanes can stand for: a kind of record, a group of domains, a domain, a region of the partner."""

INFERRED: Final = 1
COLLECTIVE: Final = 2
CONTEXT: Final = 4


def lane_label(lanes: str) -> str:
    """Return what a choice of lanes is called.

    Raises
    ------
    KeyError
        If it is none of `LANES`.
    """
    return {
        "kind": gettext("Kind"),
        "group": gettext("Field"),
        "domain": gettext("Domain"),
        "region": gettext("Region"),
    }[lanes]


def build_timeline_base(catalog: Catalog) -> dict[str, Any]:
    """Return what does not change with the view: where each record lies, its lanes, its name.

    Parameters
    ----------
    catalog : Catalog
        The data set.

    Returns
    -------
    dict
        Days are counted from 1 January of `firstYear`; the end of an interval is the first day after it.
        `items`: for each record, in the order of the table, `[from, to]` within which a moment lies,
        `[from, to, until]` for what was still running at `until`, or `[from, to, from, to]` within which a
        span begins and ends. `flags`: sum of `INFERRED`, `COLLECTIVE` and `CONTEXT`. `texts`: id, date in
        words, title. `lanes`: for each of `LANES` the names, and for each record the positions of its lanes.
        `eras`: name, first day, first day after, earliest first.
    """
    rows = cast("list[dict[str, Any]]", catalog.tables["records"].to_dict("records"))
    origin = datetime.date(catalog.first_year, 1, 1)
    return {
        "firstYear": catalog.first_year,
        "days": _day(origin, datetime.date(catalog.last_year, 12, 31)) + 1,
        "items": [_place(catalog, row, origin) for row in rows],
        "flags": [_flags(row) for row in rows],
        "texts": [[row["id"], _when(row), row["title"]] for row in rows],
        "lanes": {lanes: _lanes(catalog, lanes) for lanes in LANES},
        "eras": [_era(catalog, row, origin) for row in catalog.rows("eras").values()],
    }


def build_timeline_state(
    selection: Selection, wider: Selection, *, lanes: str, focus: str, record: str
) -> dict[str, Any]:
    """Return what the timeline has to show for a view: under a kilobyte, and the record that is open.

    Parameters
    ----------
    selection : Selection
        The records in view.
    wider : Selection
        The same without the filter of years: what lies outside them is hinted at, and keeps its place.
    lanes : str
        One of `LANES`.
    focus : str
        Id of the entity in focus, or ''.
    record : str
        Id of the record that is open, or ''.

    Returns
    -------
    dict
        `shown`, `lit`, `own`: which records have a place, are in view, and concern the focus ('' for all of
        them), a bit a record in base64; `years`: first and last of the filter, or None; `open`: position and
        text of the open record, or None.

    Raises
    ------
    ValueError
        If `lanes` is none of `LANES`.
    """
    if lanes not in LANES:
        raise ValueError(f"no such lanes: {lanes!r}")
    catalog = selection.catalog
    narrowed = focus not in ("", catalog.hub.iso3)
    years = selection.filters.years
    return {
        "lanes": lanes,
        "shown": _pack(wider.mask),
        "lit": _pack(selection.mask),
        "own": _pack(select_of(selection, focus).mask) if narrowed else "",
        "years": list(years) if years else None,
        "open": _open(selection, record, focus) if record else None,
    }


def timeline_words() -> dict[str, str]:
    """Return the words the timeline's script needs."""
    return {
        "picture": gettext("Timeline. Arrow keys go from record to record, Enter opens one."),
        "zoomIn": gettext("Zoom in"),
        "zoomOut": gettext("Zoom out"),
        "reset": gettext("Whole span"),
        "legend": gettext("How to read it"),
        "day": gettext("a day"),
        "month": gettext("some day of a month"),
        "year": gettext("some day of a year"),
        "span": gettext("from – to; paler where the day is not known"),
        "running": gettext("still running when its source was written"),
        "inferred": gettext("date inferred"),
        "collective": gettext("said of all partners at once"),
        "context": gettext("context, not counted"),
        "ghost": gettext("outside the chosen years"),
        "close": gettext("Close"),
        "whole": gettext("The whole record"),
        "sources": gettext("Sources"),
        "empty": gettext("No record in view."),
    }


def _when(row: Mapping[str, Any]) -> str:
    return describe_when(row["date"], row["end_date"], row["date_basis"])


def _place(catalog: Catalog, row: Mapping[str, Any], origin: datetime.date) -> list[int]:
    start = PartialDate.parse(row["date"])
    place = [_day(origin, start.first), _day(origin, start.last) + 1]
    if row["end_date"] == STILL_RUNNING:
        return [*place, max(place[1], _day(origin, _reach(catalog, row)) + 1)]
    if row["end_date"]:
        end = PartialDate.parse(row["end_date"])
        return [*place, max(place[0], _day(origin, end.first)), _day(origin, end.last) + 1]
    return place


def _reach(catalog: Catalog, row: Mapping[str, Any]) -> datetime.date:
    """Return the last day the sources can vouch for."""
    sources = (catalog.rows("sources")[citation.source] for citation in row["sources"])
    dates = [source["date"] or source["accessed"] for source in sources]
    written = max((PartialDate.parse(date).last for date in dates if date), default=catalog.created)
    return min(written, catalog.created)


def _day(origin: datetime.date, day: datetime.date) -> int:
    return (day - origin).days


def _flags(row: Mapping[str, Any]) -> int:
    flags = {"direct": 0, "collective": COLLECTIVE, "context": CONTEXT}[row["scope"]]
    return flags + INFERRED * {"stated": 0, "inferred": 1}[row["date_basis"]]


def _lanes(catalog: Catalog, lanes: str) -> dict[str, Any]:
    if lanes == "kind":
        return _facet(catalog, lanes, allowed_values(lanes, catalog))
    if lanes == "domain":
        order = list(catalog.labels("domains", "group"))
        rows = catalog.rows("domains")
        domains = allowed_values(lanes, catalog)
        return _facet(catalog, lanes, sorted(domains, key=lambda value: order.index(rows[value]["group"])))
    if lanes == "region":
        return _regions(catalog)
    if lanes == "group":
        return _groups(catalog)
    raise ValueError(f"no such lanes: {lanes!r}")


def _facet(catalog: Catalog, parameter: str, values: Sequence[str]) -> dict[str, Any]:
    pairs = index_of(catalog).facets[parameter]
    place = {value: position for position, value in enumerate(values)}
    of = [sorted(place[pairs.ids[code]] for code in own) for own in _by_row(catalog, pairs)]
    return {"names": [value_label(catalog, parameter, value) for value in values], "of": of}


def _groups(catalog: Catalog) -> dict[str, Any]:
    labels = catalog.labels("domains", "group")
    place = {group: position for position, group in enumerate(labels)}
    groups = [place[row["group"]] for row in catalog.rows("domains").values()]
    domains = _by_row(catalog, index_of(catalog).facets["domain"])
    of = [sorted({groups[domain] for domain in own}) for own in domains]
    return {"names": [gettext(label) for label in labels.values()], "of": of}


def _regions(catalog: Catalog) -> dict[str, Any]:
    lanes = _facet(catalog, "region", allowed_values("region", catalog))
    nowhere = [len(lanes["names"])]
    return {
        "names": [*lanes["names"], gettext("No country named")],
        "of": [own or nowhere for own in lanes["of"]],
    }


def _by_row(catalog: Catalog, pairs: Pairs) -> list[list[int]]:
    of: list[list[int]] = [[] for _ in range(index_of(catalog).size)]
    for row, code in zip(pairs.rows.tolist(), pairs.codes.tolist(), strict=True):
        of[row].append(code)
    return of


def _era(catalog: Catalog, row: Mapping[str, Any], origin: datetime.date) -> list[str | int]:
    first = _day(origin, datetime.date(int(row["first_year"]), 1, 1))
    last = _day(origin, datetime.date(min(int(row["until"]), catalog.last_year), 12, 31)) + 1
    return [gettext(row["name"]), max(first, 0), last]


def _pack(mask: Mask) -> str:
    return base64.b64encode(np.packbits(mask).tobytes()).decode("ascii")


def _open(selection: Selection, record: str, focus: str) -> dict[str, Any]:
    catalog = selection.catalog
    records = catalog.tables["records"]
    position = int(records.index.get_loc(record))  # type: ignore[arg-type]
    row = records.iloc[position]
    words = [value_label(catalog, "kind", row["kind"])]
    words += [value_label(catalog, "domain", value) for value in row["domains"]]
    shown = build_record(catalog, record, focus)
    del shown["facts"]
    whole = View(page="records", filters=selection.filters, focus=focus, record=record)
    return {"item": position, "line": " · ".join(words), "page": write_address(whole)} | shown
